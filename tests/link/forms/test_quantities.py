"""Figures that contradict what was said, and those that only round it."""

from __future__ import annotations

import pytest

from onrecord.link.forms.quantities import contradicted
from onrecord.link.forms.sights import sights_of
from onrecord.link.origins.access import makings
from onrecord.link.tellings import tellings
from onrecord.pipeline import read_by_rules
from onrecord.types import Passage, Reading, Span
from tests.factories import page

SAID = "The mill ground about 1,280 sacks of flour in six to eight weeks and lost 30 million euros."


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("The mill ground 12,800 sacks of flour.", "12,800 sacks"),
        ("The mill ground 1,280 sacks of flour.", None),
        ("The mill ground around 1,300 sacks of flour.", None),  # rounded, and it says so
        ("The mill ground more than 2,000 sacks of flour.", None),
        ("The mill worked for sixteen to eighteen weeks.", "sixteen to eighteen weeks"),
        ("The mill worked for up to eight weeks.", None),
        ("The mill lost 13 million euros.", "13 million euros"),
        ("The mill lost 30 million euros, and 77 horses.", None),
        ("The mill fed 77 horses.", None),  # no figure of this kind was told
        ("The mill stood still.", None),
    ],
)
def test_contradictions(told: str, found: str | None) -> None:
    texts = [f"{SAID}\n\nIt is an old mill.\n", f"{told}\n\nIt is a new mill.\n"]
    read = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    pages = tellings([each for each in read if isinstance(each, Reading)], "mill")
    made = sights_of(pages, makings(pages))
    by_text = {sight.text.split("\n")[0]: sight for sight in made.values()}
    one, other = by_text[told], by_text[SAID]
    here, there = Passage(one.page, (Span(0, len(told)),)), Passage(other.page, (Span(0, len(SAID)),))
    assert contradicted(one, here, other, there) == found
