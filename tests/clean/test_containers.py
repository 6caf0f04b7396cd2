"""Where passages hang: regions told by names, what containers hold, the nearest element around two."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.containers import Containers, Place, _mask_of_name, regions
from onrecord.clean.sights import sights_of
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of
from onrecord.words import facts

PARTS = [part for parts in facts("regions").values() for part in parts]


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.sampled_from(["-", "_", "x", "9"])), max_size=6).map("".join))
def test_names_tell_what_the_table_says(name: str) -> None:
    tokens = set(re.findall("[a-z0-9]+", name))
    expected = [
        region
        for region, parts in facts("regions").items()
        if any(part in tokens or (len(part) >= 6 and part in name) for part in parts)
    ]
    mask = _mask_of_name(name)
    assert [region for bit, region in enumerate(regions()) if mask >> bit & 1] == expected


MARKUP = (
    "<body><nav class=menu><ul><li>Home of news<li>Sport</ul></nav><main><article><p>One two three four five six "
    "seven eight.</p><p>Nine ten eleven twelve thirteen fourteen fifteen sixteen.</p></article>"
    "<aside hidden>x y</aside></main></body>"
)


def hung() -> tuple[Containers, dict[str, Place]]:
    tree = parse(MARKUP)
    _, containers = sights_of(tree, passages_of(tree)[1])
    return containers, {place.node.tag: place for place in containers.places}


def test_containers_hold_what_stands_inside_them() -> None:
    containers, places = hung()
    assert places["article"].words == places["article"].prose == containers.prose == 16
    assert (places["main"].words, places["nav"].words, containers.words) == (18, 4, 22)
    assert (places["main"].passages, places["ul"].passages) == (3, 2)
    assert containers.main() is places["article"]


def test_foreign_containers_are_told_by_element_name_and_attribute() -> None:
    _, places = hung()
    assert [tag for tag, place in places.items() if place.foreign] == ["nav", "ul", "li", "aside"]
    assert (places["li"].region, places["article"].region) == ("navigation", None)


def test_distances_count_the_elements_up_to_what_holds_both() -> None:
    containers, places = hung()
    found = containers.distances(places["article"])
    assert {tag: found[place.number] for tag, place in places.items()} == {
        "": 3, "body": 2, "nav": 2, "ul": 2, "li": 2, "main": 1, "article": 0, "p": 0, "aside": 1,
    }  # fmt: skip
    assert set(containers.distances(None)) == {20}


def test_the_common_element_of_places() -> None:
    containers, places = hung()
    assert containers.common([places["article"], places["aside"]]) is places["main"]
    assert containers.common([places["li"], places["aside"]]) is places["body"]
    assert containers.common([]) is None
