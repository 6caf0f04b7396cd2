"""What an occasion is called, where and when it was, in whatever order its pages come."""

from __future__ import annotations

from datetime import date

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


def test_the_first_dated_page_names_what_no_page_names() -> None:
    found = readings()
    told = occasion(group(found), found)
    titles = {each.article.title for each in found}
    assert told.name in titles or "conference" in (told.name or "")


def test_what_no_page_tells_is_unknown() -> None:
    found = [reading("nothing much happened, and nobody spoke of it")]
    told = occasion(group(found), found)
    assert (told.kind, told.place, told.when) == ("", None, None)
