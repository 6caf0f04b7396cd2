"""What the table of facts says of a page's time, and that the table itself is sound."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import words
from onrecord.clean.known import known


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("NATO Secretary General Mark Rutte laughed.", ["secretary general mark rutte in office"]),
        ("Merz, the German chancellor, laughed.", ["merz, the german chancellor in office"]),
        ("The Trump administration laughed.", ["trump administration in office"]),
        ("Former President Barack Obama laughed.", []),
        ("Ada Rutte sells fish.", []),
        ("The president laughed. Rutte did not.", []),
        ("They spoke of the full-scale invasion.", ["tells of full-scale invasion, 2022-02-24"]),
    ],
)
def test_holds(text: str, reasons: list[str]) -> None:
    holds, _ = known(text)
    assert [hold.reason for hold in holds] == reasons
    assert all(hold.evidence.of(text) for hold in holds)


def test_an_office_held_twice_allows_both_terms() -> None:
    holds, _ = known("President Donald Trump laughed.")
    assert [days[0].year for days in holds[0].allowed] == [2017, 2025]


def test_a_sighting_needs_all_words_in_one_sentence() -> None:
    _, seen = known("The NATO summit went on. The summit of chefs did not, and NATO was silent.")
    assert [one.sentence.start for one in seen] == [0, 25]
    _, seen = known("The summit of chefs went on. NATO was silent.")
    assert seen == ()


def test_an_exact_name_goes_before_a_loose_one() -> None:
    _, seen = known("NATO foreign ministers held a meeting in Brussels.")
    assert {edition.days[0] for edition in seen[0].editions} >= {date(2025, 4, 3)}
    assert date(2025, 6, 5) not in {edition.days[0] for edition in seen[0].editions}


def test_facts_are_in_order() -> None:
    table = words.facts("facts")
    for office in table["offices"]:
        for name, first, *last in office["holders"]:
            assert name == name.lower()
            assert not last or first < last[0]
    for event in table["events"]:
        assert all(first <= last for _, first, last in event["editions"])
        days = [first for _, first, _ in event["editions"]]
        assert days == sorted(days)
