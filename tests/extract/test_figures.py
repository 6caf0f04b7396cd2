"""Figures: what is counted, how firmly, in which unit and for which time; and what is no figure."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.figures import figures_of
from onrecord.types import Value
from onrecord.words import languages
from tests.extract.figures.reading import DAY, figures, one
from tests.factories import article
from tests.strategies import press_text


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("The mill lost 40,000 euros.", 40000, "EUR", "EUR"),
        ("It cost $3.5 million.", 3.5e6, "USD", "USD"),
        ("It cost C$6 per share.", 6, "Canadian dollar per share", "CAD / share"),
        ("It cost 800 yuan.", 800, "yuan", "CNY"),
        ("It pays 46 million pesos.", 46e6, "pesos", None),
        ("Prices rose 2.5 percent.", 2.5, "%", "%"),
        ("A cut of a quarter of a percentage point.", 0.25, "percentage points", "percentage points"),
        ("A quarter-point cut came.", 0.25, "percentage points", "percentage points"),
        ("Rents grew five percent a year.", 5, "% per year", "% / year"),
        ("The van did 30 miles per hour.", 30, "miles per hour", "mile / hour"),
        ("The van did 30 mph.", 30, "mph", "mile / hour"),
        ("They pump 800,000 barrels a day.", 800000, "barrels per day", "oil_barrel / day"),
        ("A 6.1-inch screen.", 6.1, "inch", "inch"),
        ("It fell to minus-30 degrees Celsius.", -30, "degrees Celsius", "degree_Celsius"),
        ("The harbour sent 56 senior foreign ministers.", 56, "senior foreign ministers", None),
        ("Some boats held five Osterby police officers.", 5, "Osterby police officers", None),
        ("The yard lost 12 killed.", 12, "people killed", None),
        ("They fined the 51-year-old.", 51, "years of age", "years of age"),
        ("Ines Kallweit, 44, waved.", 44, "years of age", "years of age"),
        ("It has two gas-only engine options.", 2, "gas-only engine options", None),
        ("The depot sold 12,000 Model 3 vans.", 12000, "Model 3 vans", None),
        ("It floods once a year.", 1, "times per year", "times per year"),
        ("The ferry runs 20 per week.", 20, "per week", None),
    ],
)
def test_value_and_unit(text: str, value: float, unit: str, measure: str | None) -> None:
    figure = one(text)
    assert figure.value == pytest.approx(value)
    assert (figure.unit, figure.measure) == (unit, measure)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("It took 30 boats.", "exactly"),
        ("It took about 30 boats.", "about"),
        ("It took ~30 boats.", "about"),
        ("It took nearly 30 boats.", "almost"),
        ("It took more than 30 boats.", "more than"),
        ("It took over 30 boats.", "more than"),
        ("It took fewer than 30 boats.", "less than"),
        ("It took sub-30 kg boats.", "less than"),
        ("It took at least 30 boats.", "at least"),
        ("It took 30 boats or more.", "at least"),
        ("It took up to 30 boats.", "at most"),
        ("It took no more than 30 boats.", "at most"),
        ("It took 30 boats at maximum.", "at most"),
        ("It took dozens of boats.", "dozens"),
        ("It took hundreds of thousands of boats.", "hundreds of thousands"),
    ],
)
def test_hedge(text: str, hedge: str) -> None:
    figure = one(text)
    assert figure.hedge == hedge
    assert figure.value == (None if hedge[-1] == "s" and hedge != "less than" else 30)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It lasts between five and eight days.", (5, 8), "days"),
        ("It lasts six to eight weeks.", (6, 8), "weeks"),
        ("It costs from $10 to $15 billion.", (10e9, 15e9), "USD"),
        ("Claims range from $200 to $4 million.", (200, 4e6), "USD"),
        ("It costs 33-35 billion euros.", (33e9, 35e9), "EUR"),
        ("There came four to five thousand people.", (4000, 5000), "people"),
        ("The rate moved from 4.8 percent to 4.7 percent.", (4.8, 4.7), "%"),
        ("About 2000 - 2500 calories are enough.", (2000, 2500), "calories"),
    ],
)
def test_range(text: str, value: Value, unit: str) -> None:
    figure = one(text)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("The index rose 2%.", "up"),
        ("The index was down 2%.", "down"),
        ("Jobs grew by 12,000 posts.", "up"),
        ("They hope to grow sales by 35 percent.", "up"),
        ("The index +0.2%", "up"),
        ("It fell to 49 kg.", "down"),
        ("They gave up 500 yards.", None),
        ("Up to 400 jobs will come.", None),
        ("It stands at 2%.", None),
    ],
)
def test_trend(text: str, trend: str | None) -> None:
    assert one(text).trend == trend


def test_a_second_number_takes_the_trend_of_the_first() -> None:
    assert [figure.trend for figure in figures("The index lost 190 points, or 0.6%.")] == ["down", "down"]


def test_a_conversion_is_as_firm_as_what_it_converts() -> None:
    assert [f.hedge for f in figures("It flew more than 100 kilometres (60 miles).")] == ["more than", "more than"]


@pytest.mark.parametrize(
    "text",
    [
        "They met on 12 March 2026 in Osterby.",
        "They met in 2019.",
        "The 2014-15 season went well.",
        "It began at 10.45 a.m. and at 17:30.",
        "They speak between 10-11 a.m. today.",
        "They won 2-0 and drew 89-89.",
        "It is the 21st and the forty-second time.",
        "It invoked Article 5 on page 31.",
        "It was the number one concern.",
        "The Robin 2 and the Boeing 737 flew with the A320.",
        "He lives at 16-18 Industrial Avenue.",
        "No one came, one of them said, and one by one they left.",
        "The two sides agreed.",
        "The rate went back to zero.",
        "We sit on Sunday at five to midnight.",
        "They met one-on-one.",
        "A 3-in-1 pad and a Pro 5300M chip.",
        "Call 800-555-3855 after 9/11.",
        "He left in the nineteen fifties.",
        "It is on the 12000 block of Kallweit Road.",
        "On 2018.04.05 it rained.",
        "The player (4) ran.",
        "1) The first question",
        "Women aged 25 to 54 came.",
        "Three years ago they left.",
    ],
)
def test_no_figure(text: str) -> None:
    assert [figure.span.of(text) for figure in figures(text)] == []


def test_a_part_of_a_whole_is_one_figure() -> None:
    figure = one("Six of the nine members agreed.")
    assert (figure.value, figure.unit, figure.of) == (6, "members", "the nine members")


def test_a_tally_of_votes_is_one_figure() -> None:
    text = "By eleven votes to four it passed."
    figure = one(text)
    assert (figure.value, figure.span.of(text)) == (11, "eleven votes to four")


def test_a_rank_is_doubtful() -> None:
    figure = one("It is one of the busiest ports.")
    assert (figure.value, figure.unit, figure.basis.rule) == (1, "busiest ports", "figure:rank")
    assert figure.basis.score < one("It took 30 boats.").basis.score


def test_a_shared_sign_says_so() -> None:
    assert "AUD" in one("It cost $5.").basis.detail
    assert "shared" not in one("It cost €5.").basis.detail


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Shares in Kallweit fell 7 percent.", "Kallweit, Shares"),
        ("Spending reached 5% of national income.", "national income, Spending"),
        ("The motor has a range of 400 kilometres.", "range, motor"),
        ("It uses a 6 kW electric motor.", "electric motor"),
        ("The plant, which is made of brick, employs 300 workers.", "plant"),
        ("Dell on Monday announced plans to lay off 600 workers.", "plans, Dell"),
        ("The index gained 2% to 6,327.", "index"),
        ("One man left.", None),
    ],
)
def test_of(text: str, of: str | None) -> None:
    figure = figures(text)[0]
    assert figure.of == of
    assert (", ".join(span.of(text) for span in figure.concept) or None) == of


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "evidence"),
    [
        ("They lost 500 boats in December.", date(2025, 12, 1), date(2025, 12, 31), "December"),
        ("In 2024 they lost 500 boats.", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("Since 1 February they lost 500 boats.", date(2026, 2, 1), DAY, "1 February"),
        ("They plan 500 boats for 2027.", date(2027, 1, 1), date(2027, 12, 31), "2027"),
        ("Between 3 May and 19 June they lost 500 boats.", date(2025, 5, 3), date(2025, 6, 19), "3 May and 19 June"),
    ],
)
def test_period(text: str, earliest: date, latest: date, evidence: str) -> None:
    figure = one(text)
    assert figure.period is not None
    assert (figure.period.earliest, figure.period.latest) == (earliest, latest)
    assert [span.of(text) for span in figure.evidence] == [evidence]


def test_each_figure_has_its_own_month() -> None:
    found = figures("They lost 35 boats in December and 30 boats in January.")
    assert [figure.period.earliest.month for figure in found if figure.period] == [12, 1]


def test_a_bare_weekday_is_the_day_of_the_saying() -> None:
    assert one("She said on Tuesday that the port lost 500 boats.").period is None


def test_without_a_dating_only_a_year_that_is_told_counts() -> None:
    text = "They lost 35 boats in December and 30 boats in 2024."
    found = figures_of(article(text))
    assert [figure.period and figure.period.earliest.year for figure in found] == [None, 2024]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "hedge"),
    [
        ("de", "Rund 40.000 Haushalte warten.", 40000, "Haushalte", "about"),
        ("de", "Es waren unter vier Prozent.", 4, "%", "less than"),
        ("de", "Er kostet 2,5 Mrd. Euro.", 2.5e9, "EUR", "exactly"),
        ("fr", "Il doit verser 640 millions d'euros.", 640e6, "EUR", "exactly"),
        ("fr", "Elle voulait près de deux milliards.", 2e9, None, "almost"),
        ("es", "Hay más de 900 enfermeras.", 900, "enfermeras", "more than"),
        ("it", "Resta fuori dalle sei alle otto settimane.", (6, 8), "settimane", "exactly"),
        ("pt", "O preço subiu cerca de 3,5 por cento.", 3.5, "%", "about"),
        ("nl", "Er waren ruim 300 brieven.", 300, "brieven", "more than"),
        ("pl", "Dostała ponad 300 listów.", 300, "listów", "more than"),
        ("uk", "За п'ять років це змінилося.", 5, "років", "exactly"),
        ("ru", "Погибли более 20 человек.", 20, "человек", "more than"),
        ("tr", "Fiyatlar yüzde 20 arttı.", 20, "%", "exactly"),
    ],
)
def test_other_languages(language: str, text: str, value: Value, unit: str | None, hedge: str) -> None:
    figure = one(text, language)
    assert (figure.value, figure.unit, figure.hedge) == (value, unit, hedge)


def test_a_language_without_tables_is_read_as_english() -> None:
    assert one("It took about 30 boats.", "und") == one("It took about 30 boats.")


def test_residue_holds_no_figures() -> None:
    text = "4405 views\nIt took 30 boats."
    assert [figure.value for figure in figures_of(article(text, residue=["4405 views"]))] == [30]


@given(press_text(), st.sampled_from(["xx", *languages()]))
def test_spans_are_exact_and_ids_unique(text: str, language: str) -> None:
    found = figures(text, language)
    assert len({figure.id for figure in found}) == len(found)
    for figure in found:
        assert figure.span.end <= len(text)
        assert figure.span.of(text) == figure.span.of(text).strip()
        assert all(span.end <= len(text) for span in (*figure.concept, *figure.evidence))
    assert found == figures(text, language)


@given(st.lists(st.sampled_from(list("0123456789.,-–%$€ /:()'½×mkb")) | st.sampled_from(["to", "and", "of", "one"])))
def test_any_heap_of_digits_and_signs_is_read(parts: list[str]) -> None:
    for text in ("".join(parts), " ".join(parts)):
        if text.strip():
            figures(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1 to ",
        "one ",
        "one-",
        "a ",
        "$",
        "(",
        "5% of ",
        "hundreds of ",
        "x, ",
        "Up ",
        "-1",
        "1 x ",
        "is 1 ",
        "in May 3 ",
        "A Five ",
        "doubled ",
        "past 3 days to May ",
        "+1 (2) ",
        "5 boats and 3 of them ",
    ],
)
def test_linear_on_hostile_text(unit: str) -> None:
    def seconds(times: int) -> float:
        made = article((unit * times).strip() or "x")
        begun = process_time()
        figures_of(made)
        return process_time() - begun

    seconds(100)
    assert seconds(8_000) < 10 * seconds(2_000) + 0.5


def test_a_currency_that_ends_the_text_is_read_whole() -> None:
    """A phrase of the table is never taken for longer than the sentence that it stands in."""
    found = figures("Se detectaron más de 100.000 dólares", "es")
    assert [figure.measure for figure in found] == ["USD"]
