"""What speaks for two parts rendering one utterance."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from onrecord.link.utterances.evidence import MEASURES, Evidence
from onrecord.link.utterances.parts import Part
from onrecord.types import Manner
from tests.link.utterances.occasion import COLUMN, GERMAN, REPORT, TRANSCRIPT, parts_of

PARTS = parts_of(TRANSCRIPT, REPORT, COLUMN, GERMAN)
EVIDENCE = Evidence(PARTS)
ALL = list(range(len(PARTS)))


def number(words: str) -> int:
    (found,) = [at for at, part in enumerate(PARTS) if part.text.startswith(words)]
    return found


def measured(one: str, other: str) -> dict[str, float]:
    return {name: float(found[0, 0]) for name, found in EVIDENCE.between([number(one)], [number(other)]).items()}


@pytest.mark.parametrize(
    ("measure", "more", "less"),
    [
        ("words of the shorter", ("she drank from", "I drank from"), ("she drank from", "The dam at Skarn had")),
        ("words of both", ("she drank from", "I drank from"), ("she drank from", "The dam at Skarn had")),
        ("figures", ("The dam at Skarn had", "Der Damm"), ("she drank from", "Der Damm")),
        ("sounds of the shorter", ("The dam at Skarn had", "Der Damm"), ("I drank from", "Der Damm")),
        ("meaning", ("„Wir werden", '"We will not raise the price of water,"'), ("„Wir werden", "I drank from")),
        ("meaning beyond the usual", ("she drank from", "I drank from"), ("she drank from", "Will you resign")),
        ("another language", ("Der Damm", "I drank from"), ("she drank from", "I drank from")),
        ("speakers", ("The dam at Skarn had", "Der Damm"), ("A thirst for", "Der Damm")),
        ("speakers", ("A thirst for", "Der Damm"), ("he would visit", "Der Damm")),
        ("no source", ("A thirst for", "I drank from"), ("she drank from", "I drank from")),
    ],
)
def test_each_measure_tells_one_pair_from_another(measure: str, more: tuple[str, str], less: tuple[str, str]) -> None:
    assert measured(*more)[measure] > measured(*less)[measure]


def test_words_of_another_language_are_not_compared() -> None:
    found = measured("Der Damm", "The dam at Skarn had")
    assert found["words of the shorter"] == found["words of both"] == 0


def test_what_concerns_both_is_the_same_from_either_side() -> None:
    found = EVIDENCE.between(ALL, ALL)
    for name in set(MEASURES) - {"no source"}:
        np.testing.assert_allclose(found[name], found[name].T, atol=1e-5, err_msg=name)


def test_a_pair_does_not_depend_on_what_it_is_asked_with() -> None:
    whole = EVIDENCE.between(ALL, ALL)
    for row, column in product(ALL[::3], ALL[::4]):
        alone = EVIDENCE.between([row], [column])
        assert all(alone[name][0, 0] == whole[name][row, column] for name in MEASURES)


def test_quotations_of_a_page_that_nobody_shares_words_with_are_not_the_speakers_own() -> None:
    quoted = {part.text[:12] for part, own in zip(PARTS, EVIDENCE.quoted, strict=True) if own}
    assert '"We will not' in quoted
    assert "„Wir werden " not in quoted


def test_words_are_found_where_they_stand() -> None:
    shares = EVIDENCE.words_there(frozenset(PARTS[number("she drank from")].words))
    assert shares[number("she drank from")] == pytest.approx(1)
    assert int(shares.argmax()) == number("she drank from")
    assert EVIDENCE.words_there(frozenset()).tolist() == [0] * len(PARTS)


def test_one_part_of_each_manner_is_there() -> None:
    assert {part.manner for part in PARTS} >= {Manner.DIRECT, Manner.INDIRECT}
    assert isinstance(PARTS[0], Part)
