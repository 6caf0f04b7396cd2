"""The text of a page with its statements marked: blocks of stretches, each with the statements that hold it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.record.codec import Json
from onrecord.serve.web.views import Telling, Who
from onrecord.types import Span

HUES = 8
"""Colours that tell speakers apart; whoever comes after them is marked without one (0)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is credited on a page: the hue of their words, and how many statements; nobody is None."""

    who: Who | None
    hue: int
    statements: int
    first: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that the same statements hold, the outermost first; ``begins`` and ``ends`` are those that do so here.

    Those that end are told with their numbers.
    """

    span: Span
    text: str
    statements: tuple[str, ...] = ()
    hue: int = 0
    asked: bool = False
    begins: tuple[str, ...] = ()
    ends: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin of a statement, in the hue of its words."""

    telling: Telling
    hue: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the page: what it is and why, its text in stretches, and the statements that begin in it."""

    kind: str
    reason: str
    span: Span
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]


def voices_of(tellings: Iterable[Telling]) -> tuple[Voice, ...]:
    """Who is credited on a page, the most frequent first, then in the order of the page."""
    counts: Counter[str | None] = Counter()
    first: dict[str | None, Telling] = {}
    for each in tellings:
        name = each.who.name if each.who else None
        counts[name] += 1
        first.setdefault(name, each)
    order = sorted(counts, key=lambda name: (name is None, -counts[name]))
    return tuple(
        Voice(first[name].who, place if name is not None and place <= HUES else 0, counts[name], first[name].id)
        for place, name in enumerate(order, 1)
    )


def passages_of(
    text: str, blocks: Sequence[Json], tellings: Sequence[Telling], part: Span, asked: str | None = None
) -> tuple[Passage, ...]:
    """The blocks of a part of a page. Statements that editors rejected are told beside it, and not marked.

    ``asked`` is the id of the statement that is looked for.
    """
    hues = {voice.who.name: voice.hue for voice in voices_of(tellings) if voice.who}
    marks = _Marks([each for each in tellings if each.verdict != "rejected"], part, hues, asked)
    out = []
    for block, within in _inside(text, blocks, part):
        notes = tuple(
            Note(each, hues.get(each.who.name, 0) if each.who else 0)
            for each in tellings
            if within.start <= each.content[0].start < within.end
        )
        out.append(Passage(block["kind"], block["reason"], within, tuple(marks.stretches(text, within)), notes))
    return tuple(out)


class _Marks:
    """Where statements begin and end in a part of a page."""

    def __init__(self, tellings: Sequence[Telling], part: Span, hues: Mapping[str, int], asked: str | None) -> None:
        self._asked = asked
        self._spans = sorted(
            (span.start, -span.end, each.id, hues.get(each.who.name, 0) if each.who else 0)
            for each in tellings
            for span in each.content
            if span.meets(part)
        )
        self._begins: defaultdict[int, list[str]] = defaultdict(list)
        self._ends: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for each in tellings:
            self._begins[max(each.content[0].start, part.start)] += [each.id] if each.content[0].meets(part) else []
            self._ends[each.content[-1].end].append((each.id, each.number))

    def stretches(self, text: str, within: Span) -> Iterator[Stretch]:
        """The stretches of one block."""
        here = [each for each in self._spans if each[0] < within.end and -each[1] > within.start]
        edges = {max(within.start, start) for start, *_ in here} | {min(within.end, -end) for _, end, *_ in here}
        places = sorted(edges | {within.start, within.end})
        for start, end in pairwise(places):
            held = [each for each in here if each[0] <= start and -each[1] >= end]
            ids = tuple(dict.fromkeys(each[2] for each in held))
            yield Stretch(
                span=Span(start, end),
                text=text[start:end],
                statements=ids,
                hue=held[-1][3] if held else 0,
                asked=self._asked in ids,
                begins=tuple(self._begins.get(start, ())),
                ends=tuple(self._ends.get(end, ())),
            )


def _inside(text: str, blocks: Sequence[Json], part: Span) -> Iterator[tuple[Json, Span]]:
    """The blocks that a part holds, cut to it, and between them whatever else the page shows."""
    at = part.start
    for block in blocks:
        start, end = max(block["span"][0], at), min(block["span"][1], part.end)
        if start >= end:
            continue
        yield from _between(text, at, start)
        yield block, Span(start, end)
        at = end
    yield from _between(text, at, part.end)


def _between(text: str, start: int, end: int) -> Iterator[tuple[Json, Span]]:
    if text[start:end].strip():
        yield {"kind": "paragraph", "reason": "between blocks"}, Span(start, end)
