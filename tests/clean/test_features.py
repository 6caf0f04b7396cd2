"""What is seen of passages: one row for each that needs a look, and what their first scores say of each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord.clean import company
from onrecord.clean.company import company_of
from onrecord.clean.features import Column, Matrix, features_of, names
from onrecord.clean.phrases import phrases_of
from onrecord.clean.sights import Sight, sights_of
from onrecord.clean.told import told_by
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of

from .test_body import STORY, page
from .test_tree import SOUP


def seen(markup: str) -> tuple[list[Sight], Column, Matrix]:
    tree = parse(markup)
    sights, containers = sights_of(tree, passages_of(tree)[1])
    if not sights:
        return [], np.zeros(0, dtype=np.intp), np.zeros((0, len(names())))
    return sights, *features_of(sights, containers, told_by(tree), phrases_of("en"))


def of(markup: str, text: str) -> dict[str, float]:
    sights, looked, rows = seen(markup)
    for index, row in zip(looked, rows, strict=True):
        if sights[index].passage.text == text:
            return dict(zip(names(), row.tolist(), strict=True))
    raise AssertionError(text)


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_every_number_is_finite_whatever_the_markup(markup: str) -> None:
    sights, looked, rows = seen(markup)
    assert rows.shape == (len(looked), len(names()))
    assert np.isfinite(rows).all()
    if sights:
        told = company_of(sights, looked, np.linspace(0, 1, len(looked)))
        assert told.shape == (len(looked), len(company.names()))
        assert np.isfinite(told).all()


def test_a_paragraph_is_seen_by_itself_by_its_place_and_by_its_neighbours() -> None:
    row = of(page(), STORY[1])
    assert (row["words"], row["tag p"], row["in main"], row["near body"], row["around navigation"]) == (18, 1, 1, 1, 0)
    assert (row["1 before words"], row["2 after words"], row["same name before"]) == (16, 19, 1)
    assert (row["commas"], row["digits"]) == (1, 0)
    assert row["capitals"] == pytest.approx(2 / len(STORY[1]))


@pytest.mark.parametrize(
    ("markup", "feature", "expected"),
    [
        ("<p>Before it.<p><img><img>Words of a caption here, told in full.<p>After it.", "pictures before", 2),
        ("<p>Before it.<p>Words of a caption here, told in full.<div><img></div><p>After it.", "pictures after", 1),
        ("<p><i>Words of a</i> caption here, told in full.", "italic", pytest.approx(10 / 38)),
        ("<p><b>Words</b> of a caption here, told <a href=x>in full.</a>", "ends linked", 1),
        ("<p><b>Words</b> of a caption here, told <a href=x>in full.</a>", "begins strong", 1),
        ("<p><a href=x>Words</a> of a caption here, told in full.", "begins linked", 1),
        ("<title>Caption of words</title><p>Words of a caption here, told in full.", "title overlap", 3 / 8),
    ],
)
def test_single_features(markup: str, feature: str, expected: float) -> None:
    assert of(markup, "Words of a caption here, told in full.")[feature] == expected


def test_bare_links_far_from_the_article_need_no_look() -> None:
    sights, looked, _ = seen(page())
    unseen = {sight.passage.text for index, sight in enumerate(sights) if index not in looked}
    assert {"News", "Sport"} <= unseen


def test_the_company_of_a_passage_leaves_out_its_own_score() -> None:
    sights, looked, _ = seen("".join(f"<p>{one}" for one in STORY))
    scores = np.array([1.0, 1.0, 0.2, 1.0, 0.0])
    found = [dict(zip(company.names(), row, strict=True)) for row in company_of(sights, looked, scores).tolist()]
    middle = found[2]
    assert (middle["score"], middle["score -1"], middle["score +1"], middle["score +2"], middle["score +3"]) == (
        0.2, 1.0, 1.0, 0.0, 0.0,
    )  # fmt: skip
    assert middle["others' mean of parent"] == 0.75
    assert (middle["since kept"], middle["until kept"], middle["since first"], middle["until last"]) == (1, 1, 2, 1)
    assert found[0]["kept before"] == 0
