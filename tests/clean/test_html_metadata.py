"""Description of marked-up pages: outlet, authors, origin, address and language from the markup."""

from __future__ import annotations

import pytest

from onrecord.clean.html_metadata import PageDescription, describe_html
from onrecord.clean.linked import linked_data
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of
from onrecord.types import Basis, Block, BlockKind

STORY = "<p>The harbour board met behind closed doors and agreed on a plan that its chair called the boldest.</p>"


def described(head: str, root: str = "", body: str = "", address: str | None = None) -> PageDescription:
    markup = f"<html {root}><head>{head}</head><body><h1>Harbour board agrees</h1>{body}{STORY}</body></html>"
    tree = parse(markup)
    text, passages = passages_of(tree)
    blocks = [
        Block(BlockKind.TITLE if passage.node.tag == "h1" else BlockKind.PARAGRAPH, passage.span, (), Basis("test"))
        for passage in passages
    ]
    return describe_html(tree, text, blocks, list(linked_data(tree)), "en", address)


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (linked('{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Pier Watch"}}'), "Pier Watch"),
        (
            linked('{"@graph":[{"@type":"Organization","@id":"#o","name":"Pier Watch"},'
                   '{"@type":["Article"],"publisher":{"@id":"#o"}}]}'),
            "Pier Watch",
        ),
        ('<meta property="og:site_name" content="Pier &amp; Quay">', "Pier & Quay"),
        ("<title>Harbour board agrees | Pier Watch</title>", "Pier Watch"),
        ("<title>Harbour board agrees - The Pier Herald</title>", "The Pier Herald"),
        ("<title>GREEN: Harbour board agrees - Pelican</title>", "Pelican"),
        ("<title>Harbour board agrees</title>", None),
        ('<meta property="article:publisher" content="https://social.example/pier">', None),
        ("<title>Harbour board agrees - What every reader of our pages must know about ships</title>", None),
    ],
)  # fmt: skip
def test_outlet(head: str, outlet: str | None) -> None:
    assert described(head).made.outlet == outlet


@pytest.mark.parametrize(
    ("head", "names", "origin"),
    [
        (linked('{"@type":"NewsArticle","author":{"@type":"Person","name":"Ada Ng"}}'), ("Ada Ng",), None),
        (linked('{"@type":"NewsArticle","author":[{"name":"Ada Ng"},{"name":"Bo Ek"}]}'), ("Ada Ng", "Bo Ek"), None),
        ('<meta name="author" content="Ada Ng and Bo Ek">', ("Ada Ng", "Bo Ek"), None),
        ('<meta name="author" content="Fjord Press">', (), "Fjord Press"),
        (linked('{"@type":"NewsArticle","author":[{"@type":"Organization","name":"Fjord"}]}'), (), "Fjord"),
        (
            '<meta property="og:site_name" content="Fjord Press">'
            + linked('{"@type":"NewsArticle","author":[{"@type":"Organization","name":"Fjord Press Online"}]}'),
            (),
            None,
        ),
    ],
)
def test_authors(head: str, names: tuple[str, ...], origin: str | None) -> None:
    made = described(head).made
    assert (made.byline, made.original_outlet) == (names, origin)


def test_the_origin_is_cited_where_it_is_shown() -> None:
    made = described('<meta name="author" content="Fjord Press">', body="<p>Fjord Press in Oslo</p>").made
    assert [cite.name for cite in made.cites] == ["Fjord Press"]


@pytest.mark.parametrize(
    ("head", "address", "canonical"),
    [
        ('<link rel="canonical" href="https://pier.example/a">', None, "https://pier.example/a"),
        ('<link rel="canonical" href="/a">', "https://pier.example/b?c", "https://pier.example/a"),
        ('<meta property="og:url" content="https://pier.example/a">', None, "https://pier.example/a"),
        ('<link rel="canonical" href="javascript:alert(1)">', None, None),
        ('<link rel="canonical" href="http://[broken">', None, None),
        ("", "https://pier.example/b", None),
    ],
)
def test_canonical(head: str, address: str | None, canonical: str | None) -> None:
    assert described(head, address=address).canonical == canonical


@pytest.mark.parametrize(
    ("root", "head", "language"),
    [
        ('lang="de-AT"', "", "de"),
        ("", linked('{"@type":"NewsArticle","inLanguage":"fr"}'), "fr"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt"),
        ('lang=""', "", None),
    ],
)
def test_language(root: str, head: str, language: str | None) -> None:
    assert described(head, root).language == language


@pytest.mark.parametrize(
    "data",
    [
        '<!-- {"@type":"NewsArticle","headline":"H"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"H"}\n//]]>',
        '{"@type":"NewsArticle","headline":"H",}',
        '{"@type":"NewsArticle","headline":"H","text":"a\nb"}',
        '{"@type":"NewsArticle","headline":"H"};{"@type":"Thing"}',
        '{"@type":"NewsArticle","headline":"H","text":"un"quoted"}',
        '[[{"@type":"Thing","mainEntity":[{"@type":"NewsArticle","headline":"H"}]}]]',
    ],
)
def test_broken_linked_data(data: str) -> None:
    found = list(linked_data(parse(f"<script type='application/LD+json'>{data}</script>")))
    assert "H" in [thing.get("headline") for thing in found]


def test_deep_linked_data_is_bounded() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert list(linked_data(parse(linked(deep)))) == []
    wide = "[" + '{"a":1},' * 5_000 + "{}]"
    assert len(list(linked_data(parse(linked(wide))))) == 2_000
