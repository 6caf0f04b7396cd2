"""Weights of origins: what is drawn, and what is fitted."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from onrecord.link.forms import formed
from onrecord.link.origins.access import makings
from onrecord.link.origins.candidates import Candidates
from onrecord.link.origins.evidence import evidence, shares_of
from onrecord.link.origins.stories import stories
from onrecord.link.origins.weights import WEIGHTS
from tests.link import retold
from training.origins import BEST, Case, drawn, f1, fitted


@pytest.fixture(scope="module")
def case() -> Case:
    """The occasion of our own, with its true derivations."""
    pages = retold.named()
    told = stories(pages, formed(retold.groups(), pages, "ferry"), makings(pages))
    shares, able = shares_of(told.values()), Candidates(told)
    ids = {name: page for page, name in retold.names().items()}
    true = [("paper", "wire"), ("copy", "paper"), ("machine", "german"), ("tabloid", "record")]
    found = [(each, [evidence(each, other, shares) for other in able.of(each)]) for each in told.values()]
    return Case("ferry", found, frozenset((ids[page], ids[source]) for page, source in true))


def test_draws_begin_with_what_ships_and_can_be_made_again() -> None:
    first = list(drawn(3, 5))
    assert first[0] == WEIGHTS
    assert first == list(drawn(3, 5))
    assert len(set(map(str, first))) == 6


def test_what_ships_finds_most_of_our_own_occasion(case: Case) -> None:
    assert f1([case], WEIGHTS) > 0.8


def test_weights_that_ask_too_much_find_nothing_but_copies(case: Case) -> None:
    assert f1([case], replace(WEIGHTS, least=1_000.0)) < 0.5


def test_fitted_weights_are_the_mean_of_the_best(case: Case) -> None:
    good = [(replace(WEIGHTS, quoted=float(number)), {"ferry": 1.0}) for number in range(BEST)]
    bad = [(replace(WEIGHTS, quoted=99.0), {"ferry": 0.0})] * BEST
    assert asdict(fitted([case], [*bad, *good])) == asdict(replace(WEIGHTS, quoted=(BEST - 1) / 2)) | {
        name: pytest.approx(value) for name, value in asdict(WEIGHTS).items() if name != "quoted"
    }
