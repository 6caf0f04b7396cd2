"""Date expressions: what is found, what it means, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.words import load
from onrecord.words.dates import Days, mentions, resolve

THURSDAY = date(2026, 3, 12)
DAY = (THURSDAY, THURSDAY)


def read(text: str, language: str = "en", anchor: Days = DAY) -> list[tuple[str, str]]:
    """Each mention's words and its days, written short."""
    out = []
    for mention in mentions(text, language):
        days = resolve(mention, anchor)
        out.append((mention.span.of(text), "/".join(day.isoformat() for day in days) if days else "never"))
    return out


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("OSLO, March 12 (Fjord Wire) - The", "March 12", "2026-03-12/2026-03-12"),
        ("Oslo, 12 March 2026", "12 March 2026", "2026-03-12/2026-03-12"),
        ("on Friday 12 September 2025 at 16:00", "Friday 12 September 2025", "2025-09-12/2025-09-12"),
        ("on Friday, September 12, they met", "Friday, September 12", "2025-09-12/2025-09-12"),
        ("Published Oct. 21, 2025", "Oct. 21, 2025", "2025-10-21/2025-10-21"),
        ("the fair runs from February 13 to 15", "February 13 to 15", "2026-02-13/2026-02-15"),
        ("between 3 March and 19 May the bell rang", "3 March and 19 May", "2026-03-03/2026-05-19"),
        ("a total of 35 in December", "December", "2025-12-01/2025-12-31"),
        ("a cut in June was possible", "June", "2026-06-01/2026-06-30"),
        ("they will open in August", "August", "2026-08-01/2026-08-31"),
        ("since 2014 they built", "2014", "2014-01-01/2026-03-12"),
        ("until January this year", "January this year", "0001-01-01/2026-01-31"),
        ("in the first three months of this year", "first three months of this year", "2026-01-01/2026-03-31"),
        ("the third quarter of 2025", "third quarter of 2025", "2025-07-01/2025-09-30"),
        ("the last quarter of this year", "last quarter of this year", "2026-10-01/2026-12-31"),
        ("late last year", "late last year", "2025-09-01/2025-12-31"),
        ("in early March 2025", "early March 2025", "2025-03-01/2025-03-10"),
        ("this spring", "this spring", "2026-03-01/2026-05-31"),
        ("last winter", "last winter", "2025-12-01/2026-02-28"),
        ("he arrived yesterday", "yesterday", "2026-03-11/2026-03-11"),
        ("Today they vote", "Today", "2026-03-12/2026-03-12"),
        ("last week", "last week", "2026-03-02/2026-03-08"),
        ("last weekend", "last weekend", "2026-03-07/2026-03-08"),
        ("next month", "next month", "2026-04-01/2026-04-30"),
        ("12 hours ago", "12 hours ago", "2026-03-11/2026-03-12"),
        ("three weeks ago", "three weeks ago", "2026-02-16/2026-02-22"),
        ("up from 31 a year ago", "a year ago", "2025-03-01/2025-03-31"),
        ("on Monday she spoke", "Monday", "2026-03-09/2026-03-09"),
        ("the plan begins on Monday", "Monday", "2026-03-16/2026-03-16"),
        ("last Thursday", "last Thursday", "2026-03-05/2026-03-05"),
        ("by 2050 the sea", "2050", "2050-01-01/2050-12-31"),
        ("in 2014–2016", "2014–2016", "2014-01-01/2016-12-31"),
        ("stamped 2025-03-12", "2025-03-12", "2025-03-12/2025-03-12"),
        ("stamped 12.03.2026", "12.03.2026", "2026-03-12/2026-03-12"),
        ("stamped 25/03/2026", "25/03/2026", "2026-03-25/2026-03-25"),
        ("before June", "June", "0001-01-01/2026-05-31"),
    ],
)
def test_meaning(text: str, words: str, days: str) -> None:
    assert read(text) == [(words, days)]


@pytest.mark.parametrize(
    "text",
    [
        "You may march, and May I come?",
        "Ada, 63, came at 16:00",
        "it cost $2014 or 2014 euros",
        "in 2014 cases",
        "on 30 Feb they",
        "about 2,025 birds and 1.984 bees",
        "Jan and Dec went home in the sun",
        "the 1990s",
        "room 2031",
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_an_ambiguous_numeric_date_says_so() -> None:
    assert [mention.swapped for mention in mentions("01/02/2026 and 13/02/2026", "en")] == [True, False]


def test_a_language_without_table_reads_digits() -> None:
    assert read("xx 2025-04-30 yy 30.04.2025 zz June 5", "qq") == [
        ("2025-04-30", "2025-04-30/2025-04-30"),
        ("30.04.2025", "2025-04-30/2025-04-30"),
    ]


def test_a_wide_anchor_widens_the_answer() -> None:
    anchor = (date(2026, 3, 10), date(2026, 3, 20))
    assert read("on Monday she spoke", anchor=anchor) == [("Monday", "2026-03-09/2026-03-16")]


_PIECES = st.sampled_from(
    [
        "May",
        "12",
        "2026",
        "last",
        "from",
        "to",
        "-",
        "and",
        "between",
        "Monday",
        ",",
        ".",
        "of",
        "this year",
        "a",
        "week",
        "ago",
        "31",
    ]
)


@given(st.lists(_PIECES, max_size=30).map(" ".join), st.dates())
def test_spans_are_exact_and_apart(text: str, day: date) -> None:
    end = 0
    for mention in mentions(text, "en"):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        days = resolve(mention, (day, day))
        assert days is None or days[0] <= days[1]


@given(st.text(), st.sampled_from(["en", "qq"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for mention in mentions(text, language):
        assert mention.span.of(text).strip() == mention.span.of(text)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_written_day_means_itself(day: date, today: date) -> None:
    for shape in ("%d %B %Y", "%B %d, %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b. %Y"):
        written = day.strftime(shape)
        assert [resolve(mention, (today, today)) for mention in mentions(f"on {written}.", "en")] == [(day, day)], (
            written
        )


@pytest.mark.parametrize(
    ("language", "text", "words", "days"),
    [
        ("de", "am Donnerstag, den 12. März 2026", "Donnerstag, den 12. März 2026", "2026-03-12/2026-03-12"),
        ("de", "im ersten Quartal dieses Jahres", "ersten Quartal dieses Jahres", "2026-01-01/2026-03-31"),
        ("de", "vor zwei Wochen", "vor zwei Wochen", "2026-02-23/2026-03-01"),
        ("fr", "jeudi 1er mai 2025", "jeudi 1er mai 2025", "2025-05-01/2025-05-01"),
        ("fr", "depuis 2014", "2014", "2014-01-01/2026-03-12"),
        ("es", "desde el 1 de septiembre", "1 de septiembre", "2025-09-01/2026-03-12"),
        ("es", "el viernes pasado", "viernes pasado", "2026-03-06/2026-03-06"),
        ("it", "tre giorni fa", "tre giorni fa", "2026-03-09/2026-03-09"),
        ("pt", "12 de março de 2026", "12 de março de 2026", "2026-03-12/2026-03-12"),
        ("nl", "vorige week", "vorige week", "2026-03-02/2026-03-08"),
        ("pl", "między 3 marca a 19 maja", "3 marca a 19 maja", "2026-03-03/2026-05-19"),
        ("uk", "12 вересня 2025 року", "12 вересня 2025 року", "2025-09-12/2025-09-12"),
        ("ru", "2 дня назад", "2 дня назад", "2026-03-10/2026-03-10"),
        ("tr", "geçen hafta", "geçen hafta", "2026-03-02/2026-03-08"),
    ],
)
def test_languages(language: str, text: str, words: str, days: str) -> None:
    assert read(text, language) == [(words, days)]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr"])
def test_every_month_and_weekday_of_a_language_is_read(language: str) -> None:
    table = load(language, "dates")
    assert (len(table["months"]), len(table["weekdays"])) == (12, 7)
    for number, row in enumerate(table["months"], 1):
        for form in [row] if isinstance(row, str) else row:
            found = mentions(f"5 {form.title()} 2025", language)
            assert [(one.day, one.month, one.year) for one in found] == [(5, number, 2025)], form


def test_a_language_names_no_month_twice() -> None:
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr"):
        rows = load(language, "dates")["months"]
        forms = [form for row in rows for form in ([row] if isinstance(row, str) else row)]
        assert len(forms) == len(set(forms))
