"""What access pages had to what they tell."""

from __future__ import annotations

import pytest

from onrecord.link.origins.access import Access, Making, makings
from onrecord.link.tellings import Telling, tellings
from onrecord.pipeline import read_by_rules
from onrecord.types import Reading
from tests.factories import page
from tests.link import retold


def made(*texts: str) -> list[Making]:
    """How pages were made that tell of one occasion, in the order in which they are given."""
    read = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    told: list[Telling] = tellings([each for each in read if isinstance(each, Reading)], "occasion")
    found = makings(told)
    return [found[each.page] for each in sorted(told, key=lambda each: each.reading.page.name)]


@pytest.mark.parametrize(
    ("name", "access"),
    [
        ("record", Access.RECORD),
        ("wire", Access.OWN),
        ("paper", Access.OWN),
        ("german", Access.OWN),
        ("copy", Access.OTHERS),
        ("column", Access.OTHERS),
        ("tabloid", Access.OTHERS),
        ("machine", Access.TRANSLATED),
    ],
)
def test_access_of_each_page(name: str, access: Access) -> None:
    known = retold.names()
    assert {known[page]: each.access for page, each in makings(retold.named()).items()}[name] is access


def test_what_shows_it_is_told() -> None:
    known = retold.names()
    found = {known[page]: each for page, each in makings(retold.named()).items()}
    assert found["record"].signs[0] == "labelled turns"
    assert found["wire"].wire
    assert "an agency's own dateline" in found["wire"].signs
    assert "it names itself: “Chronicle”" in found["paper"].signs
    assert any(sign.startswith("taken over from") for sign in found["copy"].signs)


RELEASE = """MINISTRY OF TIDES
Press release no. 12
Sandvik, 3 June 2026

The Minister of Tides, Ola Rem, today opened the sluice. "The sea is patient, and so are we," the Minister said.
"""


def test_a_release_is_a_record() -> None:
    (found,) = made(RELEASE)
    assert (found.access, found.signs[0]) == (Access.RECORD, "“press release” at its head")


def test_a_page_that_quotes_a_release_is_none() -> None:
    (found,) = made("Sluice opened\n\nOla Rem opened the sluice, a press release of the ministry said on Monday.\n")
    assert found.access is Access.OTHERS


def test_an_agency_s_dateline_on_another_s_page_is_not_its_own() -> None:
    told = "SANDVIK, June 3 (Tidal News) - Ola Rem opened the sluice on Wednesday."
    (found,) = made(f"Sluice opened\n\n{told}\n\n© 2026 The Sandvik Gazette\n")
    assert not found.wire


def test_words_that_are_quoted_are_not_the_page_s_own() -> None:
    plain, spoken = made(
        "Sluice opened\n\nOla Rem told us that the sea was patient.\n",
        'Sluice opened\n\n"They told us that the sea is patient," Ola Rem said.\n',
    )
    assert "“told us”" in plain.signs
    assert "“told us”" not in spoken.signs


def test_no_page_was_made() -> None:
    assert makings([]) == {}


def test_what_an_institution_publishes_itself_is_a_record() -> None:
    (found,) = made(
        "Harbour Office of Sandvik\n\nSandvik, 3 June 2026\n\nThe sluice is open\n\n"
        '"The sea is patient, and so are we," the Harbour Master, Ola Rem, said at the gate.\n\n'
        "Contact: press office, Harbour Office of Sandvik\n"
    )
    assert (found.access, found.signs[0]) == (Access.RECORD, "made by Harbour Office of Sandvik")


def test_two_languages_have_phrases_of_their_own() -> None:
    german, french = made(
        "Schleuse offen\n\nOla Rem sagte uns am Mittwoch, das Meer habe Geduld und die Schleuse sei für alle offen.\n",
        "Écluse ouverte\n\nOla Rem nous a dit mercredi que la mer était patiente et que l'écluse était ouverte.\n",
    )
    assert "“sagte uns”" in german.signs
    assert "“nous a dit”" in french.signs
