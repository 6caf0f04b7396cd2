"""Marked-up pages to labelled blocks: the article kept, the rest labelled, the title found, hostile pages bounded."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.clean.body import MOST_MARKUP, MOST_PASSAGES, Body, body_of, markup_tree
from onrecord.errors import Unreadable
from onrecord.types import BlockKind, Page

from .test_tree import SOUP

STORY = [
    "The harbour bridge will stay closed until spring, the council said on Friday after it met.",
    "Engineers found cracks in two of its pillars in January, and the repair will cost nine million euros.",
    "“We would rather be late than sorry,” said Karl Weiss, who leads the works, when he met reporters.",
    "Ferries will run every ten minutes in the meantime, and the council hopes that people leave cars at home.",
    "Shopkeepers on the northern bank said they feared for their trade and asked for help with their rents.",
]
PAGE = """<!doctype html><html lang="en"><head>
<title>Harbour bridge to stay shut until spring - The Herald</title>
<meta property="og:title" content="Harbour bridge to stay shut until spring"><style>p{{}}</style></head>
<body class="single">
<div class="cookie-banner"><p>We use cookies to improve your visit. <a href="/c">Settings</a></p></div>
<header><a href="/">The Herald</a>
<nav><ul><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav></header>
<main><article><h1>Harbour bridge to stay shut until spring</h1><p class="byline">By Ann Dubois</p>
<figure><img src="b.jpg"><figcaption>The bridge at dusk. Photo: K. Weiss</figcaption></figure>
<div class="article-body">{story}</div>
<div class="newsletter"><p>Sign up to our newsletter</p></div></article>
<aside class="related"><h3>Read also</h3>
<ul><li><a href="/1">Nine bridges to see</a></li><li><a href="/2">Ferry late</a></li></ul></aside>
<section class="comments"><h3>2 comments</h3>
<p>Tom: About time that somebody looked at those pillars, if you ask me.</p></section></main>
<footer><p>© 2024 The Herald. All rights reserved.</p></footer></body></html>"""


def page(story: list[str] | None = None) -> str:
    return PAGE.format(story="".join(f"<p>{one}</p>" for one in story or STORY))


def read(markup: str) -> Body:
    return body_of(markup_tree(markup))


def kept(body: Body) -> list[str]:
    left_out = (BlockKind.RESIDUE, BlockKind.CAPTION, BlockKind.TITLE)
    return [block.span.of(body.text) for block in body.blocks if block.kind not in left_out]


def test_the_story_is_kept_and_nothing_else() -> None:
    body = read(page())
    assert kept(body) == STORY
    assert body.title == "Harbour bridge to stay shut until spring"
    assert body.language == "en"
    assert not body.partial


def test_everything_else_is_labelled_with_a_reason_and_a_score() -> None:
    body = read(page())
    reasons = {block.span.of(body.text): block.basis.rule for block in body.blocks if block.kind is BlockKind.RESIDUE}
    assert reasons["Sign up to our newsletter"] == "newsletter"
    assert reasons["Nine bridges to see"] == "related"
    assert reasons["News"] == "navigation"
    assert any(words.startswith("Tom:") and reason == "comment" for words, reason in reasons.items())
    assert all(0 <= block.basis.score <= 1 and block.basis.rule for block in body.blocks)
    assert [block.span.of(body.text) for block in body.blocks if block.kind is BlockKind.CAPTION] == [
        "The bridge at dusk. Photo: K. Weiss"
    ]


def test_headings_within_the_story() -> None:
    story = page().replace(f"<p>{STORY[2]}</p>", f"<h2>What comes next</h2><p>{STORY[2]}</p>")
    body = read(story)
    assert [block.span.of(body.text) for block in body.blocks if block.kind is BlockKind.HEADING] == ["What comes next"]


def test_a_stub_behind_a_paywall_is_partial() -> None:
    flag = '<script type="application/ld+json">{"isAccessibleForFree": false}</script></head>'
    assert read(page(STORY[:2]).replace("</head>", flag)).partial
    assert not read(page(STORY * 6).replace("</head>", flag)).partial


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</head>", '<meta itemprop="isAccessibleForFree" content="False"></head>'),
        ("</head>", '<meta property="article:content_tier" content="locked"></head>'),
        ("</article>", "<div class=gate><p>To continue reading, choose a plan.</p></div></article>"),
        ("</article>", "<p>Already a subscriber? Log in</p></article>"),
        ("</article>", "<div><p>Um weiterzulesen, wählen Sie ein Abo.</p></div></article>"),
        (f"<p>{STORY[1]}</p>", f"<p>{STORY[1][:60]}…</p>"),
    ],
    ids=["microdata", "tier", "gate", "subscriber", "german", "broken off"],
)
def test_stubs_of_many_shapes_are_partial(old: str, new: str) -> None:
    story = [f"<p>{one}</p>" for one in STORY[:2]]
    markup = PAGE.format(story="".join(story))
    if "weiterzulesen" in new:
        markup = markup.replace(story[0], "<p>Die Brücke über den Hafen bleibt bis zum Frühjahr zu, sagte der Rat.</p>")
        markup = markup.replace(
            story[1], "<p>Die Ingenieure fanden im Januar Risse in zwei der Pfeiler, und das ist teuer.</p>"
        )
    assert not read(markup).partial
    assert read(markup.replace(old, new)).partial


def test_an_appeal_far_below_a_whole_story_makes_no_stub() -> None:
    markup = page().replace("</body>", "<p>To continue reading other stories, choose a plan.</p></body>")
    assert not read(markup).partial


def test_a_page_without_a_heading_takes_the_title_that_it_tells() -> None:
    markup = page().replace("<h1>Harbour bridge to stay shut until spring</h1>", "")
    assert read(markup).title == "Harbour bridge to stay shut until spring"


@settings(max_examples=60)
@given(SOUP)
def test_blocks_are_exact_and_in_order_whatever_the_markup(markup: str) -> None:
    try:
        body = read(markup)
    except Unreadable as error:
        assert error.reason == "empty"
        return
    assert body.text == "\n".join(block.span.of(body.text) for block in body.blocks)
    assert sum(block.kind is BlockKind.TITLE for block in body.blocks) <= 1


@given(st.lists(st.sampled_from(STORY), min_size=1, max_size=6))
def test_the_same_page_gives_the_same_blocks(story: list[str]) -> None:
    assert read(page(story)) == read(page(story))


def test_the_article_of_a_marked_up_page() -> None:
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    article = clean(Page("a.html", page().encode(), moment, "text/html", "https://herald.example/a"))
    assert article.title == "Harbour bridge to stay shut until spring"
    assert article.byline == ("Ann Dubois",)
    assert all(anchor.page.of(page()) for block in article.blocks for anchor in block.place)
    assert clean(Page("a", page().encode(), moment)).blocks == article.blocks, "markup is known without a media type"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p> </p>", "empty"),
        ("<script>only()</script>", "empty"),
        ("<p>x" * (MOST_PASSAGES + 1), "huge"),
        ("a" * (MOST_MARKUP + 1), "huge"),
    ],
)
def test_pages_that_cannot_be_read_are_refused_with_a_reason(markup: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(markup)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "deep",
        "<p title='" + "x" * 2_000_000 + "'>attribute",
        page().replace(" ", "\x00 "),
        "<meta name=a content=b>" * 50_000 + "metas",
        "<p>" + "word " * 200_000,
        "<ul>" + "<li><a href=x>link</a>" * 15_000,
        "<div class='" + "comment " * 50_000 + "'>names",
        '<script type="application/ld+json">' + '{"headline":"' * 50_000 + "</script><p>json",
    ],
    ids=["deep", "attribute", "nulls", "metas", "words", "links", "names", "json"],
)
def test_hostile_pages_are_read_in_bounded_time(markup: str) -> None:
    start = time.process_time()
    assert read(markup).blocks
    assert time.process_time() - start < 20
