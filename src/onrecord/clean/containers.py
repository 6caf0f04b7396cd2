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
_REASONS = {
    "comment": "comment",
    "signup": "newsletter",
    "ad": "advertisement",
    "social": "sharing",
    "related": "related",
    "navigation": "navigation",
    "notice": "notice",
    "author": "byline",
    "footer": "footer",
    "meta": "page data",
    "sidebar": "sidebar",
    "hidden": "hidden",
}
_REASON_OF_TAG = {
    "nav": "navigation",
    "footer": "footer",
    "select": "navigation",
    "button": "navigation",
    "form": "form",
}
_WRAPPER = 0.7
_SHORT = 6
_TOKEN = re.compile(r"[a-z0-9]+")
_NEAR = 3
_MOST = 0.55
_LONGEST_TAG = 4000
_NOWHERE = 20


@cache
def regions() -> tuple[str, ...]:
    """The kinds of region that class names tell, in the order of their bits."""
    return tuple(facts("regions"))


@cache
def _parts() -> tuple[Mapping[str, int], Mapping[str, tuple[tuple[str, int], ...]]]:
    """The telling parts of names with their regions as bits: short ones, and longer ones under their first letters."""
    short: dict[str, int] = {}
    long: dict[str, tuple[tuple[str, int], ...]] = {}
    for bit, parts in enumerate(facts("regions").values()):
        for part in parts:
            if len(part) < _SHORT:
                short[part] = short.get(part, 0) | 1 << bit
            else:
                long[part[:_SHORT]] = (*long.get(part[:_SHORT], ()), (part, 1 << bit))
    return short, long


def _mask(names: str) -> int:
    """The regions that class names and ids tell, as bits."""
    mask = 0
    for name in names.split():
        mask |= _mask_of_name(name)
    return mask


@lru_cache(maxsize=1 << 15)
def _mask_of_name(name: str) -> int:
    """The regions that one name tells; short parts of names count only as whole words."""
    short, long = _parts()
    mask = 0
    for token in _TOKEN.findall(name):
        mask |= short.get(token, 0)
    for at in range(len(name) - _SHORT + 1):
        for part, bit in long.get(name[at : at + _SHORT], ()):
            if name.startswith(part, at):
                mask |= bit
    return mask


@cache
def _foreign() -> int:
    return sum(1 << bit for bit, region in enumerate(regions()) if region in _FOREIGN_REGIONS)


@lru_cache(maxsize=1024)
def _reason_of_mask(mask: int) -> str | None:
    return next(
        (_REASONS[region] for bit, region in enumerate(regions()) if mask >> bit & 1 and region in _REASONS), None
    )


@dataclass(slots=True, eq=False)
class Place:
    """One element: the regions told by its own name, by its nearer and by all names around it, and what it holds.

    ``region`` is the reason to leave out what stands here that the nearest telling name or element gives.
    """

    number: int
    node: Node
    parent: Place | None
    names: str
    own: int
    near: int
    around: int
    tags: int
    hidden: bool
    articlebody: bool
    region: str | None
    words: int = 0
    prose: int = 0
    linked: int = 0
    passages: int = 0
    foreign: bool = False


class Containers:
    """The places of all passages of one page, each behind its parent, with what each container holds."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places: list[Place] = []
        self._known: dict[int, Place] = {}
        self.prose = 0
        self.words = 0

    def place_of(self, node: Node) -> Place:
        """The place of an element, made on first sight, its ancestors first."""
        place = self._known.get(id(node))
        if place is not None:
            return place
        missing: list[Node] = []
        at: Node | None = node
        while at is not None and (place := self._known.get(id(at))) is None:
            missing.append(at)
            at = at.parent
        for each in reversed(missing):
            place = self._known[id(each)] = self._made(each, place)
        return self._known[id(node)]

    def _made(self, node: Node, parent: Place | None) -> Place:
        low, high = node.attributes
        names, own, hidden, articlebody = _told(self.tree.markup[low:high]) if 0 < high - low < _LONGEST_TAG else _MUTE
        if node.tag in SHELL:
            own = 0
        near, step = own, parent
        for _ in range(_NEAR - 1):
            if step is None:
                break
            near, step = near | step.own, step.parent
        region = _REASON_OF_TAG.get(node.tag) or (_reason_of_mask(own) if own else None)
        around, tags = own, _TAG_BIT.get(node.tag, 0)
        if parent is not None:
            around, tags = around | parent.around, tags | parent.tags
            hidden, articlebody = hidden or parent.hidden, articlebody or parent.articlebody
            region = region or parent.region
        place = Place(len(self.places), node, parent, names, own, near, around, tags, hidden, articlebody, region)
        self.places.append(place)
        return place

    def settle(self) -> None:
        """Sums up what was counted at each place, and decides which containers are not the article's.

        Their elements and names tell; one that holds nearly all of the page is a wrapper, whatever it is called.
        """
        for place in reversed(self.places):
            above = place.parent
            if above is None:
                self.words = place.words
                continue
            above.words += place.words
            above.linked += place.linked
            above.passages += place.passages
        foreign = _foreign()
        for place in self.places:
            told = place.hidden or place.node.tag in _FOREIGN_TAGS or bool(place.own & foreign)
            inherited = place.parent is not None and place.parent.foreign
            place.foreign = inherited or (told and place.words < _WRAPPER * self.words)

    def settle_prose(self) -> None:
        """Sums up the words of running text."""
        for place in reversed(self.places):
            if place.parent is None:
                self.prose = place.prose
            else:
                place.parent.prose += place.prose

    def main(self) -> Place | None:
        """The innermost element that holds most of the page's prose."""
        best: Place | None = None
        for place in self.places:
            if place.prose > _MOST * self.prose and (best is None or place.node.depth > best.node.depth):
                best = place
        return best

    def distances(self, centre: Place | None) -> list[int]:
        """For each place how many elements lie between a central one and the nearest that holds both of them."""
        if centre is None:
            return [_NOWHERE] * len(self.places)
        path = set()
        at: Place | None = centre
        while at is not None:
            path.add(at.number)
            at = at.parent
        deepest = centre.node.depth
        found: list[int] = []
        for place in self.places:
            if place.number in path or place.parent is None:
                found.append(deepest - place.node.depth)
            else:
                found.append(found[place.parent.number])
        return found

    def common(self, places: Sequence[Place]) -> Place | None:
        """The innermost element that holds all of these places."""
        best: Place | None = places[0] if places else None
        for place in places[1:]:
            path = set()
            at: Place | None = place
            while at is not None:
                path.add(at.number)
                at = at.parent
            while best is not None and best.number not in path:
                best = best.parent
        return best


_MUTE = ("", 0, False, False)


@lru_cache(maxsize=4096)
def _told(raw: str) -> tuple[str, int, bool, bool]:
    """What attributes tell: class names and id in lower case, their regions, whether hidden, whether an article's body.

    Limit: the attributes of a tag longer than ``_LONGEST_TAG`` characters are not read.
    """
    attributes = attributes_in(raw)
    names = " ".join((attributes.get("class", ""), attributes.get("id", ""))).lower().strip()
    style = attributes.get("style", "").replace(" ", "").lower()
    hidden = "display:none" in style or "visibility:hidden" in style or "hidden" in attributes
    hidden = hidden or attributes.get("aria-hidden") == "true"
    marked = "articlebody" in f"{attributes.get('itemprop', '')} {attributes.get('property', '')}".lower()
    extra = f"{attributes.get('role', '')} {attributes.get('data-component', '')}".lower()
    names = f"{names} {extra}".strip()
    return names, _mask(names), hidden, marked
