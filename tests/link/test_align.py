"""Two wordings side by side: exact places, the best alignment, bounded work."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link import align
from onrecord.link.align import Wording, keys_of, pieces, wording
from onrecord.types import Span


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The “Bridge”—is OPEN…", ("the", "bridge", "is", "open")),
        ("We don’t, we DON'T", ("we", "don't", "we", "don't")),
        ("3.25 percent, 1,200 men, 5%", ("3.25", "percent", "1,200", "men", "5", "%")),
        ("a quarter-point cut", ("a", "quarter", "point", "cut")),
        ("Żółć café straße", ("zolc", "cafe", "strasse")),
        ("Їжак не їсть", ("іжак", "не", "ість")),
        ("… — “”", ()),
    ],
)
def test_what_is_compared(text: str, keys: tuple[str, ...]) -> None:
    assert wording(text).keys == keys
    assert keys_of(text) == keys


@given(st.text(max_size=200))
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    said = wording(text)
    assert said.keys == keys_of(text)
    assert [keys_of(span.of(text)) for span in said.spans] == [(key,) for key in said.keys]
    assert list(said.spans) == sorted(said.spans)


def test_stretches_of_a_text_are_told_in_its_own_places() -> None:
    text = "One two. Residue. Three four."
    said = wording(text, [Span(0, 8), Span(18, 29)])
    assert [span.of(text) for span in said.spans] == ["One", "two", "Three", "four"]
    assert said.stretch(1, 3) == Span(4, 23)
    assert said.stretch(2, 2) is None


@given(st.text(alphabet="aB 1.,'’éß-\n“İ", min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_a_stretch_has_the_words_that_it_has_alone(text: str, start: int, length: int) -> None:
    stretch = Span(min(start, len(text) - 1), min(min(start, len(text) - 1) + length, len(text)))
    alone = wording(stretch.of(text))
    spans = tuple(Span(each.start + stretch.start, each.end + stretch.start) for each in alone.spans)
    assert wording(text, [stretch]) == Wording(text, alone.keys, spans)
    assert keys_of(text, [stretch]) == alone.keys


def same(quotation: str, text: str) -> list[str]:
    keys = keys_of(quotation)
    return [" ".join(keys[i] for i, _ in piece) for piece in pieces(keys, keys_of(text))]


@pytest.mark.parametrize(
    ("quotation", "text", "expected"),
    [
        ("the bridge is open", "He said the mayor knew that the bridge is open again", ["the bridge is open"]),
        ("the bridge is shut now", "so the bridge is open now", ["the bridge is now"]),
        ("red green blue one two three", "one two three and much else besides all that red green blue", None),
        ("the bridge", "nothing of it", []),
        ("", "words", []),
        ("words", "", []),
    ],
)
def test_pieces(quotation: str, text: str, expected: list[str] | None) -> None:
    assert same(quotation, text) == (expected if expected is not None else ["red green blue", "one two three"])


letters = st.lists(st.sampled_from("abcd"), max_size=8)


@given(letters, letters)
def test_the_first_piece_is_as_good_as_any_alignment(one: list[str], other: list[str]) -> None:
    """The slow obvious way: the best score of a local alignment, by its definition."""

    @cache
    def ending(i: int, j: int) -> int:
        if not (i and j):
            return 0
        step = 2 if one[i - 1] == other[j - 1] else -1
        return max(0, ending(i - 1, j - 1) + step, ending(i - 1, j) - 1, ending(i, j - 1) - 1)

    best = max((ending(i, j) for i in range(len(one) + 1) for j in range(len(other) + 1)), default=0)
    found = pieces(one, other)
    assert bool(found) == (best > 0)
    for piece in found:
        assert all(one[i] == other[j] for i, j in piece)
        assert all(i < k and j < m for (i, j), (k, m) in pairwise(piece))
    if found:
        scores = []
        for piece in found:
            between = [max(k - i, m - j) - 1 for (i, j), (k, m) in pairwise(piece)]
            scores.append(2 * len(piece) - sum(between))
        assert max(scores) == best


@given(st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=12), letters, letters)
def test_what_stands_in_a_text_is_found_whole(quotation: list[str], before: list[str], after: list[str]) -> None:
    [piece] = pieces(quotation, [*before, *quotation, *after])
    assert len(piece) == len(quotation)


def test_of_a_long_text_the_densest_stretch_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align, "MOST_CELLS", 40)
    text = ["x", "a"] * 40 + ["a", "b", "c", "d"] + ["y"] * 80
    assert pieces(list("abcd"), text) == [[(i, 80 + i) for i in range(4)]]


def test_hostile_lengths_cost_little() -> None:
    begun = process_time()
    assert pieces(["a"] * 1_000, ["a"] * 200_000)
    assert pieces([str(i % 7) for i in range(1_000)], [str(i % 5) for i in range(100_000)])
    assert process_time() - begun < 5
