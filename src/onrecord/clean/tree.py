"""A page's markup as a tree of its block elements, every piece of text at its offsets in the decoded markup.

It reads what browsers read, after the WHATWG HTML parsing rules as far as text needs them: void elements, raw text,
comments, implied end tags, stray end tags, attributes with and without quotes. Inline elements make no nodes.

Limits: nothing is foster-parented out of tables, formatting elements are not reopened, and beyond ``DEEPEST`` open
elements no further node is made (their text goes to the innermost one). Time and memory are linear in the markup: the
one pattern that could look ahead to the end of the page does so at most once (``build`` says how).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.clean.elements import ENDS_PARAGRAPH, ENDS_SIBLING, INLINE, MARKED, PARAGRAPH_BORDER, RAW, SHELL, VOID

DEEPEST = 256
"""The most open block elements; browsers stop at 512."""

_ATTRIBUTES = r"""(?:[^>=]*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|(?=>)))*+[^>=]*+"""
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})>|([!?])|(/?[a-zA-Z]))")
_CARELESS_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>|([!?]))")
_COMMENT, _UNCLOSED = 4, 5
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
LINKED, STRONG, ITALIC = 1, 2, 4


@dataclass(slots=True, eq=False)
class Run:
    """Text that no block boundary interrupts: its pieces in the markup.

    Each piece has ``LINKED``, ``STRONG`` and ``ITALIC`` as bits; a line break is an empty piece.
    """

    node: Node
    pieces: list[Piece]


@dataclass(slots=True, eq=False)
class Tree:
    """What a page's markup holds: the runs of text, the tags that speak of the page, and where pictures stand."""

    markup: str
    root: Node
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    known: dict[int, Mapping[str, str]] = field(default_factory=dict)

    def attributes_of(self, mark: Mark) -> Mapping[str, str]:
        """The attributes of a tag, names in lower case, values decoded; the first of a name counts."""
        found = self.known.get(mark.start)
        if found is None:
            found = self.known[mark.start] = attributes_in(self.markup[slice(*mark.attributes)])
        return found

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


# What a tag does to the text around it.
_NOTHING, _LINK, _STRONG, _ITALIC, _BREAK, _TIME, _PICTURE, _RAW, _VOID, _BLOCK = range(10)
_DOES = (
    dict.fromkeys((*ENDS_PARAGRAPH, *ENDS_SIBLING, *SHELL), _BLOCK)
    | dict.fromkeys(VOID, _VOID)
    | dict.fromkeys(RAW, _RAW)
    | dict.fromkeys(INLINE, _NOTHING)
    | {"a": _LINK, "b": _STRONG, "strong": _STRONG, "i": _ITALIC, "em": _ITALIC, "br": _BREAK, "time": _TIME}
    | {"img": _PICTURE}
)


class _Builder:
    """One pass over the markup; the stack of open elements is the state."""

    def __init__(self, markup: str) -> None:
        root = Node("", (0, 0), None, 0)
        self.tree = Tree(markup, root)
        self.stack = [root]
        self.open: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.link_depth = self.strong_depth = self.italic_depth = self.bits = 0
        self.raw_ends = _RawEnds(markup)

    def build(self) -> Tree:
        """Reads tag after tag; one loop, since a call for each of a page's thousand tags is what costs most.

        A tag whose quotes never close fails once, at the end of the page; from there on quotes are taken for letters,
        so that a page full of such tags costs two passes, not one for each.
        """
        markup, search, known = self.tree.markup, _TAG.search, _DOES.get
        last = markup.rfind(">")
        at = 0
        while (match := search(markup, at)) and (start := match.start()) < last:
            if match.lastindex == _UNCLOSED:
                search = _CARELESS_TAG.search
                continue
            if start > at and (self.pieces or not markup[at:start].isspace()):
                self.pieces.append((at, start, self.bits))
            if match.lastindex == _COMMENT:
                at = _comment_end(markup, start)
                continue
            at, closing, name = match.end(), match[1], match[2]
            does = known(name)
            if does is None:
                name = name.lower()
                does = known(name, _BLOCK)
            if does <= _PICTURE:
                if does != _NOTHING:
                    self._inline(does, match)
            elif does == _RAW and not closing:
                at = self._pass_raw(name, match)
            else:
                if self.pieces:
                    self._flush()
                if closing:
                    self._close(name)
                else:
                    self._open(name, does, match)
        self._finish(at, max(at, last))
        return self.tree

    def _finish(self, at: int, last: int) -> None:
        """The text behind the last tag, without a tag that the end of the page cuts off."""
        markup = self.tree.markup
        cut = _CUT_TAG.search(markup, last)
        end = cut.start() if cut else len(markup)
        if end > at and (self.pieces or not markup[at:end].isspace()):
            self.pieces.append((at, end, self.bits))
        self._flush()

    def _flush(self) -> None:
        if self.pieces:
            self.tree.runs.append(Run(self.stack[-1], self.pieces))
            self.pieces = []

    def _inline(self, does: int, match: re.Match[str]) -> None:
        closing = match[1]
        if does == _LINK:
            self.link_depth = 0 if closing else len(self.stack)
            self._set_bits()
        elif does == _STRONG:
            self.strong_depth = 0 if closing else len(self.stack)
            self._set_bits()
        elif does == _ITALIC:
            self.italic_depth = 0 if closing else len(self.stack)
            self._set_bits()
        elif does == _PICTURE:
            self.tree.pictures.append(match.start())
        elif does == _TIME:
            if not closing:
                self.tree.marks.append(Mark("time", match.start(), match.span(3)))
        elif self.pieces:
            if _is_second_break(self.tree.markup, self.pieces):
                self._flush()
            else:
                self.pieces.append((match.end(), match.end(), 0))

    def _set_bits(self) -> None:
        self.bits = (
            (LINKED if self.link_depth else 0)
            | (STRONG if self.strong_depth else 0)
            | (ITALIC if self.italic_depth else 0)
        )

    def _pass_raw(self, name: str, match: re.Match[str]) -> int:
        """Where a raw element ends; what stands in it is kept for those that speak of the page."""
        inside = match.end()
        stop, end = self.raw_ends.after(name, inside)
        if name in MARKED:
            self.tree.marks.append(Mark(name, match.start(), match.span(3), (inside, stop)))
        return end

    def _open(self, name: str, does: int, match: re.Match[str]) -> None:
        if name in MARKED:
            self.tree.marks.append(Mark(name, match.start(), match.span(3)))
        if does == _VOID or (name in SHELL and self.open.get(name)):
            return
        if name in ENDS_PARAGRAPH and self.open.get("p"):
            self._end_sibling(_PARAGRAPH, PARAGRAPH_BORDER)
        elif name in ENDS_SIBLING:
            self._end_sibling(*ENDS_SIBLING[name])
        if len(self.stack) < DEEPEST:
            parent = self.stack[-1]
            self.stack.append(Node(name, match.span(3), parent, parent.depth + 1))
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
        if self.italic_depth > len(self.stack):
            self.italic_depth = 0
        self._set_bits()


def _is_second_break(markup: str, pieces: Sequence[Piece]) -> bool:
    """A line break stands right before this one, or white space alone lies between the two."""
    start, end, _ = pieces[-1]
    if start == end:
        return True
    return len(pieces) > 1 and pieces[-2][0] == pieces[-2][1] and markup[start:end].isspace()


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
