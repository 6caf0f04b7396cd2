"""Full names lent by pages of the same occasion."""

from __future__ import annotations

from itertools import permutations

import pytest

from onrecord.link.candidates import Likeness, Pair
from onrecord.link.namings import named, renamed
from onrecord.pipeline import read_by_rules, settle
from onrecord.types import Reading
from tests.factories import page

ALIKE = Likeness(20.0, 1.0, 1.0, 0.0)
LABELS = (
    "MAYOR KALLWEIT: The bridge is shut for good.\n\nQUESTION: When will it open?\n\nMAYOR KALLWEIT: In the spring."
)
REPORT = "The bridge is shut for good, said Ines Kallweit, the mayor of Osterby, at the town hall on Monday."


def readings(*pages: str) -> list[Reading]:
    out = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(pages)]
    return [reading for reading in out if isinstance(reading, Reading)]


def lent(*pages: str, pairs: tuple[tuple[int, int], ...] = ((0, 1),)) -> list[list[str | None]]:
    """Who is credited on each page, after the names were lent."""
    found = readings(*pages)
    alike: list[Pair] = [(a, b, ALIKE) for a, b in pairs]
    for number, namings in named(found, alike).items():
        found[number] = renamed(found[number], namings)
    return [[s.speaker.name if s.speaker else None for s in reading.statements] for reading in found]


def test_a_label_gets_its_given_name() -> None:
    assert set(lent(LABELS, REPORT)[0]) - {"QUESTION", "journalist", None} >= {"Ines Kallweit"}
    assert "Kallweit" not in lent(LABELS, REPORT)[0]


def test_the_basis_names_the_lender_and_the_form_of_the_page_is_kept() -> None:
    found = readings(LABELS, REPORT)
    first = renamed(found[0], named(found, [(0, 1, ALIKE)])[0]).statements[0]
    assert first.basis.detail.endswith("in full on 1.txt")
    assert first.speaker is not None
    assert "Kallweit" in first.speaker.aliases


def test_pages_of_other_occasions_lend_nothing() -> None:
    assert "Kallweit" in lent(LABELS, REPORT, pairs=())[0]


def test_two_who_fit_lend_nothing() -> None:
    rival = "The bridge will open, said Oleg Kallweit, a driver, at the town hall on Monday."
    assert "Kallweit" in lent(LABELS, REPORT, rival, pairs=((0, 1), (0, 2)))[0]


def test_two_steps_are_one_occasion() -> None:
    between = "Mayor Kallweit said that the bridge was shut for good."
    assert lent(between, LABELS, REPORT, pairs=((0, 1), (1, 2)))[0] == ["Ines Kallweit"]


@pytest.mark.parametrize(
    ("short", "who"),
    [
        ("“The mayor told me that it was shut,” Karl Berg said.", "Ines Kallweit"),
        ("A mayor said that the bridge was shut.", "A mayor"),
        ("The governor said that the bridge was shut.", "governor"),
    ],
)
def test_an_office_that_one_person_of_the_occasion_bears(short: str, who: str) -> None:
    assert lent(short, REPORT)[0][-1] == who


def test_a_body_is_lent_its_full_name() -> None:
    full = "The Osterby Tribunal for River Rights said on Monday that the bridge was shut."
    assert lent("The tribunal said that the bridge was shut.", full)[0] == ["Osterby Tribunal for River Rights"]


def test_beyond_the_occasion_the_same_role_is_asked_for() -> None:
    longer = "The bridge is shut, said Ines Kallweit Roth, the mayor of Osterby, on Monday."
    other = "The bridge is shut, said Ines Kallweit Roth, a driver from Osterby, on Monday."
    assert lent(REPORT, longer, pairs=())[0] == ["Ines Kallweit Roth"]
    assert lent(REPORT, other, pairs=())[0] == ["Ines Kallweit"]


def test_the_order_of_the_pages_changes_nothing() -> None:
    pages = [LABELS, REPORT, "Mayor Kallweit said that the bridge was shut for good."]
    made = [page(text, f"{number}.txt") for number, text in enumerate(pages)]
    seen = set()
    for row in permutations(made):
        out = settle([read_by_rules(one) for one in row], trained=False)
        seen.add(tuple(sorted(str(reading) for reading in out)))
    assert len(seen) == 1
