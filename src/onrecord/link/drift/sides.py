"""What one page has of an utterance, beside what the reference has: passages, words, figures, and who is credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.link.align import Wording, wording
from onrecord.link.drift.lexicon import Finding, Sort, lexicon
from onrecord.link.drift.quantities import Quantity, quantities
from onrecord.link.tellings import Telling
from onrecord.types import Drift, Form, Instance, Manner, Passage, Reading, Span, Spans, Statement, Utterance

MOST_SHOWN = 160
"""Characters of somebody's words in a sentence about them."""
_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"”»“’')\]]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One passage of a page: its words, the words that credit it, and the words that are marked or weigh something."""

    passage: Passage
    form: Form
    statement: Statement | None
    text: str
    language: str
    wording: Wording
    cue: Wording
    found: tuple[Finding, ...]
    credited: tuple[Finding, ...]
    quantities: tuple[Quantity, ...]

    @property
    def words(self) -> str:
        return " … ".join(span.of(self.text) for span in self.passage.spans)

    @property
    def direct(self) -> bool:
        """Does the page give these words as the speaker's own, from mark to mark?"""
        return self.statement is not None and self.statement.manner is Manner.DIRECT

    def has(self, *sorts: Sort) -> bool:
        return any(each.sort in sorts for each in self.found)

    def findings(self, *sorts: Sort) -> list[Finding]:
        return [each for each in self.found if each.sort in sorts]


@dataclass(frozen=True, slots=True)
class Side:
    """All that one page has of an utterance, in the order of the page."""

    telling: Telling
    lines: tuple[Line, ...]

    @property
    def page(self) -> str:
        return self.telling.page

    @property
    def language(self) -> str:
        return self.telling.reading.article.language

    @property
    def text(self) -> str:
        return self.telling.text

    @property
    def quantities(self) -> list[Quantity]:
        return [each for line in self.lines for each in line.quantities]

    def has(self, *sorts: Sort) -> bool:
        return any(line.has(*sorts) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Departure:
    """One page's words that tell otherwise: ``here`` on the page, ``there`` in the reference, as words to be shown.

    ``told`` is a clause that says what differs, without the page's name; ``score`` how sure that is.
    """

    what: Drift
    rule: str
    passage: Passage
    there: Spans
    told: str
    score: float


@dataclass(frozen=True, slots=True)
class Compared:
    """An utterance with its reference and what each page has of it; ``known`` are all pages of the occasion."""

    utterance: Utterance
    reference: Side | None
    sides: tuple[Side, ...]
    known: Mapping[str, Telling] = field(repr=False)


def compared(utterance: Utterance, known: Mapping[str, Telling]) -> Compared:
    """The passages of an utterance, page by page; the page of the reference is no side of its own."""
    best = utterance.reference if utterance.reference and utterance.reference.page in known else None
    held: dict[str, list[Instance]] = {}
    for instance in utterance.instances:
        if instance.passage.page in known and (best is None or instance.passage.page != best.page):
            held.setdefault(instance.passage.page, []).append(instance)
    sides = tuple(_side(known[page], [(each.passage, each.form) for each in held[page]]) for page in sorted(held))
    reference = _side(known[best.page], [(best, Form.VERBATIM)]) if best and sides else None
    return Compared(utterance, reference, sides, known)


def sentence_at(text: str, at: Span) -> Span:
    """The sentence, or sentences, that hold a stretch."""
    start, end = 0, len(text)
    for match in _SENTENCE_ENDS.finditer(text, max(0, at.start - 1_000), at.start):
        start = match.end()
    following = _SENTENCE_ENDS.search(text, max(at.start, at.end - 2), min(len(text), at.end + 1_000))
    end = max(at.end, following.end() if following else end)
    start += len(text[start : at.start]) - len(text[start : at.start].lstrip())
    return Span(start, end)


def sentence_findings(line: Line) -> list[Finding]:
    """What stands in the sentences that hold a passage, the words around it included."""
    spans = [sentence_at(line.text, span) for span in line.passage.spans]
    return list(lexicon(line.language).findings(wording(line.text, spans)))


def sentence_before(text: str, sentence: Span) -> Span | None:
    """The sentence before one; None where the text begins with it."""
    end = len(text[: sentence.start].rstrip())
    return sentence_at(text, Span(end - 1, end)) if end else None


def _side(telling: Telling, held: Sequence[tuple[Passage, Form]]) -> Side:
    statements = {each.id: each for each in telling.reading.statements}
    ordered = sorted(held, key=lambda each: (each[0].spans, each[1]))
    return Side(telling, tuple(_line(telling.reading, *each, statements) for each in ordered))


def _line(reading: Reading, passage: Passage, form: Form, statements: Mapping[str, Statement]) -> Line:
    text, language = reading.article.text, reading.article.language
    statement = statements.get(passage.statement or "")
    words = wording(text, passage.spans)
    cue = wording(text, statement.cue) if statement and statement.cue else Wording(text, (), ())
    table = lexicon(language)
    return Line(
        passage=passage,
        form=form,
        statement=statement,
        text=text,
        language=language,
        wording=words,
        cue=cue,
        found=tuple(table.findings(words)),
        credited=tuple(table.findings(cue)),
        quantities=tuple(quantities(reading, passage.spans)),
    )


def shown(text: str, spans: Iterable[Span]) -> str:
    """The words of some stretches, in quotation marks, on one line; long ones show their beginning and their end."""
    words = " ".join(" … ".join(span.of(text) for span in spans).split()).strip("\"“”„«»‘’'., ")
    if len(words) > MOST_SHOWN:
        words = f"{words[: MOST_SHOWN // 2].rsplit(' ', 1)[0]} … {words[-MOST_SHOWN // 2 :].split(' ', 1)[-1]}"
    return f"‘{words}’"
