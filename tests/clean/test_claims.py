"""What came beside a page against what the page says of itself: the order of trust, and what is never believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.clean.claims import language_of_claim, published_of, title_of, updated_of
from onrecord.types import Article, Basis, Dating, Given, Sender, Span
from tests.factories import CAPTURED, page

TODAY = CAPTURED.date()
TOLD, OTHER = date(2025, 4, 2), date(2025, 4, 9)
STORY = "The harbour board met behind closed doors and agreed on a plan that its chair called bold."


def own(day: date, score: float, latest: date | None = None) -> Dating:
    return Dating(day, latest or day, Basis("of the page", "", score), (Span(0, 4),))


@pytest.mark.parametrize(
    ("sender", "score", "believed"),
    [
        (Sender.COLUMN, 0.97, "of the page"),
        (Sender.COLUMN, 0.9, "of the page"),
        (Sender.COLUMN, 0.85, "column"),
        (Sender.COLUMN, 0.5, "column"),
        (Sender.ENTRY, 0.75, "of the page"),
        (Sender.ENTRY, 0.6, "feed entry"),
        (Sender.HEADER, 0.1, "of the page"),
    ],
)
def test_the_order_of_trust(sender: Sender, score: float, believed: str) -> None:
    found = published_of(own(OTHER, score), Given(published=TOLD, sender=sender), TODAY)
    assert found is not None
    assert found.basis.rule == believed


@pytest.mark.parametrize(
    ("sender", "rule"), [(Sender.COLUMN, "column"), (Sender.ENTRY, "feed entry"), (Sender.HEADER, None)]
)
def test_a_page_that_tells_none(sender: Sender, rule: str | None) -> None:
    found = published_of(None, Given(published=TOLD, sender=sender), TODAY)
    assert (found and found.basis.rule) == rule
    assert found is None or (found.earliest, found.latest) == (TOLD, TOLD)


def test_an_interval_yields_to_a_day_and_keeps_its_words_where_it_holds_it() -> None:
    wide = own(date(2025, 4, 1), 0.97, date(2025, 4, 5))
    inside = published_of(wide, Given(published=TOLD, sender=Sender.ENTRY), TODAY)
    outside = published_of(wide, Given(published=OTHER, sender=Sender.ENTRY), TODAY)
    assert inside is not None
    assert outside is not None
    assert (inside.earliest, inside.evidence) == (TOLD, wide.evidence)
    assert (outside.earliest, outside.evidence) == (OTHER, ())


@pytest.mark.parametrize("claimed", [date(1970, 1, 1), date(2027, 1, 1), None])
def test_days_that_cannot_be_are_passed_over(claimed: date | None) -> None:
    assert published_of(None, Given(published=claimed, sender=Sender.COLUMN), TODAY) is None
    assert updated_of(None, Given(updated=claimed, sender=Sender.COLUMN), None, TODAY) is None


@pytest.mark.parametrize(
    ("sender", "claimed", "published", "believed"),
    [
        (Sender.COLUMN, OTHER, TOLD, True),
        (Sender.COLUMN, TOLD, OTHER, False),
        (Sender.HEADER, OTHER, TOLD, True),
        (Sender.HEADER, OTHER, None, True),
        (Sender.HEADER, TODAY, TOLD, False),
        (Sender.ENTRY, TODAY, TOLD, True),
    ],
)
def test_the_last_change(sender: Sender, claimed: date, published: date | None, believed: bool) -> None:
    told = own(published, 0.9) if published else None
    found = updated_of(None, Given(updated=claimed, sender=sender), told, TODAY)
    assert (found is not None) is believed


def test_the_page_knows_its_last_change_best() -> None:
    told = own(TOLD, 0.5)
    assert updated_of(told, Given(updated=OTHER, sender=Sender.COLUMN), None, TODAY) is told


@pytest.mark.parametrize(
    ("shown", "claimed", "headed", "title"),
    [
        ("Shown", "Claimed", True, "Shown"),
        (None, " Claimed \n here ", True, "Claimed here"),
        ("Shown", "Claimed", False, "Claimed"),
        ("Shown", None, False, "Shown"),
        ("Shown", "", False, "Shown"),
        (None, None, True, None),
    ],
)
def test_a_fragment_has_no_headline_of_its_own(
    shown: str | None, claimed: str | None, headed: bool, title: str | None
) -> None:
    assert title_of(shown, Given(title=claimed), headed=headed) == title


@pytest.mark.parametrize(
    ("told", "code"),
    [("en", "en"), ("de-AT", "de"), ("PT_br", "pt"), ("fr, en", "fr"), ("English", None), ("", None), (None, None)],
)
def test_languages_as_senders_write_them(told: str | None, code: str | None) -> None:
    assert language_of_claim(Given(language=told)) == code


@given(
    st.one_of(st.none(), st.builds(own, st.dates(date(1990, 1, 1), TODAY), st.floats(0, 1))),
    st.one_of(st.none(), st.dates()),
    st.sampled_from(Sender),
)
def test_a_day_is_the_page_s_or_the_sender_s_and_never_after_the_capture(
    said: Dating | None, claimed: date | None, sender: Sender
) -> None:
    found = published_of(said, Given(published=claimed, sender=sender), TODAY)
    assert found is said or (found is not None and found.earliest == found.latest == claimed)
    assert found is None or (found.earliest - TODAY).days <= 1


def article(content: str, given: Given, media_type: str = "text/plain") -> Article:
    return clean(replace(page(content), media_type=media_type, given=given))


def test_a_row_of_a_table_dates_names_and_titles_its_text() -> None:
    given = Given("Board agrees", "The Harbour Echo", TOLD, OTHER, "en", sender=Sender.COLUMN)
    made = article(STORY, given)
    assert made.published is not None
    assert made.updated is not None
    assert (made.published.earliest, made.published.basis.rule) == (TOLD, "column")
    assert made.updated.earliest == OTHER
    assert (made.title, made.outlet, made.language) == ("Board agrees", "The Harbour Echo", "en")


def test_a_whole_page_is_believed_before_its_feed() -> None:
    head = '<title>Own title</title><meta property="article:published_time" content="2025-04-09T10:00:00+02:00">'
    markup = f"<html><head>{head}</head><body><h1>Own title</h1><p>{STORY}</p><p>{STORY}</p></body></html>"
    made = article(markup, Given("Feed's title", "Feed", TOLD, sender=Sender.ENTRY), "text/html")
    assert made.published is not None
    assert (made.published.earliest, made.title) == (OTHER, "Own title")


def test_a_fragment_of_a_feed_takes_what_the_entry_says() -> None:
    made = article(f"<p>{STORY}</p><p>{STORY}</p>", Given("Title", "Feed", TOLD, sender=Sender.ENTRY), "text/html")
    assert made.published is not None
    assert (made.published.basis.rule, made.title, made.outlet) == ("feed entry", "Title", "Feed")


def test_a_language_that_has_no_tables_is_not_read_with_them() -> None:
    assert article("12345 67890", Given(language="de", sender=Sender.COLUMN)).language == "de"
    assert article("12345 67890", Given(language="xx", sender=Sender.COLUMN)).language == "und"
