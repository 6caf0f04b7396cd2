"""Who took from whom on one occasion: pages in columns, those with access of their own to the left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.serve.charts.drawing import drawing, element, fitting, text, titled

_BOX, _HEIGHT, _ACROSS, _DOWN, _EDGE = 216, 46, 96, 18, 8


@dataclass(frozen=True, slots=True)
class Node:
    """A page: what it is called, what stands below that, where it leads, and whether it is an origin."""

    id: str
    name: str
    detail: str
    address: str | None
    origin: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """``page`` took from ``source`` (ids of nodes): how, and the sentence that says how it shows."""

    page: str
    source: str
    kind: str
    proof: str


def graph(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> str:
    """The pages and who took from whom, as SVG in the colour of what surrounds it."""
    known = {node.id for node in nodes}
    drawn = [edge for edge in edges if edge.page in known and edge.source in known]
    places = _places(nodes, drawn)
    width = max(x for x, _ in places.values()) + _BOX + _EDGE
    height = max(y for _, y in places.values()) + _HEIGHT + _EDGE
    parts = [part for edge in drawn for part in _edge(edge, places)]
    parts += [_node(node, places[node.id]) for node in nodes]
    names = {node.id: node.name for node in nodes}
    told = " ".join(
        [
            *(f"{node.name}: access of its own." for node in nodes if node.origin),
            *(f"{names[edge.page]}: {edge.kind} of {names[edge.source]}." for edge in drawn),
        ]
    )
    return drawing((width, height), title, told, parts, role="group")


def _places(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[float, float]]:
    """Where each page stands: a column behind all that it took from, near them."""
    sources: dict[str, list[str]] = {node.id: [] for node in nodes}
    for edge in edges:
        sources[edge.page].append(edge.source)
    depth = {node.id: _depth(node.id, sources, frozenset()) for node in nodes}
    rows: dict[str, float] = {}
    out: dict[str, tuple[float, float]] = {}
    for column in range(max(depth.values(), default=0) + 1):
        members = [node for node in nodes if depth[node.id] == column]
        members.sort(key=lambda node: (_middle(sources[node.id], rows), not node.origin, node.name, node.id))
        for row, node in enumerate(members):
            rows[node.id] = row
            out[node.id] = (_EDGE + column * (_BOX + _ACROSS), _EDGE + row * (_HEIGHT + _DOWN))
    return out


def _depth(node: str, sources: Mapping[str, Sequence[str]], met: frozenset[str]) -> int:
    """How many steps a page is from one that took from nobody; a ring is cut where it closes."""
    above = [each for each in sources[node] if each not in met and each != node]
    return max((1 + _depth(each, sources, met | {node}) for each in above), default=0)


def _middle(sources: Sequence[str], rows: Mapping[str, float]) -> float:
    held = [rows[each] for each in sources if each in rows]
    return sum(held) / len(held) if held else 0.0


def _edge(edge: Edge, places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    x, y = places[edge.source]
    to_x, to_y = places[edge.page]
    x, y, to_y = x + _BOX, y + _HEIGHT / 2, to_y + _HEIGHT / 2
    bend = _ACROSS * 0.55
    path = f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x - 6:g} {to_y:g}"
    line = element("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0.45, stroke_width=1.5)
    head = element("path", d=f"M{to_x:g} {to_y:g}l-8 -4v8z", fill="currentColor", fill_opacity=0.6)
    told = text(edge.kind, to_x - 10, to_y - 6, font_size=11, text_anchor="end", opacity=0.85)
    yield element("g", titled(edge.proof) + line + head + told)


def _node(node: Node, place: tuple[float, float]) -> str:
    x, y = place
    box = element(
        "rect",
        x=x,
        y=y,
        width=_BOX,
        height=_HEIGHT,
        rx=5,
        fill="currentColor",
        fill_opacity=0.1 if node.origin else 0.02,
        stroke="currentColor",
        stroke_opacity=0.9 if node.origin else 0.35,
        stroke_width=2 if node.origin else 1,
    )
    head = text(fitting(node.name, _BOX - 20), x + 10, y + 19, font_weight=600)
    below = text(fitting(node.detail, _BOX - 20, 11), x + 10, y + 36, font_size=11, opacity=0.8)
    held = titled(f"{node.name}, {node.detail}") + box + head + below
    return element("a", held, href=node.address) if node.address else element("g", held)
