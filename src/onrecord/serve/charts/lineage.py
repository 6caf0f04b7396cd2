"""Who took an utterance from whom, as a tree: origins to the left, what was taken from each below and to its right."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.serve.charts.drawing import drawing, element, fitting, text, titled
from onrecord.serve.lineages import Telling, Traced
from onrecord.types import Form

WIDTH = 960
_TOP, _ROW, _STEP, _LEFT, _DOT = 74, 46, 34, 18, 6
_COLOURS = {
    Form.VERBATIM: "#1b7f4b",
    Form.TRIMMED: "#1b7f4b",
    Form.ALTERED: "#b25c00",
    Form.SPLICED: "#b25c00",
    Form.TRANSLATED: "#2b5fb3",
    Form.BACK_TRANSLATED: "#2b5fb3",
    Form.INDIRECT: "#6b6b6b",
    Form.MISATTRIBUTED: "#b3261e",
    Form.UNSUPPORTED: "#b3261e",
}


def lineage_svg(traced: Traced) -> str:
    """The tree of one utterance as SVG; text is in the colour of what surrounds it."""
    rows = traced.branches()
    said = f"{traced.speaker or 'somebody'}: {traced.words}"
    parts = [
        text(fitting(said, WIDTH - 2 * _LEFT, 16), _LEFT, 28, font_size=16, font_weight=600),
        text(_where(traced), _LEFT, 50, opacity=0.75),
        *_edges(rows),
        *(_node(number, depth, telling) for number, (depth, telling) in enumerate(rows)),
    ]
    return drawing((WIDTH, _TOP + _ROW * len(rows) + 12), said, description(traced), parts)


def description(traced: Traced) -> str:
    """The same in words."""
    lines = [f"{traced.counted}."]
    names = {telling.sheet.id: telling.sheet.name for telling in traced.tellings}
    for _, each in traced.branches():
        taken = f", {each.kind} of {names[each.source]}" if each.source in names else ""
        lines.append(f"{each.sheet.name}: {each.form.value}{taken}.")
    return " ".join([*lines, *(each.told for each in traced.differences)])


def _edges(rows: list[tuple[int, Telling]]) -> Iterator[str]:
    """A line from each page down and over to what was taken from it."""
    last: dict[int, int] = {}
    for number, (depth, _) in enumerate(rows):
        last[depth] = number
        if depth:
            above = last[depth - 1]
            x, y = _LEFT + (depth - 1) * _STEP + _DOT, _TOP + above * _ROW + _DOT * 2
            path = f"M{x} {y}V{_TOP + number * _ROW + _DOT}H{x + _STEP - _DOT}"
            yield element("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0.4)


def _node(number: int, depth: int, telling: Telling) -> str:
    x, y = _LEFT + depth * _STEP, _TOP + number * _ROW
    colour = _COLOURS[telling.form]
    dot = element(
        "circle",
        cx=x + _DOT,
        cy=y + _DOT,
        r=_DOT - 1,
        fill=colour if telling.origin else "none",
        stroke=colour,
        stroke_width=2,
    )
    beside, room = x + 3 * _DOT, WIDTH - x - 4 * _DOT - _LEFT
    head = text(fitting(_headline(telling), room), beside, y + _DOT + 4, font_weight=600)
    words = text(fitting(telling.quoted, room), beside, y + _DOT + 22, opacity=0.8)
    return element("g", titled(f"{_headline(telling)}: {telling.words} ({telling.because})") + dot + head + words)


def _headline(telling: Telling) -> str:
    sheet = telling.sheet
    day = sheet.published[0] if sheet.published and sheet.published[0] == sheet.published[1] else None
    parts = [sheet.outlet or sheet.name, day, telling.form.value, telling.kind and f"{telling.kind} of the page above"]
    return " · ".join(filter(None, [*parts, "origin" if telling.origin else None]))


def _where(traced: Traced) -> str:
    occasion = traced.occasion
    return " · ".join(filter(None, (traced.counted, occasion.name or occasion.kind, occasion.place)))
