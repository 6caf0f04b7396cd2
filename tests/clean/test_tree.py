"""Markup to runs of text: what browsers show, at its offsets, in linear time whatever is written."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.tree import DEEPEST, ITALIC, LINKED, STRONG, attributes_in, parse


def shown(markup: str) -> list[tuple[str, str]]:
    tree = parse(markup)
    return [(run.node.tag, " ".join("".join(markup[a:b] for a, b, _ in run.pieces).split())) for run in tree.runs]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One<p>Two", [("p", "One"), ("p", "Two")]),
        ("<p>One <b>bold</b> word</p>", [("p", "One bold word")]),
        ("<div>a<p>b</div>c", [("div", "a"), ("p", "b"), ("", "c")]),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", [("li", "a"), ("li", "b"), ("li", "c"), ("li", "d")]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", [("td", "a"), ("td", "b"), ("td", "c")]),
        ("<p>a<br>b</p>", [("p", "ab")]),
        ("<p>a<br><br>b</p>", [("p", "a"), ("p", "b")]),
        ("<p>a<br> <br/>b</p>", [("p", "a"), ("p", "b")]),
        ("<script>if (a<b) '<p>x</p>'</script><p>y", [("p", "y")]),
        ("<STYLE>p{}</STYLE><svg><text>no</text></svg><p>y", [("p", "y")]),
        ("<!-- <p>x</p> --><p>y<!-- open", [("p", "y")]),
        ("<p title='a > b'>y</p>", [("p", "y")]),
        ("<p title=Bob's>it's \"quoted\"</p>", [("p", 'it\'s "quoted"')]),
        ("1 < 2 and <3", [("", "1 < 2 and <3")]),
        ("</p>x</div></div>y", [("", "x"), ("", "y")]),
        ("<p>x</body></html>y", [("p", "x"), ("p", "y")]),
        ("<title>t</title><h1>x</h1>", [("h1", "x")]),
        ("", []),
    ],
)
def test_what_a_page_shows(markup: str, expected: list[tuple[str, str]]) -> None:
    assert shown(markup) == expected


def test_links_and_emphasis_are_known_piece_by_piece_and_end_with_their_block() -> None:
    (first, second) = parse("<p>a<a href=x>b<b>c</b></a>d<a href=y>e</a><i>g</p><p>f</p>").runs
    assert [bits for *_, bits in first.pieces] == [0, LINKED, LINKED | STRONG, 0, LINKED, ITALIC]
    assert [bits for *_, bits in second.pieces] == [0]


def test_attributes_with_and_without_quotes() -> None:
    raw = """ HREF="a?b=1&amp;c=2" hidden class='x y' data-n=5 class="late" / """
    assert attributes_in(raw) == {"href": "a?b=1&c=2", "hidden": "", "class": "x y", "data-n": "5"}


def test_tags_that_speak_of_the_page_are_kept_with_their_content() -> None:
    tree = parse('<head><meta name=a content=b><title>T &amp; U</title><script type="x">{"k": 1}</script></head>')
    assert [mark.tag for mark in tree.marks] == ["meta", "title", "script"]
    assert tree.attributes_of(tree.marks[0]) == {"name": "a", "content": "b"}
    assert [tree.raw_content(mark) for mark in tree.marks] == ["", "T &amp; U", '{"k": 1}']


def test_pictures_are_known_by_their_place() -> None:
    assert parse("<p>a<img src=x>b</p><IMG><script><img></script>").pictures == [4, 20]


def test_nesting_is_bounded() -> None:
    tree = parse("<div>" * 100_000 + "x")
    assert tree.runs[0].node.depth < DEEPEST


TAGS = [
    "<p>",
    "</p>",
    "<div class='a'>",
    "</div>",
    "<li>",
    "<ul>",
    "<b>",
    "</b>",
    "<a href=x>",
    "<br>",
    "<td>",
    "<!--",
    "-->",
]
SOUP = st.lists(
    st.one_of(st.sampled_from([*TAGS, "-->", "<script>", "</script>", "&amp;", " "]), st.text(max_size=8))
).map("".join)


@given(SOUP)
def test_pieces_are_in_order_and_hold_no_tag_of_their_own(markup: str) -> None:
    at = 0
    for run in parse(markup).runs:
        for start, end, bits in run.pieces:
            assert at <= start <= end <= len(markup)
            assert bits in range(8)
            at = end


@pytest.mark.parametrize(
    "unit",
    ["<div>", '<a "', '<a ="', "</a", "</", "<", "<!--", "<script>", "<p>", "<b>x", "</x>", "<li>x", "<td>", "&amp;",
     "<br>", "<a href='x", "<p>x<br><br>", "<!", "<title>", "<div></p>", "<a b=c ", "<p x='",
     "\x00", "<SCRIPT>x</SCRIPT>"],
)  # fmt: skip
def test_time_is_linear_in_the_markup(unit: str) -> None:
    def cost(size: int) -> float:
        markup = unit * (size // len(unit)) + ">"
        return min(once(markup) for _ in range(3))

    def once(markup: str) -> float:
        gc.collect()
        gc.disable()  # what other tests left in memory is no part of the cost
        start = time.process_time()
        parse(markup)
        spent = time.process_time() - start
        gc.enable()
        return spent

    cost(1000)
    small, large = cost(20_000), cost(160_000)
    assert large < 20 * max(small, 0.005)
