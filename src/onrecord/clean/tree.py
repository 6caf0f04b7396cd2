"""A page's markup as a tree of its block elements, every piece of text at its offsets in the decoded markup.

It reads what browsers read, after the WHATWG HTML parsing rules as far as text needs them: void elements, raw text,
comments, implied end tags, stray end tags, attributes with and without quotes. Inline elements make no nodes.

Limits: nothing is foster-parented out of tables, formatting elements are not reopened, and beyond ``DEEPEST`` open
elements no further node is made (their text goes to the innermost one). Time and memory are linear in the markup: the
one pattern that could look ahead to the end of the page does so at most once (``_scan`` says how).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.clean.elements import ENDS_PARAGRAPH, ENDS_SIBLING, INLINE, MARKED, PARAGRAPH_BORDER, RAW, SHELL, VOID

DEEPEST = 256
"""The most open block elements; browsers stop at 512."""

_ATTRIBUTES = r"""(?:[^>=]*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|(?=>)))*+[^>=]*+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})>")
_CARELESS_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_CUT_TAG = re.compile(r"<[a-zA-Z/!?]")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>][^\s=/>]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")


@dataclass(slots=True, eq=False)
class Node:
    """One block element: its name, where its attributes stand, and the element around it."""

    tag: str
    attributes: tuple[int, int]
    parent: Node | None
    depth: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag that speaks of the page (``meta``, ``link``, ``time``): its place, and its raw content if it has any."""

    tag: str
    start: int
    attributes: tuple[int, int]
    content: tuple[int, int] | None = None


_PARAGRAPH = frozenset(("p",))
Piece = tuple[int, int, int]
LINKED, STRONG = 1, 2


@dataclass(slots=True, eq=False)
class Run:
    """Text that no block boundary interrupts: its pieces in the markup, each with ``LINKED`` and ``STRONG`` as bits.

    A line break is an empty piece.
    """

    node: Node
    pieces: list[Piece]


@dataclass(slots=True, eq=False)
class Tree:
    """What a page's markup holds: the runs of text in their order, and the tags that speak of the page."""

    markup: str
    root: Node
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def attributes_of(self, thing: Node | Mark) -> dict[str, str]:
        """The attributes of an element, names in lower case, values decoded; the first of a name counts."""
        return attributes_in(self.markup[slice(*thing.attributes)])

    def raw_content(self, mark: Mark) -> str:
        """What stands inside a raw element such as ``title`` or ``script``, undecoded."""
        return self.markup[slice(*mark.content)] if mark.content else ""


def attributes_in(raw: str) -> dict[str, str]:
    """The attributes that a tag writes, names in lower case, values decoded."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def parse(markup: str) -> Tree:
    """The tree of a page's markup."""
    return _Builder(markup).build()


class _Builder:
    """One pass over the markup; the stack of open elements is the state."""

    def __init__(self, markup: str) -> None:
        root = Node("", (0, 0), None, 0)
        self.tree = Tree(markup, root)
        self.stack = [root]
        self.open: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.link_depth = 0
        self.strong_depth = 0

    def build(self) -> Tree:
        markup, at = self.tree.markup, 0
        for start, end, closing, name, attributes in _scan(self.tree):
            if start > at:
                self._text(at, start)
            at = end
            if not name:
                continue
            if name in INLINE:
                self._inline(closing, name, end)
            elif closing:
                self._close(name)
            else:
                self._open(name, attributes)
        if at < len(markup):
            self._text(at, len(markup))
        self._flush()
        return self.tree

    def _text(self, start: int, end: int) -> None:
        if self.pieces or not self.tree.markup[start:end].isspace():
            bits = (LINKED if self.link_depth else 0) | (STRONG if self.strong_depth else 0)
            self.pieces.append((start, end, bits))

    def _flush(self) -> None:
        if self.pieces:
            self.tree.runs.append(Run(self.stack[-1], self.pieces))
            self.pieces = []

    def _inline(self, closing: str, name: str, at: int) -> None:
        if name == "a":
            self.link_depth = 0 if closing else len(self.stack)
        elif name == "b" or name == "strong":
            self.strong_depth = 0 if closing else len(self.stack)
        elif name == "br" and self.pieces:
            if self.pieces[-1][0] == self.pieces[-1][1] or self._only_space_since_break():
                self._flush()
            else:
                self.pieces.append((at, at, 0))

    def _only_space_since_break(self) -> bool:
        """White space alone stands between this line break and the one before it."""
        markup = self.tree.markup
        start, end, _ = self.pieces[-1]
        return len(self.pieces) > 1 and self.pieces[-2][0] == self.pieces[-2][1] and markup[start:end].isspace()

    def _open(self, name: str, attributes: tuple[int, int]) -> None:
        self._flush()
        if name in VOID or (name in SHELL and self.open.get(name)):
            return
        if name in ENDS_PARAGRAPH and self.open.get("p"):
            self._end_sibling(_PARAGRAPH, PARAGRAPH_BORDER)
        elif name in ENDS_SIBLING:
            self._end_sibling(*ENDS_SIBLING[name])
        if len(self.stack) < DEEPEST:
            parent = self.stack[-1]
            self.stack.append(Node(name, attributes, parent, parent.depth + 1))
            self.open[name] = self.open.get(name, 0) + 1

    def _end_sibling(self, names: frozenset[str], border: frozenset[str]) -> None:
        """Closes the innermost open element of these names, unless its border comes first."""
        for node in reversed(self.stack):
            if node.tag in names:
                self._close(node.tag)
                return
            if node.tag in border:
                return

    def _close(self, name: str) -> None:
        self._flush()
        if not self.open.get(name) or name in SHELL:
            return
        while True:
            node = self.stack.pop()
            self.open[node.tag] -= 1
            if node.tag == name:
                break
        if self.link_depth > len(self.stack):
            self.link_depth = 0
        if self.strong_depth > len(self.stack):
            self.strong_depth = 0


Tag = tuple[int, int, str, str, tuple[int, int]]
"""Where a tag begins and ends, "/" where it closes, its name, and the place of its attributes."""


def _scan(tree: Tree) -> Iterator[Tag]:
    """Every tag in its order; comments and raw text come as tags without a name.

    A tag whose quotes never close fails once, at the end of the page; from there on quotes are taken for letters, so
    that a page full of such tags costs two passes, not one for each.
    """
    markup, marks = tree.markup, tree.marks
    find, last = markup.find, markup.rfind(">")
    ends = _RawEnds(markup)
    pattern = _TAG
    at = find("<")
    while 0 <= at < last:
        match = pattern.match(markup, at)
        if match:
            end, name, attributes = match.end(), match[2].lower(), match.span(3)
            if match[1]:
                yield at, end, "/", name, attributes
            elif name in RAW:
                inside, (stop, end) = end, ends.after(name, end)
                if name in MARKED:
                    marks.append(Mark(name, at, attributes, (inside, stop)))
                yield at, end, "", "", attributes
            else:
                if name in MARKED:
                    marks.append(Mark(name, at, attributes))
                yield at, end, "", name, attributes
        elif markup[at + 1] in "!?":
            end = _comment_end(markup, at)
            yield at, end, "", "", (at, at)
        elif pattern is _TAG and _CARELESS_TAG.match(markup, at):
            pattern = _CARELESS_TAG
            continue
        else:
            end = at + 1
        at = find("<", end)
    if at >= 0 and (cut := _CUT_TAG.search(markup, at)):
        yield cut.start(), len(markup), "", "", (at, at)


def _comment_end(markup: str, start: int) -> int:
    mark = "-->" if markup.startswith("<!--", start) else ">"
    end = markup.find(mark, start + 2)
    return len(markup) if end < 0 else end + len(mark)


class _RawEnds:
    """Where raw elements end, each spelling looked for only forwards."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.known: dict[str, int] = {}

    def after(self, name: str, start: int) -> tuple[int, int]:
        """Where the next end tag of this name begins and ends; the end of the page where there is none."""
        begin = min(self._next(f"</{name}", start), self._next(f"</{name.upper()}", start))
        end = self.markup.find(">", begin)
        return begin, len(self.markup) if end < 0 else end + 1

    def _next(self, spelling: str, start: int) -> int:
        if self.known.get(spelling, -1) < start:
            found = self.markup.find(spelling, start)
            self.known[spelling] = len(self.markup) if found < 0 else found
        return self.known[spelling]
