"""What a sentence denies, and what holds the words that are denied elsewhere."""

from __future__ import annotations

import pytest

from onrecord.link.align import wording
from onrecord.link.drift.denials import holds, scopes
from onrecord.link.drift.lexicon import lexicon


def denied(text: str, cue: str = "", language: str = "en") -> list[set[str]]:
    table = lexicon(language)
    return scopes(wording(text), list(table.findings(wording(text))), list(table.findings(wording(cue))))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The pier will not be closed, they said", "", [{"close"}]),
        ("The pier will be closed", "", []),
        ("closing the pier", "ruled out", [{"closi", "pier"}]),
        ("closing the pier", "not ruled out", []),
        ("They have not ruled out closing", "", []),
        ("It is no longer open", "", []),
        ("", "", []),
    ],
)
def test_denials_reach_to_the_next_comma_and_cancel(text: str, cue: str, expected: list[set[str]]) -> None:
    assert denied(text, cue) == expected


def test_a_wording_holds_what_is_denied_where_it_has_its_words() -> None:
    scope = denied("The pier will not be closed before winter")
    assert holds(wording("the pier closed before winter came"), scope, "en")
    assert not holds(wording("ferries sailed to the islands"), scope, "en")
    assert not holds(wording("the pier closed"), [set()], "en")


def test_denials_are_read_in_other_languages() -> None:
    assert denied("Der Hafen wird nicht geschlossen", language="de") == [{"gesch"}]
    assert denied("Порт не закриють", language="uk") == [{"закри"}]
