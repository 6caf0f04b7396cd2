"""The law of places: each passage is found again in the page where its anchors say."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.tree import LINKED, STRONG, parse
from onrecord.clean.visible import Passage, passages_of

from .test_tree import SOUP


def folded(text: str) -> str:
    return " ".join(text.split())


def found_again(markup: str, passage: Passage) -> str:
    """What the page shows at the place of a passage, decoded; line breaks stand where no character shows them."""
    parts = []
    at = passage.start
    for anchor in passage.place:
        parts.append("\n" if anchor.text.start > at else "")
        parts.append(html.unescape(anchor.page.of(markup)))
        at = anchor.text.end
    return "".join(parts)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>  One\n  two  </p>", "One two"),
        ("<p>caf&eacute; &amp; bar</p>", "café & bar"),
        ("<p>a&nbsp;b &nbsp; c</p>", "a b c"),
        ("<p>a <b> b</b></p>", "a b"),
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        ("<p>one <br>\n two</p>", "one\ntwo"),
        ("<p>&notanentity; &#x27;x&#39;</p>", "¬anentity; 'x'"),
        ("<p>a</p>\n\n<p>b</p>", "a\nb"),
    ],
)
def test_entities_are_decoded_and_white_space_folded(markup: str, expected: str) -> None:
    assert passages_of(parse(markup))[0] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>ab <b>cd</b></p>", (0, 2, 0)),
        ("<p> <a href=x>ab <i>cd</i></a> </p>", (5, 0, 2)),
        ("<p><a href=x><b>ab</b></a></p>", (2, 2, 0)),
    ],
)
def test_linked_strong_and_italic_characters_are_counted(markup: str, expected: tuple[int, int, int]) -> None:
    (passage,) = passages_of(parse(markup))[1]
    assert (passage.linked, passage.strong, passage.italic) == expected


@pytest.mark.parametrize(
    ("markup", "first", "last"),
    [
        ("<p>\n<b>Read:</b> <a href=x>more</a>\n</p>", STRONG, LINKED),
        ("<p>plain</p>", 0, 0),
        ("<p><a href=x>on</a> and on</p>", LINKED, 0),
    ],
)
def test_the_outer_pieces_are_known(markup: str, first: int, last: int) -> None:
    (passage,) = passages_of(parse(markup))[1]
    assert (passage.first, passage.last) == (first, last)


@given(SOUP)
def test_every_passage_is_found_again_at_its_place(markup: str) -> None:
    text, passages = passages_of(parse(markup))
    assert text == "\n".join(passage.text for passage in passages)
    for passage in passages:
        assert passage.span.of(text) == passage.text
        assert folded(found_again(markup, passage)) == folded(passage.text)
        assert passage.text == passage.text.strip()


@given(SOUP)
def test_every_character_but_a_line_break_lies_in_one_anchor(markup: str) -> None:
    text, passages = passages_of(parse(markup))
    for passage in passages:
        at = passage.start
        for anchor in passage.place:
            assert anchor.text.start >= at
            assert not text[at : anchor.text.start].strip("\n")
            at = anchor.text.end
        assert at == passage.span.end


@given(st.text(alphabet="abc &<>;\n\t", min_size=1))
def test_equally_long_stretches_are_equal_character_for_character(words: str) -> None:
    markup = f"<p>{html.escape(words)}</p>"
    text, passages = passages_of(parse(markup))
    for passage in passages:
        for anchor in passage.place:
            shown, written = anchor.text.of(text), anchor.page.of(markup)
            if len(shown) == len(written):
                assert shown == re.sub(r"\s", " ", written)
