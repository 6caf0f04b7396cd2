"""For which time a figure holds: rolling stretches, their languages, and dates that belong to something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.figures import figures_of
from onrecord.extract.figures.windows import Window
from onrecord.types import Span
from tests.extract.figures.reading import DAY, days, figures
from tests.factories import article


def period_of(text: str, value: float, language: str = "en") -> tuple[date, date] | None:
    (figure,) = [figure for figure in figures(text, language) if figure.value == value]
    return days(figure)


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("Over the past 12 months rents rose 8 percent.", 8, date(2025, 3, 12), DAY),
        ("In the last 30 days they lost 400 boats.", 400, date(2026, 2, 10), DAY),
        ("They lost 400 boats in the last two weeks.", 400, date(2026, 2, 26), DAY),
        ("Over the last decade it lost 400 boats.", 400, date(2016, 3, 12), DAY),
        ("Over the next five years it will build 400 boats.", 400, DAY, date(2031, 3, 12)),
        ("Output shrank 4 percent in the three months to September.", 4, date(2025, 7, 1), date(2025, 9, 30)),
        ("Rents rose 8 percent in the year to February.", 8, date(2025, 3, 1), date(2026, 2, 28)),
        ("It earned $8 in the 12 months ended 31 December 2025.", 8, date(2025, 1, 1), date(2025, 12, 31)),
        ("Overnight 30 boats sank.", 30, date(2026, 3, 11), DAY),
        ("Since Monday 30 boats sank.", 30, date(2026, 3, 9), DAY),
        ("It shows 214 films from 48 countries this March.", 214, date(2026, 3, 1), date(2026, 3, 31)),
        ("In the third quarter of 2025 it lost 30 boats.", 30, date(2025, 7, 1), date(2025, 9, 30)),
    ],
)
def test_a_stretch_told_by_its_length(text: str, value: float, first: date, last: date) -> None:
    assert period_of(text, value) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Inflation was 2.9 percent, the lowest since 2021.", 2.9),
        ("There are 30 more boats than in 2019.", 30),
        ("There were 460 boats, compared with 63 a year earlier.", 460),
        ("The yard has 1,200 workers, down from 1,900 in 2020.", 1200),
        ("In May it sold 5 boats, up from 4.", 4),
        ("Over the past 12 months rents rose.", 12),
    ],
)
def test_a_time_that_belongs_to_another_state_of_things(text: str, value: float) -> None:
    assert period_of(text, value) is None


def test_what_is_compared_with_has_its_own_time() -> None:
    assert period_of("There were 460 boats, compared with 63 a year earlier.", 63) is not None
    assert period_of("The yard has 1,200 workers, down from 1,900 in 2020.", 1900) == (
        date(2020, 1, 1),
        date(2020, 12, 31),
    )


def test_a_rolling_stretch_needs_the_day_of_the_page() -> None:
    (_, figure) = figures_of(article("In the last 30 days they lost 400 boats."))
    assert figure.period is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "In den vergangenen 30 Tagen gab es 400 Angriffe."),
        ("fr", "Au cours des 30 derniers jours, 400 bateaux ont coulé."),
        ("es", "En los últimos 30 días hubo 400 ataques."),
        ("it", "Negli ultimi 30 giorni ci sono stati 400 attacchi."),
        ("pt", "Nos últimos 30 dias houve 400 ataques."),
        ("nl", "In de afgelopen 30 dagen waren er 400 aanvallen."),
        ("pl", "W ciągu ostatnich 30 dni było 400 ataków."),
        ("uk", "За останні 30 днів було 400 атак."),
        ("ru", "За последние 30 дней было 400 атак."),
        ("tr", "Son 30 günde 400 saldırı oldu."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert period_of(text, 400, language) == (date(2026, 2, 10), DAY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Od 2014 roku zginęło 40 osób."),
        ("uk", "З 2014 року загинули 40 людей."),
        ("ru", "С 2014 года погибли 40 человек."),
    ],
)
def test_a_year_with_its_noun_is_a_date_and_no_figure(language: str, text: str) -> None:
    assert [figure.value for figure in figures(text, language)] == [40]
    assert period_of(text, 40, language) == (date(2014, 1, 1), DAY)


@given(
    st.dates(),
    st.floats(min_value=0, max_value=1e9, allow_nan=False),
    st.sampled_from(["minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century"]),
    st.booleans(),
)
def test_a_window_begins_before_it_ends_or_leaves_the_calendar(day: date, count: float, unit: str, ahead: bool) -> None:
    found = Window(Span(0, 1), count, unit, ahead=ahead).around((day, day))
    if found is not None:
        assert found[0] <= found[1]
        assert day == (found[0] if ahead else found[1])


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(min_value=1, max_value=40))
def test_twelve_months_are_a_year(day: date, count: int) -> None:
    months, years = Window(Span(0, 1), 12 * count, "month"), Window(Span(0, 1), count, "year")
    assert months.around((day, day)) == years.around((day, day))
