"""``check`` on quotations whose verdict is known: as they stand, changed, put together, wrongly credited, invented.

The record is made by our own reading of the shared retellings' pages, so that what reading misses is missed here too.
The quotations are those of the gold, of the pages in it:

    held       as they stand: verbatim or trimmed
    credited   the same with the gold's speaker as ``by``: verbatim or trimmed
    altered    one word in their middle exchanged for one of another quotation: altered
    spliced    two that stand in different places joined: spliced
    wrong      with somebody as ``by`` who is credited nowhere with these words: misattributed
    invented   sentences of our own with names and words of the record: not held, or at most a paraphrase

Changed and joined are those of six words and more, with ``MOST`` of each class, drawn by a seed.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
from sqlalchemy import delete, select

from bench import made, press, reading, shared
from bench.floors import Figure
from onrecord.extract.quotes import quotes_in
from onrecord.link.align import wording
from onrecord.meaning import DIMENSIONS, VERSION
from onrecord.pipeline import identify, keep
from onrecord.record import schema
from onrecord.record.database import insert_rows, writing
from onrecord.record.store import Record
from onrecord.serve.answers import Checked, Verdict
from onrecord.serve.check import Checker
from onrecord.types import Reading

MOST, INVENTED = 200, 200
LEAST_WORDS, _BY = 6, 3
MADE_PAGES, QUESTIONS = 5_000, 200
HELD = (Verdict.VERBATIM, Verdict.TRIMMED)
_FRAMES = (
    "{name} has never promised that the {one} would be handed to the {two} before winter",
    "We sold our {one} to {name} because the {two} was rotten from the very beginning",
    "Every {one} in this country knows who burned the {two}, and I shall say it aloud",
    "My grandmother could have run the {one} better than {name} ever managed the {two}",
    "I would rather resign tonight than let {name} touch a single {one} or {two} again",
    "Nobody asked the {one} whether {two} ought to be painted green, and nobody will",
    "If {name} wants the {one}, let {name} come here and carry the {two} away in person",
    "The {one} was a gift, the {two} was a loan, and both of them have now vanished",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of the gold, who said it, and where it stands: page and place among the page's statements."""

    words: str
    speaker: str
    where: tuple[tuple[str, int], ...]

    @property
    def occasion(self) -> str:
        return self.where[0][0].partition("/")[0]

    def stands_by(self, other: Said) -> bool:
        return any(page == there and abs(at - by) < _BY for page, at in self.where for there, by in other.where)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and which verdicts are right."""

    kind: str
    words: str
    by: str | None
    right: tuple[Verdict, ...]


def measure() -> tuple[list[Figure], list[str]]:
    """The share of right verdicts by class, of all, and milliseconds of processor time."""
    figures = [Figure("check", name, value, 0.5) for name, value in speed().items()]
    folder = shared.folder() / "data/retellings"
    if not folder.exists():
        return figures, ["retellings"]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for question, answer in answers(folder):
        asked[question.kind] += 1
        right[question.kind] += answer.verdict in question.right
    shares = {kind: right[kind] / asked[kind] for kind in asked}
    shares["right"] = right.total() / asked.total()
    return [Figure("check", name, value) for name, value in shares.items()] + figures, []


def answers(folder: Path) -> Iterator[tuple[Question, Checked]]:
    """Every question with what is answered from a record of our own reading."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(f"{scratch}/check.db", create=True) as record:
        for _ in keep(record, reading.pages(folder.glob("*/pages/*"))):
            pass
        identify(record)
        checker = Checker(record)
        for question in questions(quotations(folder), Random(1)):
            yield question, checker.check(question.words, question.by)


def quotations(folder: Path) -> list[Said]:
    """What the gold quotes: direct statements, and the quoted parts of mixed ones; each wording once."""
    out: dict[str, Said] = {}
    for file in sorted(folder.glob("*/gold.jsonl")):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            for at, told in enumerate(row["statements"]):
                content = told["content"] if isinstance(told["content"], list) else [told["content"]]
                for words in [" ".join(content)] if told["kind"] == "direct" else _quoted(content):
                    key = " ".join(wording(words).keys)
                    said = out.get(key) or Said(words.strip('"“”„«» ,'), told["speaker"], ())
                    if " " in key and said.speaker != "journalist":
                        out[key] = replace(said, where=(*said.where, (f"{file.parent.name}/{row['page']}", at)))
    return list(out.values())


def _quoted(content: Sequence[str]) -> list[str]:
    """The parts of a mixed statement that stand in marks."""
    return [text[quote.inner.start : quote.inner.end] for text in content for quote in quotes_in(text, 0, len(text))]


def questions(said: Sequence[Said], rng: Random) -> Iterator[Question]:
    """All questions, in an order that a seed fixes."""
    for each in said:
        yield Question("held", each.words, None, HELD)
        yield Question("credited", each.words, each.speaker, HELD)
    long = [each for each in said if len(wording(each.words)) >= LEAST_WORDS]
    for each in rng.sample(long, min(MOST, len(long))):
        yield Question("altered", changed(each.words, [other.words for other in long], rng), None, (Verdict.ALTERED,))
    pairs = (rng.sample(long, 2) for _ in count())
    apart = (pair for pair in pairs if not pair[0].stands_by(pair[1]))
    # As many of one occasion, which pages tell side by side, as of two.
    near = (pair for pair in apart if pair[0].occasion == pair[1].occasion)
    for one, other in [*islice(apart, MOST // 2), *islice(near, MOST - MOST // 2)]:
        yield Question("spliced", f"{one.words.rstrip('.')}. {other.words}", None, (Verdict.SPLICED,))
    speakers = sorted({each.speaker for each in said})
    for each in rng.sample(said, min(MOST, len(said))):
        stranger = rng.choice([name for name in speakers if not set(name.split()) & set(each.speaker.split())])
        yield Question("wrong", each.words, stranger, (Verdict.MISATTRIBUTED,))
    nouns = sorted({key for each in said for key in wording(each.words).keys if len(key) > 6 and key.isalpha()})
    for _ in range(INVENTED):
        frame = rng.choice(_FRAMES)
        words = frame.format(name=rng.choice(speakers), one=rng.choice(nouns), two=rng.choice(nouns))
        yield Question("invented", words, None, (Verdict.NOT_HELD, Verdict.PARAPHRASE))


def changed(words: str, others: Sequence[str], rng: Random) -> str:
    """The quotation with one long word in it exchanged for a word that it does not have."""
    mine = wording(words)
    at = rng.choice([i for i, key in enumerate(mine.keys) if len(key) > 3] or [len(mine) // 2])
    strange = [key for each in others for key in wording(each).keys if len(key) > 3 and key not in mine.keys]
    span = mine.spans[at]
    return words[: span.start] + rng.choice(strange) + words[span.end :]


def speed() -> dict[str, float]:
    """Answers in a second of processor time, at the 99th percentile, over ``MADE_PAGES`` pages of statements."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(f"{scratch}/made.db", create=True) as record:
        for each in made.readings(MADE_PAGES):
            record.keep(each.page, each, made.READER)
        vectors(record)
        return {"answered_per_cpu_second_at_p99": 1 / float(np.quantile(spent(record, QUESTIONS), 0.99))}


def vectors(record: Record) -> None:
    """Gives every statement a meaning by chance: reading them would take minutes, and costs no question anything."""
    dice = np.random.default_rng(1)
    with writing(record.engine) as connection:
        numbers = connection.execute(select(schema.statement.c.number)).scalars().all()
        drawn = dice.integers(-127, 128, (len(numbers), DIMENSIONS), dtype=np.int8)
        rows = [{"statement": n, "model": VERSION, "vector": v.tobytes()} for n, v in zip(numbers, drawn, strict=True)]
        connection.execute(delete(schema.meaning))
        insert_rows(connection, schema.meaning, rows)


def _contents(told: Reading) -> list[str]:
    return [each.content[0].of(told.article.text) for each in told.statements]


def spent(record: Record, number: int, pages: Iterable[Reading] | None = None) -> list[float]:
    """Seconds of processor time a question: held, with one word changed, joined, and invented ones in turn.

    They are drawn from the pages, or from as many made ones as there are questions.
    """
    rng, out, checker = Random(2), [], Checker(record)
    said = [each for reading_ in pages or made.readings(number) for each in _contents(reading_)]
    kinds: list[Callable[[], str]] = [
        lambda: rng.choice(said),
        lambda: changed(rng.choice(said), said[:50], rng),
        lambda: rng.choice(said) + " " + rng.choice(said),
        lambda: " ".join(rng.choice(rng.choice(said).split()) for _ in range(15)),
    ]
    checker.check("zeppelins over violins")  # held nowhere, so that meanings are loaded: that is done once
    for at in range(number):
        words = kinds[at % len(kinds)]()
        begun = process_time()
        checker.check(words)
        out.append(process_time() - begun)
    return out


def main() -> None:
    """``python -m bench.check RECORD.db``: milliseconds a question to a record that `bench.related` made."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(copied(sys.argv[1], scratch)) as record:
        vectors(record)
        pages = [told.reading for told in press.readings(QUESTIONS)]
        seconds = np.array(spent(record, 2 * QUESTIONS, pages)) * 1_000
    for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0)):
        print(f"{name:8} {np.quantile(seconds, share):8.1f} ms of processor time")


def copied(where: str, folder: str) -> str:
    """A copy of a record's file, for what is written into it."""
    out = str(Path(folder) / "copy.db")
    with closing(sqlite3.connect(where)) as held, closing(sqlite3.connect(out)) as copy:
        held.backup(copy)
    return out


if __name__ == "__main__":
    main()
