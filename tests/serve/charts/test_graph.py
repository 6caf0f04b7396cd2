"""The graph of who took from whom: well formed, whole, and each page behind its sources."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.charts.graph import Edge, Node, graph
from onrecord.serve.charts.strip import Point, strip

SVG = "{http://www.w3.org/2000/svg}"


def node(id_: str, *, origin: bool = False) -> Node:
    return Node(id_, f"Page {id_}", "2 March 2026", f"/pages/{id_}", origin)


def at(svg: str) -> dict[str, tuple[float, float]]:
    """Where the box of each page stands."""
    out = {}
    for link in ElementTree.fromstring(svg).iter(f"{SVG}a"):
        box = link.find(f"{SVG}rect")
        assert box is not None
        out[link.attrib["href"].rpartition("/")[2]] = (float(box.attrib["x"]), float(box.attrib["y"]))
    return out


def test_a_page_stands_behind_all_that_it_took_from() -> None:
    edges = [Edge("b", "a", "copy", "why"), Edge("c", "b", "edit", "why"), Edge("c", "a", "edit", "why")]
    found = at(graph([node("c"), node("b"), node("a", origin=True)], edges, "title"))
    assert found["a"][0] < found["b"][0] < found["c"][0]


def test_a_ring_is_drawn_too() -> None:
    svg = graph([node("a"), node("b")], [Edge("a", "b", "copy", ""), Edge("b", "a", "copy", "")], "title")
    assert len(at(svg)) == 2


def test_hostile_words_stay_words() -> None:
    bad = Node("x", "</text><script>alert(1)</script>", "\x00\u202e", 'javascript:"><x', True)
    svg = graph([bad], [], "<script>")
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "\x00" not in svg


@given(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12),
)
def test_no_two_pages_stand_in_one_place(names: list[str], pairs: list[tuple[str, str]]) -> None:
    svg = graph([node(name) for name in names], [Edge(a, b, "copy", "w") for a, b in pairs], "title")
    assert sorted(at(svg)) == sorted(names)
    assert len(set(at(svg).values())) == len(names)


def test_values_stand_on_one_scale() -> None:
    points = [Point("One", "30", 30.0, 30.0, "exactly"), Point("Two", "about 60", 60.0, 60.0, "about")]
    root = ElementTree.fromstring(strip([*points, Point("Three", "45", 45.0, 45.0, "more than")], "Grain"))
    places = [float(each.attrib["cx"]) for each in root.iter(f"{SVG}circle")]
    assert places[0] < places[2] < places[1]
    assert re.search("Two: about 60", "".join(root.itertext()))


def test_one_value_alone_can_be_drawn() -> None:
    ElementTree.fromstring(strip([Point("One", "30", 30.0, 30.0, "exactly")], "Grain"))
