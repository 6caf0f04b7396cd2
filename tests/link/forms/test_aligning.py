"""The words of an instance beside those of its best wording."""

from __future__ import annotations

from onrecord.link.forms import aligned
from onrecord.link.verdicts import What
from onrecord.types import Form

SAID = "About forty of the boats will be sold, unless the council finds the money."


def test_changes_point_into_both_texts() -> None:
    told = "About fourteen of the boats will be sold"
    found = aligned(SAID, told)
    assert found is not None
    assert [each.what for each in found.changes] == [What.NUMBER]
    (change,) = found.changes
    assert change.quoted is not None
    assert change.held is not None
    assert (change.quoted.of(told), change.held.of(SAID)) == ("fourteen", "forty")


def test_what_is_cut_is_told() -> None:
    found = aligned(SAID, "the boats will be sold")
    assert found is not None
    assert (found.form, found.before, found.after) == (Form.TRIMMED, True, True)


def test_spans_are_places_of_the_reference() -> None:
    found = aligned(SAID, "unless the council finds the money")
    assert found is not None
    assert [span.of(SAID) for span in found.spans] == ["unless the council finds the money"]


def test_two_languages_are_not_laid_side_by_side() -> None:
    assert aligned(SAID, "Rund vierzig Boote werden verkauft", ("en", "de")) is None


def test_nothing_shared_is_nothing() -> None:
    assert aligned(SAID, "Pancakes!") is None
    assert aligned(SAID, "") is None
