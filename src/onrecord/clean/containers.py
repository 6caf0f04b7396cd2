"""Where passages hang: what the elements around them are called, and which element holds most of the page's prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.clean.elements import SHELL
from onrecord.clean.tree import Node, Tree, attributes_in
from onrecord.words import facts

ANCESTORS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "ol", "blockquote", "li",
    "noscript", "button", "dl", "section", "select", "p", "figcaption", "h1", "h2", "h3", "td",
)  # fmt: skip
"""The elements whose presence around a passage is seen."""

_TAG_BIT = {tag: 1 << index for index, tag in enumerate(ANCESTORS)}
_FOREIGN_TAGS = frozenset(("aside", "nav", "footer", "form", "noscript", "select", "button"))
_FOREIGN_REGIONS = ("comment", "notice", "signup", "ad", "footer")
_WRAPPER = 0.7
_SHORT = 6
_TOKEN = re.compile(r"[a-z0-9]+")
_NEAR = 3
_MOST = 0.55


@cache
def regions() -> tuple[str, ...]:
    """The kinds of region that class names tell, in the order of their bits."""
    return tuple(facts("regions"))


def _mask(names: str) -> int:
    """The regions that class names and ids tell, as bits."""
    mask = 0
    for name in names.split():
        mask |= _mask_of_name(name)
    return mask


@lru_cache(maxsize=1 << 15)
def _mask_of_name(name: str) -> int:
    """The regions that one name tells; short parts of names count only as whole words."""
    table: Mapping[str, Sequence[str]] = facts("regions")
    tokens = frozenset(_TOKEN.findall(name))
    mask = 0
    for bit, parts in enumerate(table.values()):
        for part in parts:
            if part in name and (len(part) >= _SHORT or part in tokens):
                mask |= 1 << bit
                break
    return mask


@cache
def _foreign() -> int:
    return sum(1 << bit for bit, region in enumerate(regions()) if region in _FOREIGN_REGIONS)


@dataclass(slots=True)
class Place:
    """One element: the regions told by its own name, by its nearer and by all names around it, and what it holds."""

    node: Node
    parent: Place | None
    names: str
    own: int
    near: int
    around: int
    tags: int
    hidden: bool
    articlebody: bool
    words: int = 0
    prose: int = 0
    linked: int = 0
    passages: int = 0
    foreign: bool = False


class Containers:
    """The places of all passages of one page, with what each container holds."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.known: dict[int, Place] = {}
        self.prose = 0
        self.words = 0

    def place_of(self, node: Node) -> Place:
        """The place of an element, made on first sight, its ancestors first."""
        missing: list[Node] = []
        at: Node | None = node
        while at is not None and id(at) not in self.known:
            missing.append(at)
            at = at.parent
        place = self.known[id(at)] if at is not None else None
        for each in reversed(missing):
            place = self._made(each, place)
            self.known[id(each)] = place
        return self.known[id(node)]

    def _made(self, node: Node, parent: Place | None) -> Place:
        low, high = node.attributes
        raw = self.tree.markup[low:high] if 0 < high - low < 4000 else ""
        names, hidden, articlebody = _told(raw)
        own = _mask(names) if names and node.tag not in SHELL else 0
        near, step = own, parent
        for _ in range(_NEAR - 1):
            if step is None:
                break
            near, step = near | step.own, step.parent
        tag = _TAG_BIT.get(node.tag, 0)
        if parent is None:
            return Place(node, None, names, own, near, own, tag, hidden, articlebody)
        return Place(
            node,
            parent,
            names,
            own,
            near,
            parent.around | own,
            parent.tags | tag,
            parent.hidden or hidden,
            parent.articlebody or articlebody,
        )

    def count(self, place: Place, words: int, linked: int) -> None:
        """Adds a passage to all the containers around it."""
        self.words += words
        at: Place | None = place
        while at is not None:
            at.passages += 1
            at.words += words
            at.linked += linked
            at = at.parent

    def settle(self) -> None:
        """Decides, after all is counted, which containers are not the article's, by their elements and names.

        One that holds nearly all of the page is a wrapper, whatever it is called.
        """
        for place in self.known.values():  # parents come before their children
            told = place.hidden or place.node.tag in _FOREIGN_TAGS or bool(place.own & _foreign())
            inherited = place.parent is not None and place.parent.foreign
            place.foreign = inherited or (told and place.words < _WRAPPER * self.words)

    def count_prose(self, place: Place, words: int) -> None:
        """Adds the words of running text to all the containers around them."""
        self.prose += words
        at: Place | None = place
        while at is not None:
            at.prose += words
            at = at.parent

    def main(self) -> Place | None:
        """The innermost element that holds most of the page's prose."""
        best: Place | None = None
        for place in self.known.values():
            if place.prose > _MOST * self.prose and (best is None or place.node.depth > best.node.depth):
                best = place
        return best

    def common(self, places: Sequence[Place]) -> Place | None:
        """The innermost element that holds all of these places."""
        best: Place | None = places[0] if places else None
        for place in places[1:]:
            path = set()
            at: Place | None = place
            while at is not None:
                path.add(id(at))
                at = at.parent
            while best is not None and id(best) not in path:
                best = best.parent
        return best


@lru_cache(maxsize=4096)
def _told(raw: str) -> tuple[str, bool, bool]:
    """What attributes tell: class names and id in lower case, whether hidden, whether marked as an article's body."""
    if not raw:
        return "", False, False
    attributes = attributes_in(raw)
    names = " ".join((attributes.get("class", ""), attributes.get("id", ""))).lower().strip()
    style = attributes.get("style", "").replace(" ", "").lower()
    hidden = "display:none" in style or "visibility:hidden" in style or "hidden" in attributes
    hidden = hidden or attributes.get("aria-hidden") == "true"
    marked = "articlebody" in f"{attributes.get('itemprop', '')} {attributes.get('property', '')}".lower()
    extra = f"{attributes.get('role', '')} {attributes.get('data-component', '')}".lower()
    return f"{names} {extra}".strip(), hidden, marked
