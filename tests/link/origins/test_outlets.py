"""The outlets of pages, as other pages name them."""

from __future__ import annotations

import pytest

from onrecord.link.origins.outlets import capitalised, holds, outlets_of, short
from onrecord.link.tellings import Telling, tellings
from onrecord.pipeline import read_by_rules
from onrecord.types import Reading
from tests.factories import page
from tests.link import retold

NAMELESS = "Sluice opened\n\nOla Rem told the Gazette that the sea was patient.\n"
COPY = "Sluice opened\n\nOla Rem said that the sea was patient, as reported by the newspaper Sandvik Evening Gazette.\n"
OTHER = "Sluice opened\n\nA sluice was opened on Wednesday, said Ola Rem.\n"


def named(*texts: str) -> list[str | None]:
    read = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    told: list[Telling] = tellings([each for each in read if isinstance(each, Reading)], "sluice")
    found = outlets_of(told)
    return [found[each.page].name for each in sorted(told, key=lambda each: each.reading.page.name)]


def test_pages_name_themselves() -> None:
    known = retold.names()
    found = {known[page]: each.name for page, each in outlets_of(retold.named()).items()}
    assert found["wire"] == "Lakeside News"
    assert found["paper"] == "Harrowmere Chronicle"
    assert found["tabloid"] is None


def test_a_page_without_a_name_has_the_one_that_others_give_it() -> None:
    assert named(NAMELESS, COPY, OTHER)[0] == "Sandvik Evening Gazette"


def test_who_credits_an_outlet_is_not_it() -> None:
    assert named(COPY, OTHER) == [None, None]


def test_of_two_that_may_be_it_neither_is() -> None:
    assert named(NAMELESS, NAMELESS.replace("patient", "calm"), COPY)[:2] == [None, None]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("The Harrowmere Chronicle", ("harrowmere", "chronicle")),
        ("Lakeside News Agency", ("lakeside",)),
        ("Die Zeitung", ("zeitung",)),
        ("CPS", ()),
        ("", ()),
    ],
)
def test_short_names(name: str, keys: tuple[str, ...]) -> None:
    assert short(name, "de" if name.startswith("Die") else "en") == keys


def test_names_are_found_in_capitals_alone() -> None:
    assert holds(capitalised("told the Evening Echo again"), ("evening", "echo"))
    assert not holds(capitalised("an evening echo"), ("evening", "echo"))
