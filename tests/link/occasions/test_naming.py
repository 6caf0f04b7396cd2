"""What an occasion is called, where and when it was, in whatever order its pages come."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.link.occasions import Group, occasion
from onrecord.types import Reading
from tests.link.occasions.made import reading

PAGES = [
    (
        "Agency: harbour deal off\n\nVESSBURG - The talks have failed, Minister Quist said at a news conference in "
        'Vessburg on Friday.\n\n"I was told by both sides that they were close," Quist told the news conference.',
        "2025-09-12",
    ),
    (
        "Talks collapse in Vessburg\n\nMinister Quist told a press conference in Vessburg that the talks had failed.",
        None,
    ),
    ("Opinion: the minister's window\n\nQuist left his door open, he said on Friday in Vessburg.", "2025-09-14"),
]


def readings() -> list[Reading]:
    return [reading(text, f"page-{number}", day) for number, (text, day) in enumerate(PAGES)]


def group(found: list[Reading]) -> Group:
    return Group(tuple(sorted(each.page.id for each in found)), "3 pages share the names Quist")


def test_kind_place_and_day_are_what_most_pages_tell() -> None:
    found = readings()
    told = occasion(group(found), found)
    assert told.kind == "press conference"
    assert told.place == "Vessburg"
    assert told.when is not None
    assert told.when.earliest == told.when.latest == date(2025, 9, 12)
    assert told.name
    assert told.pages == group(found).pages
    assert told.basis.detail == "3 pages share the names Quist"


def test_the_order_of_the_pages_changes_nothing() -> None:
    found = readings()
    assert occasion(group(found), found) == occasion(group(found), found[::-1])


def named(*pages: str) -> str | None:
    found = [reading(text, f"page-{number}", "2025-09-12") for number, text in enumerate(pages)]
    return occasion(group(found), found).name


def test_kind_speaker_and_day_name_what_no_page_names() -> None:
    found = readings()
    assert occasion(group(found), found).name == "Press conference with Quist, 2025-09-12"


def test_a_page_alone_is_called_by_its_title() -> None:
    assert named(PAGES[0][0]) == "Agency: harbour deal off"


def test_pages_that_tell_no_kind_are_called_by_who_speaks() -> None:
    one = 'Harbour deal off\n\n"The offer is gone," Annelore Quist said. "I am sorry," she added.'
    other = 'Offer gone\n\nAnnelore Quist said the offer was gone. "We wait," said Thijs Vandervoorde.'
    assert named(one, other) == "Statements by Annelore Quist, 2025-09-12"


def test_a_transcript_that_names_the_kind_gives_its_title() -> None:
    transcript = (
        "Harbour Board: press conference on the talks\n\nANNELORE QUIST: The talks have failed and I am sorry.\n\n"
        "REPORTER: What now?\n\nANNELORE QUIST: We wait.\n\nREPORTER: For whom?\n\nANNELORE QUIST: For both."
    )
    assert named(transcript, PAGES[1][0]) == "Harbour Board: press conference on the talks"


def test_pages_that_credit_nobody_are_called_by_the_first_title() -> None:
    bare = "The harbour was quiet. Cranes stood still, and nobody came."
    assert named(f"Quiet harbour\n\n{bare}", f"Still harbour\n\n{bare}") in ("Quiet harbour", "Still harbour")


def test_what_is_merely_mentioned_is_no_kind_where_another_is_told() -> None:
    mentioned = "Quist: next meeting on Monday\n\nAnother meeting follows, Minister Quist said."
    found = [reading(text, f"page-{at}") for at, text in enumerate((PAGES[1][0], mentioned, mentioned + " Soon."))]
    assert occasion(group(found), found).kind == "press conference"


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("ODENSTADT — ", "Odenstadt"),
        ("Colin Brandt (Harbour Party) — ", None),
        ("Annelore Quist (Harbour Party) — ", None),
    ],
)
def test_nobody_is_a_place(lead: str, place: str | None) -> None:
    text = f"Talks fail\n\n{lead}Annelore Quist said the talks had failed. Colin Brandt left Odenstadt at once."
    found = [reading(text), reading(text + " Nobody stayed.", "other")]
    assert occasion(group(found), found).place == place


def test_what_no_page_tells_is_unknown() -> None:
    found = [reading("nothing much happened, and nobody spoke of it")]
    told = occasion(group(found), found)
    assert (told.kind, told.place, told.when) == ("", None, None)
