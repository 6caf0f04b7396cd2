"""What can be seen of a passage of a marked-up page: numbers for the judge of blocks, the same in training and in use.

A passage is seen by itself (words, links, marks), by its line (the classifier of ``residue``), by where it hangs
(elements, class names, containers) and by its neighbours. Nothing is particular to a site or a language. All passages
of a page are seen at once, one column a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.containers import ANCESTORS, Containers, Place, regions
from onrecord.clean.letters import CAPITAL, COMMA, DIGIT, QUOTE, shares
from onrecord.clean.phrases import Phrases
from onrecord.clean.residue import evidence, is_byline, is_date
from onrecord.clean.sights import Sight
from onrecord.clean.told import Told
from onrecord.clean.tree import LINKED, STRONG

Matrix = NDArray[np.float64]
Column = NDArray[Any]

_TAGS = (
    "p", "li", "div", "td", "blockquote", "figcaption", "h1", "h2", "h3", "h4", "dd", "pre", "button", "section",
    "article", "center", "body", "footer", "aside", "header", "figure", "dt", "th", "form",
)  # fmt: skip
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")
_HEAD = 600
_SHORT = 60
_FAR = 30.0
_LEADING, _LEADING_WORDS = 4, 12

# fmt: off
_OWN = (
    "words", "characters", "linked", "strong", "sentences", "commas", "digits", "capitals", "stop", "prose",
    "first upper", "quotes", "word length", "lines", "colon", "italic", "begins linked", "begins strong", "ends linked",
)
_LINE = (
    "evidence", "edge evidence", "shape", "caption", "byline", "date", "related", "repeated", "title", "description",
    "told body", "no body told", "title overlap",
)
_HANGING = (
    "depth", "hidden", "articlebody", "in main", "main distance", "lead distance", "foreign", "parent prose share",
    "grand prose share", "parent prose", "grand prose", "parent linked", "grand linked", "parent passages",
    "signature share", "signature count", "parent words", "main passages",
)
_ORDER = (
    "index", "words before", "since title", "since first prose", "before last prose", "page words", "page passages",
    "since prose", "until prose", "same parent before", "same parent after", "same name before", "same name after",
    "pictures before", "pictures after",
)
_NEIGHBOUR = ("words", "linked", "prose", "in main", "evidence")
# fmt: on


def names() -> list[str]:
    """The names of the features, in their order."""
    near = [f"near {region}" for region in regions()]
    around = [f"around {region}" for region in regions()]
    tags = [f"tag {tag}" for tag in _TAGS]
    above = [f"in {tag}" for tag in ANCESTORS]
    beside = [f"{which} {name}" for which in ("1 before", "2 before", "1 after", "2 after") for name in _NEIGHBOUR]
    return [*_OWN, *_LINE, *_HANGING, *_ORDER, *near, *around, *tags, *above, *beside]


def features_of(sights: Sequence[Sight], containers: Containers, told: Told, phrases: Phrases) -> tuple[Column, Matrix]:
    """The passages that need a look, and one row of numbers for each of them, in the order of ``names``.

    Bare links and scraps far from the article are half of all passages and practically never part of it: no look.
    """
    page = _PageView(sights, containers, told)
    seen = np.flatnonzero(~page.far)
    looked = [sights[index] for index in seen.tolist()]
    lines = _of_line(looked, page, phrases)
    places = np.array([sight.place.number for sight in looked], dtype=np.intp)
    columns = (
        _of_text(looked, page, seen),
        lines,
        page.of_hanging(seen, places),
        page.of_order(seen),
        page.of_names(places),
        page.of_neighbours(seen, lines[:, 0]),
    )
    return seen, np.hstack(columns)


class _PageView:
    """All passages of a page in columns, and what is the same for all of them."""

    def __init__(self, sights: Sequence[Sight], containers: Containers, told: Told) -> None:
        self.sights, self.containers, self.told = sights, containers, told
        self.main = containers.main()
        main_distances = np.array(containers.distances(self.main), dtype=np.intp)
        self.at = np.array([sight.place.number for sight in sights], dtype=np.intp)
        self.main_distance = main_distances[self.at]
        self.own = np.array([sight.own for sight in sights], dtype=np.bool_)
        self.words = np.array([sight.words for sight in sights], dtype=np.float64)
        self.linked = np.array([sight.linked for sight in sights])
        self.prose = np.array([sight.prose for sight in sights], dtype=np.bool_)
        inside = np.flatnonzero(self.own & (self.main_distance == 0))
        self.first, self.last = (int(inside[0]), int(inside[-1])) if len(inside) else (0, len(sights) - 1)
        self.title = self._title_index()
        behind = (sight for sight in sights[self.title + 1 :] if sight.own and sight.words >= _LEADING_WORDS)
        lead = containers.common([sight.place for sight, _ in zip(behind, range(_LEADING), strict=False)])
        self.lead_distance = np.array(containers.distances(lead), dtype=np.intp)[self.at]
        self.far = self._is_far()

    def _title_index(self) -> int:
        """The passage that shows the title, else the one before the article."""
        titles, sights = self.told.titles, self.sights
        matching = [i for i, s in enumerate(sights) if s.letters in titles and s.place.node.tag in ("h1", "h2")]
        if not matching:
            matching = [i for i, s in enumerate(sights) if s.place.node.tag == "h1" and s.words > 2]
        if not matching:
            matching = [i for i, s in enumerate(sights) if s.letters in titles]
        return matching[0] if matching else max(0, self.first - 1)

    def _is_far(self) -> Column:
        """A bare link or a scrap, far from where the article begins."""
        links = (self.words <= 12) & (self.linked > 0.9)
        scraps = (self.words <= 5) & (self.lead_distance > 3) & (self.main_distance > 3)
        return np.where(links, self.lead_distance > 2, scraps)

    def of_hanging(self, seen: Column, places: Column) -> Matrix:
        """What the element around each passage and the two above it hold."""
        table, above = _of_places(self.containers.places)
        parents = above[places]
        grands = above[parents]
        parent, grand = table[parents], table[grands]
        total = max(1, self.containers.prose)
        of_signature: Counter[tuple[str, str, str]] = Counter()
        for sight in self.sights:
            of_signature[sight.signature] += sight.words if sight.own else 0
        counts = Counter(sight.signature for sight in self.sights)
        signatures = [self.sights[index].signature for index in seen]
        distance = self.main_distance[seen]
        own = table[places]
        return np.column_stack(
            (
                own[:, _DEPTH],
                own[:, _HIDDEN],
                own[:, _BODY],
                distance == 0,
                distance,
                self.lead_distance[seen],
                own[:, _FOREIGN],
                parent[:, _PROSE] / total,
                grand[:, _PROSE] / total,
                parent[:, _PROSE] / np.maximum(1, parent[:, _WORDS]),
                grand[:, _PROSE] / np.maximum(1, grand[:, _WORDS]),
                parent[:, _LINKED] / np.maximum(1, parent[:, _WORDS]),
                grand[:, _LINKED] / np.maximum(1, grand[:, _WORDS]),
                np.minimum(100, parent[:, _PASSAGES]),
                [of_signature[one] / total for one in signatures],
                [min(100, counts[one]) for one in signatures],
                np.minimum(5000, parent[:, _WORDS]),
                np.full(len(seen), self.main.passages if self.main else 0),
            )
        ).astype(np.float64)

    def of_order(self, seen: Column) -> Matrix:
        """Where each passage stands among the others."""
        count = len(self.sights)
        before = np.concatenate(([0.0], np.cumsum(self.words)))
        total = before[-1]
        since, until = _distances(self.own)
        starts = [sight.passage.stretches[0][2] for sight in self.sights]
        shown = self.containers.tree.pictures
        pictures = np.minimum(3, np.diff(np.searchsorted(shown, starts), prepend=0, append=len(shown)))
        parents = _alike([-1 if (p := s.place.parent) is None else p.number for s in self.sights])
        kinds: dict[tuple[str, str, str], int] = {}
        named = _alike([kinds.setdefault(sight.signature, len(kinds)) for sight in self.sights])
        return np.column_stack(
            (
                seen / count,
                before[seen] / max(1, total),
                np.clip(seen - self.title, -_FAR, _FAR),
                np.clip(seen - self.first, -_FAR, _FAR),
                np.clip(self.last - seen, -_FAR, _FAR),
                np.full(len(seen), min(20_000, total)),
                np.full(len(seen), min(1000, count)),
                since[seen],
                until[seen],
                parents[seen],
                parents[seen + 1],
                named[seen],
                named[seen + 1],
                pictures[seen],
                pictures[seen + 1],
            )
        ).astype(np.float64)

    def of_names(self, places: Column) -> Matrix:
        """Which regions names tell, near and anywhere around, the passage's element, and those around it."""
        found = [self.containers.places[number] for number in places]
        tags = np.array([_TAG_NUMBER.get(place.node.tag, -1) for place in found])
        return np.hstack(
            (
                _bits([place.near for place in found], len(regions())),
                _bits([place.around for place in found], len(regions())),
                tags[:, None] == np.arange(len(_TAGS)),
                _bits([place.tags for place in found], len(ANCESTORS)),
            )
        ).astype(np.float64)

    def of_neighbours(self, seen: Column, evidence: Column) -> Matrix:
        """What is seen of the two passages before and the two behind; nothing beyond the page's ends."""
        count = len(self.sights)
        brief = np.zeros((count + 4, len(_NEIGHBOUR)))
        page = brief[2:-2]
        page[:, 0] = np.minimum(400, self.words)
        page[:, 1] = self.linked
        page[:, 2] = self.prose
        page[:, 3] = self.main_distance == 0
        page[seen, 4] = evidence
        here = seen + 2
        return np.hstack([brief[here + step] for step in (-1, -2, 1, 2)])


_DEPTH, _HIDDEN, _BODY, _FOREIGN, _PROSE, _WORDS, _LINKED, _PASSAGES = range(8)


def _of_places(places: Sequence[Place]) -> tuple[Matrix, Column]:
    """The numbers of each place, and the place around each; the outermost is around itself."""
    rows = [(p.node.depth, p.hidden, p.articlebody, p.foreign, p.prose, p.words, p.linked, p.passages) for p in places]
    above = [place.number if place.parent is None else place.parent.number for place in places]
    return np.array(rows, dtype=np.float64), np.array(above, dtype=np.intp)


def _of_text(sights: Sequence[Sight], page: _PageView, seen: Column) -> Matrix:
    texts = [sight.passage.text for sight in sights]
    heads = [text[:_HEAD] for text in texts]
    sizes = np.array([len(head) for head in heads], dtype=np.float64)
    lengths = np.array([len(text) for text in texts], dtype=np.float64)
    kinds = shares(heads)
    words = page.words[seen]
    return np.column_stack(
        (
            np.minimum(400, words),
            np.minimum(2000, lengths),
            page.linked[seen],
            np.minimum(1, [sight.passage.strong for sight in sights] / lengths),
            [min(20, len(_SENTENCE.findall(head))) for head in heads],
            np.minimum(20, kinds[COMMA]),
            kinds[DIGIT] / sizes,
            kinds[CAPITAL] / sizes,
            [text[-1] in '.!?…”"»' for text in texts],
            page.prose[seen],
            [text[0].isupper() for text in texts],
            np.minimum(6, kinds[QUOTE]),
            sizes / np.maximum(1, np.minimum(words, 100)),
            [min(10, text.count("\n")) for text in texts],
            [text[-1] == ":" for text in texts],
            np.minimum(1, [sight.passage.italic for sight in sights] / lengths),
            [sight.passage.first & LINKED != 0 for sight in sights],
            [sight.passage.first & STRONG != 0 for sight in sights],
            [sight.passage.last & LINKED != 0 for sight in sights],
        )
    ).astype(np.float64)


def _of_line(sights: Sequence[Sight], page: _PageView, phrases: Phrases) -> Matrix:
    """What the classifier of lines says, and what the head of the page says of such words."""
    told = page.told
    repeated = Counter(sight.letters for sight in page.sights)
    titles = [frozenset(title.split()) for title in told.titles]
    any_title = frozenset().union(*titles)
    rows = []
    for sight in sights:
        line, letters, short = sight.line, sight.letters, sight.words <= _SHORT
        found = sight.findings(phrases)
        edge = found.edge if short else None
        plain = evidence(line, phrases, edge=False) if edge else None
        rows.append(
            (
                plain.score if plain else 0.0,
                edge.score if edge else 0.0,
                short and found.shape is not None,
                sight.credit(phrases) is not None,
                short and is_byline(line, phrases),
                short and is_date(line, phrases),
                short and found.related is not None,
                min(4, repeated[letters]),
                letters in told.titles,
                bool(told.description) and len(letters) > 20 and letters[:80] in told.description,
                bool(told.body) and sight.words >= 3 and letters[:120] in told.body,
                not told.body,
                _overlap(frozenset(line.words), titles) if short and not any_title.isdisjoint(line.words) else 0.0,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(sights), len(_LINE))


def _overlap(mine: frozenset[str], titles: Sequence[frozenset[str]]) -> float:
    """The largest share of words that it has in common with a title."""
    return max(len(mine & title) / max(len(mine), len(title)) for title in titles)


def _bits(masks: Sequence[int], count: int) -> Column:
    return np.array(masks, dtype=np.int64)[:, None] >> np.arange(count) & 1


def _alike(keys: Sequence[int]) -> Column:
    """At each place, and behind the last, whether the key there is that of the one before."""
    column = np.array(keys, dtype=np.intp)
    return np.concatenate(([False], column[1:] == column[:-1], [False]))


def _distances(flags: Column) -> tuple[Column, Column]:
    """For each position how far back and how far ahead the next other position with a flag is."""

    def back(flags: Column) -> Column:
        index = np.arange(len(flags))
        last = np.maximum.accumulate(np.where(flags, index, -len(flags) - _FAR))
        return np.minimum(_FAR, index - np.concatenate(([-len(flags) - _FAR], last[:-1])))

    return back(flags), back(flags[::-1])[::-1]
