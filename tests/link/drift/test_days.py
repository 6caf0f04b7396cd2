"""The day of an occasion, and the days beside passages that cannot be its day."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.link.drift.days import occasion_day
from onrecord.types import Form
from tests.link.drift.occasions import DAY, Told, told

SAID = "The pier will be rebuilt by the autumn."
RECORD = f"Mayor Ilka Brandt: {SAID}\n\nThe council met on Thursday, 12 March 2026.\n"
WIRE = "Mayor Ilka Brandt spoke to the council on Thursday.\n"


def page(text: str, words: str, form: Form = Form.INDIRECT) -> Told:
    pages = {"record.txt": RECORD, "wire.txt": WIRE, "page.txt": text}
    return told(pages, ("record.txt", SAID), [("page.txt", words, form)])


def test_the_day_is_the_one_that_most_pages_name() -> None:
    made = page("Mayor Ilka Brandt said on Wednesday that the pier will be rebuilt.", "the pier will be rebuilt")
    known = {each.page: each for each in made.tellings}
    assert occasion_day(known) == DAY == date(2026, 3, 12)
    one = next(iter(known))
    assert occasion_day({one: known[one]}) is None
    assert occasion_day({}) is None


@pytest.mark.parametrize(
    ("text", "words", "form", "named"),
    [
        ("Mayor Ilka Brandt said on Tuesday that the pier will be rebuilt.", "the pier will be rebuilt",
         Form.INDIRECT, "Tuesday"),
        ("Mayor Ilka Brandt said on Thursday that the pier will be rebuilt.", "the pier will be rebuilt",
         Form.INDIRECT, None),
        ("Mayor Ilka Brandt said the pier will be rebuilt. The harbour opens again next Monday.",
         "the pier will be rebuilt", Form.INDIRECT, None),
    ],
)  # fmt: skip
def test_a_weekday_beside_the_words_is_held_against_the_day(
    text: str, words: str, form: Form, named: str | None
) -> None:
    found = [each for each in page(text, words, form).found() if each.what == "date"]
    assert [each.told.count(f"‘{named}’") for each in found] == ([1] if named else [])
