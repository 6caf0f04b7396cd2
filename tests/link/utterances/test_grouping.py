"""Parts brought to utterances, page after page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.link.utterances.evidence import MEASURES, Evidence
from onrecord.link.utterances.grouping import groups, in_order, likelihood, pooled
from onrecord.link.utterances.parts import Part
from onrecord.link.utterances.weights import BIAS, WEIGHTS
from tests.link.utterances.occasion import COLUMN, GERMAN, REPORT, TRANSCRIPT, parts_of


def texts(*pages: str) -> list[set[str]]:
    found = parts_of(*pages)
    return [{found[number].text for number in group} for group in groups(found, Evidence(found))]


def first_of(parts: Sequence[Part]) -> str:
    """What the first page says first."""
    return next(parts[number].text for number in in_order(parts)[0] if parts[number].manner is not None)


def test_every_measure_has_its_weight() -> None:
    assert set(WEIGHTS) == set(MEASURES)


@pytest.mark.parametrize("pages", [(TRANSCRIPT, REPORT, COLUMN), (COLUMN, REPORT, TRANSCRIPT)])
def test_a_transcript_comes_first(pages: tuple[str, ...]) -> None:
    assert first_of(parts_of(*pages)).startswith("The dam at Skarn lost")


def test_without_one_the_page_with_most_of_the_words_comes_first() -> None:
    assert first_of(parts_of(REPORT, COLUMN)).startswith('"We will not raise the price of water, and')


def test_nothing_is_compared_with_a_splice() -> None:
    found = texts(TRANSCRIPT, REPORT, COLUMN)
    price = next(group for group in found if '"We will not raise the price of water,"' in group)
    assert not any("I have a board to run and a dam to mend." in text for text in price)


def test_a_part_is_in_one_group() -> None:
    found = parts_of(TRANSCRIPT, REPORT, COLUMN, GERMAN)
    made = groups(found, Evidence(found))
    members = [number for group in made for number in group]
    assert len(members) == len(set(members))
    assert {number for number, part in enumerate(found) if part.manner is not None} <= set(members)


def test_questions_and_answers_of_a_transcript_stay_apart() -> None:
    assert all(len(group) == 1 for group in texts(TRANSCRIPT, "Weather\n\nRain was said to fall, the office said."))


def test_the_sum_of_the_measures_is_the_likelihood() -> None:
    found = parts_of(TRANSCRIPT, REPORT)
    evidence = Evidence(found)
    measures = evidence.between([0], [3])
    wanted = BIAS + sum(WEIGHTS[name] * float(value[0, 0]) for name, value in measures.items())
    assert float(likelihood(evidence, [0], [3])[0, 0]) == pytest.approx(wanted, abs=1e-4)


def test_a_group_is_as_likely_as_the_part_of_it_that_is_most_like() -> None:
    found = parts_of(TRANSCRIPT, GERMAN)
    evidence = Evidence(found)
    pairs = likelihood(evidence, [0, 1], [2, 3, 4])
    assert pooled(evidence, [0, 1], [[2], [3, 4]]).tolist() == [
        [row[0], max(row[1:])] if not evidence.quoted[at] else [row[0], pytest.approx(max(row[1:]))]
        for at, row in enumerate(pairs.tolist())
    ]


ONE_BREATH = '"The sluice is older than I am," Ida Brandvold said. "My grandfather opened it in the rain."\n'


def test_what_two_pages_quote_in_one_breath_is_one_utterance() -> None:
    found = texts("Sluice\n\n" + ONE_BREATH, "Rain at the sluice\n\n" + ONE_BREATH)
    quoted = [group for group in found if any("sluice is older" in text for text in group)]
    assert len(quoted) == 1
    assert any("grandfather" in text for text in quoted[0])


def test_what_one_page_quotes_in_one_breath_may_be_two() -> None:
    found = texts("Sluice\n\n" + ONE_BREATH, '"The sluice is older than I am," Ida Brandvold said.\n')
    assert not any("sluice is older" in text and "grandfather" in text for group in found for text in [" ".join(group)])
