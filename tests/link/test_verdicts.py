"""A quotation against a page: what is the same, what is cut, what differs, and where it was put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import words
from onrecord.link.align import keys_of, pieces, wording
from onrecord.link.quotations import MOST_WORDS, quotation, share_of
from onrecord.link.verdicts import Rendering, What, rendering, strength, tells
from onrecord.types import Form

PAGE = (
    "“We have kept the harbour open through the whole winter, and nearly 40 ferries sailed every week,” said the mayor."
    " “The bridge will not be closed before May.”\n"
    "Residents had asked about the old lighthouse as well, and about the fate of its keeper, for several years now. "
    "They were told little. “Nobody will lose a berth,” she added, “unless the storms return.”\n"
)


def rendered(text: str, page: str = PAGE) -> Rendering | None:
    asked, held = quotation(text), wording(page)
    return rendering(asked, held, pieces(asked.keys, held.keys))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The bridge will not be closed before May.", Form.VERBATIM),
        ('"the BRIDGE will not be closed—before May"', Form.VERBATIM),
        ("The bridge will not be closed", Form.TRIMMED),
        ("will not be closed before May", Form.TRIMMED),
        ("We have kept the harbour open … and nearly 40 ferries sailed every week", Form.TRIMMED),
        ("We have kept the harbour open [...] nearly 40 ferries sailed every week", Form.TRIMMED),
        ("The [old] bridge will not be closed before May", Form.VERBATIM),
        ("Nobody will lose a berth unless the storms return.", Form.VERBATIM),
        ("nearly forty ferries sailed every week", Form.TRIMMED),
        ("The bridge will be closed before May.", Form.ALTERED),
        ("The tunnel will not be closed before May.", Form.ALTERED),
        ("The bridge will not be closed before June.", Form.ALTERED),
        ("We have kept the harbour open and nearly 40 ferries sailed every week", Form.ALTERED),
        ("The bridge will not be closed before May unless the storms return.", Form.SPLICED),
    ],
)
def test_forms(text: str, form: Form) -> None:
    found = rendered(text)
    assert found is not None
    assert found.form is form


@pytest.mark.parametrize(
    ("text", "what", "ours", "theirs"),
    [
        ("nearly 400 ferries sailed every week", What.NUMBER, "400", "40"),
        ("nearly fifty ferries sailed every week", What.NUMBER, "fifty", "40"),
        ("The bridge will be closed before May.", What.NEGATION, "", "not"),
        ("and 40 ferries sailed every week", What.HEDGE, "", "nearly"),
        ("The tunnel will not be closed before May.", What.WORD, "tunnel", "bridge"),
        ("The bridge will not be closed before June.", What.WORD, "June", "May"),
        ("Today nobody will lose a berth", What.WORD, "Today", ""),
    ],
)
def test_every_change_is_pointed_out(text: str, what: What, ours: str, theirs: str) -> None:
    found = rendered(text)
    assert found is not None
    [change] = found.changes
    assert change.what is what
    assert (change.quoted.of(text) if change.quoted else "") == ours
    assert (change.held.of(PAGE) if change.held else "") == theirs


def test_the_place_of_the_words_is_exact() -> None:
    found = rendered("Nobody will lose a berth unless the storms return.")
    assert found is not None
    assert [span.of(PAGE) for span in found.spans] == ["Nobody will lose a berth", "unless the storms return"]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The bridge will not be closed before May", False, False),
        ("The bridge will not be closed", False, True),
        ("not be closed before May", True, False),
    ],
)
def test_a_sentence_that_goes_on_is_told(text: str, before: bool, after: bool) -> None:
    found = rendered(text)
    assert found is not None
    assert (found.before, found.after) == (before, after)


def test_what_is_left_out_or_put_in_is_read() -> None:
    asked = quotation("One two … three [four five] six (...) seven")
    assert asked.keys == ("one", "two", "three", "six", "seven")
    assert asked.left_out == {2, 4}
    assert asked.inserted == {3}
    assert asked.whole


@pytest.mark.parametrize("text", ["", " ", "…", "“”—!?", "[all of it]", "[...]"])
def test_no_words_are_no_quotation(text: str) -> None:
    assert quotation(text).keys == ()


def test_of_a_long_quotation_the_beginning_counts() -> None:
    asked = quotation("word " * 10_000)
    assert len(asked.keys) == MOST_WORDS
    assert not asked.whole


def test_stray_words_are_no_evidence() -> None:
    asked, held = quotation("Nobody asked whether the moon was rented out to the bakers"), wording(PAGE)
    assert not tells(asked, pieces(asked.keys, held.keys))
    assert share_of(asked.keys, set(held.keys)) < 0.5
    assert rendered("zeppelins") is None


@pytest.mark.parametrize("language", words.languages())
def test_every_language_has_words_of_strength(language: str) -> None:
    assert set(strength(language).values()) == {What.NEGATION, What.HEDGE}


@given(st.data())
def test_any_run_of_a_page_is_held_as_it_stands(data: st.DataObject) -> None:
    line = PAGE.splitlines()[0]
    said = wording(line)
    first = data.draw(st.integers(0, len(said) - 4))
    last = data.draw(st.integers(first + 3, len(said)))
    cut = said.stretch(first, last)
    assert cut is not None
    found = rendered(cut.of(line))
    assert found is not None
    assert found.changes == ()
    assert found.share == pytest.approx(1)
    assert found.form in (Form.VERBATIM, Form.TRIMMED)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(text: str, page: str) -> None:
    found = rendered(text, page)
    if found is not None:
        assert 0 < found.share <= 1 + 1e-9
        assert set(keys_of(" ".join(span.of(page) for span in found.spans))) <= set(keys_of(text))
