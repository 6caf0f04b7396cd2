"""Quotation marks: every pair that the press uses, missing ones, nested ones, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.quotes import Quote, left_open, quotes_in
from tests.strategies import texts


def found(text: str, *, carried: bool = False) -> tuple[Quote, ...]:
    return quotes_in(text, 0, len(text), carried)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“It is done,” she said.", ["“It is done,”"]),
        ('"It is done," she said.', ['"It is done,"']),
        ("''It is done,'' she said.", ["''It is done,''"]),
        ("``It is done,'' she said.", ["``It is done,''"]),
        ("«It is done», she said.", ["«It is done»"]),
        ("« It is done », she said.", ["« It is done »"]),
        ("»It is done«, she said.", ["»It is done«"]),
        ("„It is done“, she said.", ["„It is done“"]),
        ("„It is done”, she said.", ["„It is done”"]),
        ("「It is done」she said.", ["「It is done」"]),
        ("‘It is done,’ she said.", ["‘It is done,’"]),
        ("She said ‘it is done’.", ["‘it is done’"]),
        ("'It isn't done,' she said.", ["'It isn't done,'"]),
        ("‘Don’t go,’ she said.", ["‘Don’t go,’"]),
        ("“One.” and “two”", ["“One.”", "“two”"]),
        ("“It is,” she said, “done.”", ["“It is,”", "“done.”"]),
        ("(“It is done,” she said)", ["“It is done,”"]),
        ("—“It is done”—she said", ["“It is done”"]),
        ("“It’s ours — ‘ours’, you hear — and it’s done.”", ["“It’s ours — ‘ours’, you hear — and it’s done.”"]),
    ],
)
def test_the_pairs_of_the_press(text: str, quoted: list[str]) -> None:
    assert [quote.span.of(text) for quote in found(text)] == quoted
    assert all(quote.closed for quote in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "the dogs' tails and the cats' tails",
        "'Til then, 'em and '90s",
        'a 6\'2" man and a 5" gun',
        "it's the council's, and it wasn't theirs",
        "the class of '98 and rock'n'roll",
        '" " and nothing else',
        "no marks at all",
    ],
)
def test_apostrophes_and_measures_quote_nothing(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“A “so-called” deal,” she said.", "“A “so-called” deal,”"),
        ("“Call it ‘a deal’,” she said.", "“Call it ‘a deal’,”"),
        ("\"Call it 'a deal',\" she said.", "\"Call it 'a deal',\""),
        ("„Er sagte »nein« dazu“, she said.", "„Er sagte »nein« dazu“"),
        ("«It «is «so» so» so», she said.", "«It «is «so» so» so»"),
    ],
)
def test_only_the_outermost_of_nested_marks(text: str, quoted: str) -> None:
    assert [quote.span.of(text) for quote in found(text)] == [quoted]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said: “It is done.", ["“It is done."]),
        ('She said: "It is done. ', ['"It is done.']),
        ("It is done,” she said.", ["It is done,”"]),
        ('"It is done, she said. "We go."', ['"It is done, she said.', '"We go."']),
    ],
)
def test_a_missing_mark_is_recovered_and_flagged(text: str, quoted: list[str]) -> None:
    assert [quote.span.of(text) for quote in found(text)] == quoted
    assert not found(text)[0].closed


def test_a_lost_mark_does_not_reach_into_the_next_paragraph() -> None:
    text = "She said: “It is done.\nHe said: “It is not.”"
    second = quotes_in(text, text.index("He"), len(text))
    assert [(quote.span.of(text), quote.closed) for quote in second] == [("“It is not.”", True)]


def test_a_quotation_carried_over_paragraphs() -> None:
    first, second = "“We came. We saw.", "“We left.”"
    assert left_open(found(first), first, len(first))
    assert [quote.continued for quote in found(second, carried=True)] == [True]
    assert [quote.continued for quote in found(second)] == [False]


def test_a_quotation_that_does_not_open_the_paragraph_continues_nothing() -> None:
    assert [quote.continued for quote in found("She said: “We left.”", carried=True)] == [False]


@pytest.mark.parametrize(("text", "is_open"), [("“It is done.", True), ("“It is done.”", False), ("", False)])
def test_left_open(text: str, is_open: bool) -> None:
    assert left_open(found(text), text, len(text)) is is_open


@given(texts)
def test_quotations_stand_within_the_text_in_order_and_apart(text: str) -> None:
    quotes = found(text)
    end = 0
    for quote in quotes:
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.covers(quote.inner)
        assert quote.inner.of(text).strip()
        end = quote.span.end


@given(texts, texts)
def test_what_stands_outside_the_paragraph_is_not_looked_at(before: str, text: str) -> None:
    alone = found(text)
    moved = quotes_in(before + text + before, len(before), len(before) + len(text))
    assert [(q.span.start - len(before), q.span.end - len(before)) for q in moved] == [
        (q.span.start, q.span.end) for q in alone
    ]
