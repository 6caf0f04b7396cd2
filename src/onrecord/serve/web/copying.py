"""A captured page as HTML of our own: its text under its headings, in paragraphs and lists, and nothing that acts.

No tag, attribute, style or address of the page is handed on: text is escaped, and what stands around it is written
here. Links are underlined and lead nowhere, pictures are told by their alternative text. What is sent bears a policy
under which it is of no origin and may load nothing, so that even a fault here would be without effect.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.resources import files

from markupsafe import Markup, escape

from onrecord.clean.body import markup_tree
from onrecord.clean.tree import ITALIC, LINKED, STRONG, Node, Run, Tree, attributes_in
from onrecord.errors import Unreadable
from onrecord.serve.web.snapshots import Snapshot
from onrecord.serve.web.visible import cost, visible
from onrecord.serve.web.wording import direction
from onrecord.types import Span

LARGEST = 2_000_000
"""Characters of markup of which a copy is drawn; of more the source is shown."""
SHOWN = 150_000
"""Bytes that are shown, about; the words that are looked for stand a third of the way down."""
_ALT = 200
_WRITTEN = {
    tag: Markup('<{0} dir="auto">{{}}</{0}>').format(tag)
    for tag in (*(f"h{level}" for level in range(1, 7)), "p", "blockquote", "pre", "div")
} | {
    tag: Markup('<div class="{}" dir="auto">{{}}</div>').format(kind)
    for kind, tags in {"item": ("li", "dd"), "cell": ("td", "th"), "caption": ("figcaption", "caption")}.items()
    for tag in tags
}
"""How the text in an element is drawn."""
_BITS = ((LINKED, Markup("<u>{}</u>")), (STRONG, Markup("<b>{}</b>")), (ITALIC, Markup("<i>{}</i>")))
_ANCHOR, _MARK = Markup('<mark id="words">{}</mark>'), Markup("<mark>{}</mark>")


@cache
def _style() -> str:
    return files("onrecord.serve").joinpath("static", "copy.css").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy names an inline style by."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


HEADERS = {
    "content-security-policy": f"sandbox; default-src 'none'; style-src {_hash(_style())}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}
"""What every copy bears: a null origin, no script, no form, no request; shown in our own frames alone."""


def copy(snapshot: Snapshot, words: Span | None) -> str:
    """The page as we draw it; its source where it is plain text, or too large to be drawn."""
    if snapshot.is_plain or not snapshot.markup or len(snapshot.markup) > LARGEST:
        return source(snapshot, words)
    try:
        tree = markup_tree(snapshot.markup)
    except Unreadable:
        return source(snapshot, words)
    return _document(snapshot, Markup("").join(_drawn(tree, words)), "drawn")


def source(snapshot: Snapshot, words: Span | None) -> str:
    """The characters of the page as they were received, or those around the words."""
    markup = snapshot.markup
    if not markup:
        return _document(
            snapshot, Markup("<p class=note>{}</p>").format(f"It cannot be shown: {snapshot.why}"), "source"
        )
    within = _room_around(markup, Span(0, len(markup)), words)
    pieces = [_left_out(within.start)] if within.start else []
    pieces.append(Markup("<pre>{}</pre>").format(_marked(markup, within, _common(within, words))))
    pieces += [_left_out(len(markup) - within.end)] if within.end < len(markup) else []
    return _document(snapshot, Markup("").join(pieces), "source")


def _document(snapshot: Snapshot, body: Markup, kind: str) -> str:
    language, way = escape(snapshot.language or "und"), direction(snapshot.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{way}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>Captured page</title>\n<style>{_style()}</style>\n</head>\n<body class="{kind}">'
        f'<main tabindex="0">{body}</main></body>\n</html>\n'
    )


def _left_out(characters: int) -> Markup:
    return Markup("<p class=note>{:,} more characters are not shown here.</p>").format(characters)


def _drawn(tree: Tree, words: Span | None) -> Iterator[Markup]:
    """The runs of text around the words, as many as are shown, with the pictures between them."""
    runs, pictures = tree.runs, tree.pictures
    middle = next((n for n, run in enumerate(runs) if words and run.pieces[-1][1] > words.start), 0)
    first = _reach(runs[:middle][::-1], SHOWN // 3)
    shown = runs[middle - first : middle + _reach(runs[middle:], SHOWN)]
    if not shown:
        yield Markup("<p class=note>Nothing can be seen on this page.</p>")
        return
    if first < middle:
        yield _left_out(shown[0].pieces[0][0])
    at = shown[0].pieces[0][0] if first < middle else 0
    found = words
    for run in shown:
        yield from (_picture(tree, place) for place in pictures if at <= place < run.pieces[0][0])
        at = run.pieces[-1][1]
        html, hit = _run(tree, run, found)
        found = None if hit else found
        yield html
    if at < runs[-1].pieces[-1][1]:
        yield _left_out(len(tree.markup) - at)


def _reach(runs: list[Run], room: int) -> int:
    """How many runs there is room for; at least one, if there is any."""
    for number, run in enumerate(runs):
        room -= 40 + 2 * sum(end - start for start, end, _ in run.pieces)
        if room < 0:
            return max(1, number)
    return len(runs)


def _picture(tree: Tree, place: int) -> Markup:
    end = tree.markup.find(">", place)
    told = attributes_in(tree.markup[place + len("<img") : end]).get("alt", "") if end > 0 else ""
    return Markup('<p class="picture">{}</p>').format(visible(f"Picture: {told[:_ALT]}" if told.strip() else "Picture"))


def _run(tree: Tree, run: Run, words: Span | None) -> tuple[Markup, bool]:
    """One run in the element that it stands in; and whether the anchor of the words is in it."""
    inner, hit = [], False
    for start, end, bits in run.pieces:
        if start == end:
            inner.append(Markup("<br>"))
            continue
        within = _room_around(tree.markup, Span(start, end), words)
        here = _common(within, words)
        text = _marked(tree.markup, within, here, anchored=not hit, decoded=True)
        hit = hit or here is not None
        for bit, drawn in _BITS:
            text = drawn.format(text) if bits & bit else text
        inner.append(text)
    return _drawn_as(run.node).format(Markup("").join(inner)), hit


def _room_around(markup: str, whole: Span, words: Span | None) -> Span:
    """As much of a stretch as there is room for, around the words if they are in it, else from its beginning on."""
    at = words.start if words and _common(whole, words) else whole.start
    start = max(whole.start, at - _fitting(markup[max(whole.start, at - SHOWN) : at][::-1], SHOWN // 3))
    return Span(start, max(start + 1, min(whole.end, at + _fitting(markup[at : min(whole.end, at + SHOWN)], SHOWN))))


def _fitting(text: str, room: int) -> int:
    """How many of the first characters come to so many bytes at most."""
    most = len(text)
    while most and cost(text[:most]) > room:
        most //= 2
    return most


def _common(one: Span, other: Span | None) -> Span | None:
    """What two stretches have in common."""
    return Span(max(one.start, other.start), min(one.end, other.end)) if other and one.meets(other) else None


def _drawn_as(node: Node | None) -> Markup:
    """What a run is drawn as: as the innermost element around it that says so."""
    while node is not None:
        if node.tag in _WRITTEN:
            return _WRITTEN[node.tag]
        node = node.parent
    return _WRITTEN["div"]


def _marked(markup: str, within: Span, words: Span | None, *, anchored: bool = True, decoded: bool = False) -> Markup:
    """Text, the words in it marked; the first mark is where a frame is scrolled to."""

    def seen(start: int, end: int) -> Markup:
        return visible(unescape(markup[start:end]) if decoded else markup[start:end])

    if words is None:
        return seen(within.start, within.end)
    mark = (_ANCHOR if anchored else _MARK).format(seen(words.start, words.end))
    return Markup("").join([seen(within.start, words.start), mark, seen(words.end, within.end)])
