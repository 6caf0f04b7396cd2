"""Web archives without end, for measuring what reads and compares them: pages in the shape of news, made from a seed.

Every page tells of an occasion: who spoke, what was said word for word, which figures were told. What is planted and
can be counted: *reprints* (another outlet's markup, title and surroundings, some words changed, a paragraph dropped or
put before) and *retellings* (own sentences around the same names, figures and some of the quotations). What must not be
taken for either: *look-alikes* (the same people another time), and boilerplate, a background paragraph that many
unrelated pages of one subject share.

``python -m bench.archive FOLDER --pages N`` writes one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from bench.archives import answer, packed, record
from bench.made import BEGINNING, CAPTURED, DAYS, READER, Vocabulary
from onrecord.types import (
    Article,
    Basis,
    Block,
    BlockKind,
    Dating,
    Figure,
    Manner,
    Page,
    Reading,
    Span,
    Statement,
)

PAGES_A_FILE = 5_000
REPRINTED, RETOLD, TWINNED = 0.15, 0.25, 0.1
"""Of occasions: those whose report is reprinted, those that others retell, those with a look-alike."""
SUBJECTS = 200
"""Background paragraphs that unrelated pages share."""
_PLACES = ("harbour", "bridge", "hospital", "railway", "reservoir", "airport", "university", "museum", "mine", "market")
_ROLES = ("minister", "mayor", "spokeswoman", "director", "chief engineer", "union leader", "professor", "governor")
_TELLING = (
    "The {0} {1} was {2} in {3}, {4} {5} after the {6} {7} had been {8}.",
    "Work on the {0} {1} {2} {3} {4} because {5} {6} of the {7} {8}.",
    "In {0} {1} the {2} {3} {4} {5} was {6} for {7} {8}.",
    "Residents of {0} {1} had {2} that {3} {4} {5} would {6} {7} {8}.",
    "No {0} {1} was {2} when {3} {4} {5} {6} the {7} {8}.",
    "{0} {1} and {2} {3} were {4} at the {5} {6} {7} {8}.",
)
_SAYING = (
    "“{words},” {who} said.",
    "“{words},” said {role} {who}.",
    "{who} told reporters: “{words}.”",
    "According to {who}, {words}.",
    "{who} said that {words}.",
)
_COUNTING = (
    "The {0} {1} cost {n} million euros, {2} {3} {4}.",
    "Some {n} {0} {1} were {2} {3} {4}.",
    "By then {n} per cent of the {0} {1} had {2} {3} {4}.",
    "More than {n} {0} {1} {2} {3} at {4}.",
)
_BASIS = Basis(READER)
_QUOTED = re.compile(r'“[^“”"]+”|"[^“”"]+"')
_FIGURE = re.compile(r"(?:cost|Some|By then|More than) (?P<figure>[\d,]+)")
_FOOTS = (
    "Subscribe to our newsletter and never miss a story.",
    "Follow us on social media for more news from the region.",
    "Share this article with your friends.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A page with what is known of it: the report that it prints or reprints, and the occasion that it tells of."""

    address: str
    content: bytes
    title: str
    paragraphs: tuple[str, ...]
    day: date
    report: int
    occasion: int


@dataclass(frozen=True, slots=True)
class _Occasion:
    number: int
    subject: int
    day: date
    place: str
    cast: tuple[tuple[str, str], ...]
    quotations: tuple[tuple[int, str], ...]
    figures: tuple[int, ...]


def pages(number: int, seed: int = 9) -> list[Made]:
    """So many pages, mixed; the same for the same number and seed."""
    rng = Random(f"{seed} order")
    made = list(islice(_pages(seed), number))
    rng.shuffle(made)
    return made


def write(folder: Path, number: int, seed: int = 9, *, a_file: int = PAGES_A_FILE) -> list[Made]:
    """Writes web archives, packed record by record, and what was planted as ``truth.jsonl`` beside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(number, seed)
    for at in range(0, len(made), a_file):
        file = folder / f"made-{at // a_file:04}.warc.gz"
        with file.open("wb") as out:
            for page in made[at : at + a_file]:
                out.write(packed([record("response", page.address, answer(page.content))]))
    truth = folder.parent / f"{folder.name}.truth.jsonl"
    with truth.open("w") as lines:
        for page in made:
            told = {"address": page.address, "report": page.report, "occasion": page.occasion}
            lines.write(json.dumps(told) + "\n")
    return made


def reading(made: Made) -> Reading:
    """What a faultless reader would make of a page, as far as comparing pages needs it; some thirty times as fast."""
    text = "\n\n".join((made.title, *made.paragraphs))
    page = Page(made.address, made.content, CAPTURED, "text/html", made.address)
    blocks, at = [], 0
    for number, part in enumerate((made.title, *made.paragraphs)):
        kind = BlockKind.PARAGRAPH if number else BlockKind.TITLE
        blocks.append(Block(kind, Span(at, at + len(part)), (), _BASIS))
        at += len(part) + 2
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    figures = [Span(*match.span("figure")) for match in _FIGURE.finditer(text)]
    return Reading(
        page=page,
        article=Article(
            page=page.id, address=made.address, outlet=None, original_outlet=None, language="en", title=made.title,
            byline=(), published=Dating(made.day, made.day, _BASIS), updated=None, text=text, blocks=tuple(blocks),
            cites=(), translated=False,
        ),
        statements=tuple(
            Statement(
                id=f"{span.start}", article=page.id, manner=Manner.DIRECT, content=(span,), cue=(), source=(),
                speaker=None, addressee=None, occasion=None, said=None, via=(), inside=None, basis=_BASIS,
            )
            for span in quoted
        ),
        figures=tuple(
            Figure(
                id=f"{span.start}", article=page.id, span=span, value=float(span.of(text).replace(",", "")),
                hedge="exactly", unit=None, of=None, period=None, basis=_BASIS,
            )
            for span in figures
        ),
    )  # fmt: skip


def pairs(groups: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs of places, the smaller first, that bear the same number."""
    held: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        held.setdefault(group, []).append(place)
    return {(a, b) for places in held.values() for i, a in enumerate(places) for b in places[i + 1 :]}


def _pages(seed: int) -> Iterator[Made]:
    rng = Random(seed)
    vocabulary = Vocabulary(rng)
    background = [_paragraph(rng, vocabulary, 3) for _ in range(SUBJECTS)]
    occasion, report = 0, 0
    twin: _Occasion | None = None
    while True:
        held = _occasion(rng, vocabulary, occasion, twin)
        twin = held if rng.random() < TWINNED else None
        for _ in range(rng.randint(2, 8) if rng.random() < RETOLD else 1):
            title, paragraphs = _report(rng, vocabulary, held, background[held.subject])
            yield _page(rng, vocabulary, held, report, title, paragraphs)
            for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5, 12)) if rng.random() < REPRINTED else 0):
                yield _page(rng, vocabulary, held, report, *_reprint(rng, vocabulary, title, paragraphs))
            report += 1
        occasion += 1


def _occasion(rng: Random, vocabulary: Vocabulary, number: int, twin: _Occasion | None) -> _Occasion:
    cast = twin.cast if twin else tuple((vocabulary.name(rng), rng.choice(_ROLES)) for _ in range(rng.randint(2, 4)))
    return _Occasion(
        number=number,
        subject=twin.subject if twin else rng.randrange(SUBJECTS),
        day=(twin.day if twin else BEGINNING) + timedelta(days=rng.randrange(14, 90) if twin else rng.randrange(DAYS)),
        place=twin.place if twin else f"{rng.choice(vocabulary.names).split()[1]} {rng.choice(_PLACES)}",
        cast=cast,
        quotations=tuple(
            (rng.randrange(len(cast)), " ".join(vocabulary.some(rng, rng.randint(9, 24)))) for _ in range(6)
        ),
        figures=tuple(rng.randrange(11, 9_000) for _ in range(5)),
    )


def _report(rng: Random, vocabulary: Vocabulary, held: _Occasion, background: str) -> tuple[str, list[str]]:
    """A report in own sentences: the day, most of the figures, some of the quotations, a background paragraph."""
    title = " ".join(vocabulary.some(rng, 6)).capitalize() + f" at {held.place}"
    paragraphs = [f"{_sentence(rng, vocabulary)} {held.place.capitalize()} {' '.join(vocabulary.some(rng, 8))}."]
    told = [
        rng.choice(_SAYING).format(words=words, who=held.cast[who][0], role=held.cast[who][1])
        for who, words in rng.sample(held.quotations, 4)
    ]
    told += [
        rng.choice(_COUNTING).format(*vocabulary.some(rng, 5), n=f"{figure:,}")
        for figure in rng.sample(held.figures, 4)
    ]
    told += [_paragraph(rng, vocabulary, rng.randint(1, 3)) for _ in range(rng.randint(5, 12))]
    rng.shuffle(told)
    return title, paragraphs + told + ([background] if rng.random() < 0.3 else [])


def _reprint(rng: Random, vocabulary: Vocabulary, title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    """The same report elsewhere: another title, some words changed, a paragraph gone, a lead put before it."""
    told = list(paragraphs)
    if rng.random() < 0.5:
        del told[rng.randrange(len(told))]
    if rng.random() < 0.4:
        told = told[: max(4, int(len(told) * rng.uniform(0.65, 1.0)))]
    for _ in range(rng.randrange(4)):
        at = rng.randrange(len(told))
        words = told[at].split(" ")
        words[rng.randrange(len(words))] = vocabulary.some(rng, 1)[0]
        told[at] = " ".join(words)
    if rng.random() < 0.3:
        told.insert(0, _paragraph(rng, vocabulary, 1))
    if rng.random() < 0.5:
        told = [part.replace("“", '"').replace("”", '"') for part in told]
    return (title if rng.random() < 0.5 else " ".join(vocabulary.some(rng, 7)).capitalize()), told


def _sentence(rng: Random, vocabulary: Vocabulary) -> str:
    told = rng.choice(_TELLING).format(*vocabulary.some(rng, 9))
    return told[0].upper() + told[1:]


def _paragraph(rng: Random, vocabulary: Vocabulary, sentences: int) -> str:
    return " ".join(_sentence(rng, vocabulary) for _ in range(sentences))


def _page(rng: Random, vocabulary: Vocabulary, held: _Occasion, report: int, title: str, paragraphs: list[str]) -> Made:
    """The page of an outlet, in one of three shapes of markup."""
    outlet = vocabulary.outlet(rng)
    host = outlet.lower().replace(" ", "")
    day = held.day + timedelta(days=rng.randrange(2))
    address = f"https://{host}.example/{day:%Y/%m/%d}/{rng.getrandbits(48):012x}"
    shape = _SHAPES[rng.randrange(len(_SHAPES))]
    told = "\n".join(f"<p>{part}</p>" for part in paragraphs)
    menu = "".join(f'<li class="item"><a href="/{at}">Section {at}</a></li>' for at in range(40))
    related = "".join(
        f'<li><a href="/{rng.randrange(9999)}">{" ".join(vocabulary.some(rng, 7)).capitalize()}</a></li>'
        for _ in range(8)
    )
    content = shape.format(
        title=title, outlet=outlet, day=day, told=told, menu=menu, related=related, foot=rng.choice(_FOOTS),
        address=address, spoken=f"{day:%B} {day.day}, {day.year}",
    )  # fmt: skip
    return Made(address, content.encode(), title, tuple(paragraphs), day, report, held.number)


_SHAPES = (
    '<!doctype html><html lang="en"><head><title>{title} - {outlet}</title>'
    '<meta property="article:published_time" content="{day}T08:00:00Z">'
    '<meta property="og:site_name" content="{outlet}">'
    '<link rel="canonical" href="{address}"></head><body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>'
    '<div class="meta">By Staff Writer</div>{told}</article></main><aside><h3>Related</h3><ul>{related}</ul></aside>'
    "<footer><p>{foot}</p><p>© {outlet}</p></footer></body></html>",
    '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><script type="application/ld+json">'
    '{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "{day}", "publisher": {{"name": "{outlet}"}}}}'
    '</script></head><body><div id="top"><a href="/">{outlet}</a><ul class="menu">{menu}</ul></div>'
    '<div class="wrap">'
    '<div class="content"><h1 class="headline">{title}</h1><span class="date">{spoken}</span>'
    '<div class="text">{told}</div>'
    '<div class="more"><ul>{related}</ul></div><p class="note">{foot}</p></div></div></body></html>',
    "<html><head><title>{outlet}: {title}</title></head><body><table><tr><td><ul>{menu}</ul></td><td><h2>{title}</h2>"
    "<p><small>{outlet}, {spoken}</small></p>{told}<hr><p>{foot}</p><ul>{related}</ul></td></tr></table></body></html>",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=9)
    options = parser.parse_args()
    made = write(options.folder, options.pages, options.seed)
    print(f"{len(made):,} pages of {len({page.occasion for page in made}):,} occasions")


if __name__ == "__main__":
    main()
