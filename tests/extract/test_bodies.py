"""Bodies by their full names."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.bodies import MOST_BODIES, Bodies
from tests.factories import paragraph_of, speakers
from tests.strategies import texts

PAGE = "The International Tribunal for River Rights met in Osterby. The Ministry of Health of Carvenia was there."


def bodies(text: str) -> Bodies:
    return Bodies([paragraph_of(text)], "en")


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("the tribunal", "International Tribunal for River Rights"),
        ("an international tribunal", "International Tribunal for River Rights"),
        ("the ministry", "Ministry of Health of Carvenia"),
        ("the health ministry", "Ministry of Health of Carvenia"),
        ("the court", None),
        ("the river", None),
        ("", None),
    ],
)
def test_a_short_form_is_the_one_body_that_holds_it(asked: str, full: str | None) -> None:
    assert bodies(PAGE).find(asked.split()) == full


def test_two_bodies_that_fit_are_neither() -> None:
    assert bodies("The Harbour Union met. The Teachers Union met.").find(["the", "union"]) is None


def test_block_letters_are_spelt_as_names_are() -> None:
    assert (
        bodies("INTERNATIONAL TRIBUNAL FOR RIVER RIGHTS").find(["tribunal"])
        == "International Tribunal for River Rights"
    )


def test_a_person_in_office_is_no_body() -> None:
    assert bodies("The Speaker of the House came.").find(["the", "house"]) is None


def test_a_source_that_was_cut_off_is_the_whole_body() -> None:
    at = PAGE.index("International")
    assert bodies(PAGE).around(at, at + 13) == "International Tribunal for River Rights"
    assert bodies(PAGE).around(PAGE.index("met"), PAGE.index("met") + 3) is None


def test_the_page_credits_the_body_in_full() -> None:
    assert speakers("The Osterby Harbour Council met.\nThe council said it was late.") == ["Osterby Harbour Council"]


@given(texts.filter(bool))
def test_names_are_bounded_and_nothing_breaks(text: str) -> None:
    found = bodies(text)
    assert len(found._names) <= MOST_BODIES
    assert found.find(text.lower().split()) is None or text
