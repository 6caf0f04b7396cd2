"""What can be seen of a passage of a marked-up page: numbers for the judge of blocks, the same in training and in use.

A passage is seen by itself (words, links, marks), by its line (the classifier of ``residue``), by where it hangs
(elements, class names, containers) and by its neighbours. Nothing is particular to a site or a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.containers import ANCESTORS, Containers, Place, regions
from onrecord.clean.phrases import Phrases
from onrecord.clean.residue import Line, caption, evidence, is_byline, is_date, is_prose, line_of, related, shape
from onrecord.clean.told import Told
from onrecord.clean.tree import Tree
from onrecord.clean.visible import Passage

_TAGS = (
    "p", "li", "div", "td", "blockquote", "figcaption", "h1", "h2", "h3", "h4", "dd", "pre", "button", "section",
    "article", "center", "body", "footer", "aside", "header", "figure", "dt", "th", "form",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")
_QUOTES = re.compile(r"[\"“”„«»]")
_FAR = 30.0


@dataclass(slots=True)
class Sight:
    """One passage under judgement."""

    passage: Passage
    line: Line
    place: Place
    words: int
    linked: float
    prose: bool
    letters: str
    signature: tuple[str, str, str]
    own: bool = False


def sights_of(tree: Tree, passages: Sequence[Passage]) -> tuple[list[Sight], Containers]:
    """Every passage made ready for seeing, and the containers counted."""
    containers = Containers(tree)
    sights: list[Sight] = []
    for passage in passages:
        line = line_of(passage.text)
        words = len(line.words) if len(line.text) < 400 else passage.text.count(" ") + 1
        linked = min(1.0, passage.linked / len(passage.text))
        prose = linked < 0.5 and words >= 8 and is_prose(line)
        place = containers.place_of(passage.node)
        signature = (place.node.tag, place.names, place.parent.names if place.parent else "")
        sights.append(Sight(passage, line, place, words, linked, prose, line.joined.strip(), signature))
        containers.count(place, words, int(words * linked))
    containers.settle()
    trusted = any(sight.prose and not sight.place.foreign for sight in sights)
    for sight in sights:
        sight.own = sight.prose and not (trusted and sight.place.foreign)
        if sight.own:
            containers.count_prose(sight.place, sight.words)
    return sights, containers


# fmt: off
_OWN = (
    "words", "characters", "linked", "strong", "sentences", "commas", "digits", "capitals", "stop", "prose",
    "first upper", "quotes", "word length", "lines", "colon",
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


def features_of(
    sights: Sequence[Sight], containers: Containers, told: Told, phrases: Phrases
) -> list[list[float] | None]:
    """One row of numbers for each passage, in the order of ``names``; None where no look is needed.

    Bare links and scraps far from the article are half of all passages and practically never part of it.
    """
    page = _PageView(sights, containers, told, phrases)
    own = [None if page.is_far(sight) else page.seen(index) for index, sight in enumerate(sights)]
    briefs = [page.brief(sight, row) for sight, row in zip(sights, own, strict=True)]
    empty = [0.0] * len(_NEIGHBOUR)
    rows: list[list[float] | None] = []
    for index, row in enumerate(own):
        if row is None:
            rows.append(None)
            continue
        for other in (index - 1, index - 2, index + 1, index + 2):
            row += briefs[other] if 0 <= other < len(briefs) else empty
        rows.append(row)
    return rows


class _PageView:
    """What is the same for all passages of a page."""

    def __init__(self, sights: Sequence[Sight], containers: Containers, told: Told, phrases: Phrases) -> None:
        self.sights, self.containers, self.told, self.phrases = sights, containers, told, phrases
        self.main = containers.main()
        self.main_path: set[int] = set()
        at = self.main
        while at is not None:
            self.main_path.add(id(at))
            at = at.parent
        self.distances: dict[tuple[int, bool], int] = {}
        self.lead: Place | None = None
        self.lead_path: set[int] = set()
        self.repeated = Counter(sight.letters for sight in sights)
        self.signatures: Counter[tuple[str, str, str]] = Counter()
        self.counts = Counter(sight.signature for sight in sights)
        for sight in sights:
            self.signatures[sight.signature] += sight.words if sight.own else 0
        inside = [i for i, sight in enumerate(sights) if sight.own and self._distance(sight.place, lead=False) == 0]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, len(sights) - 1)
        self.title = self._title_index()
        leading = [sight.place for sight in sights[self.title + 1 :] if sight.own and sight.words >= 12][:4]
        self.lead = containers.common(leading)
        at = self.lead
        while at is not None:
            self.lead_path.add(id(at))
            at = at.parent
        self.before = [0]
        for sight in sights:
            self.before.append(self.before[-1] + sight.words)
        self.since, self.until = _distances([sight.own for sight in sights])
        self.title_words = [frozenset(title.split()) for title in told.titles]
        self.tag_cache: dict[int, list[float]] = {}

    def _distance(self, place: Place, *, lead: bool) -> int:
        """How many elements lie between a central one and the nearest that holds both it and the place."""
        known = self.distances.get((id(place), lead))
        if known is None:
            centre, path = (self.lead, self.lead_path) if lead else (self.main, self.main_path)
            at: Place | None = place
            while at is not None and id(at) not in path:
                at = at.parent
            known = 20 if at is None or centre is None else centre.node.depth - at.node.depth
            self.distances[id(place), lead] = known
        return known

    def _title_index(self) -> int:
        titles = self.told.titles
        matching = [i for i, s in enumerate(self.sights) if s.letters in titles and s.place.node.tag in ("h1", "h2")]
        if not matching:
            matching = [i for i, s in enumerate(self.sights) if s.place.node.tag == "h1" and s.words > 2]
        if not matching:
            matching = [i for i, s in enumerate(self.sights) if s.letters in titles]
        return matching[0] if matching else max(0, self.first - 1)

    def is_far(self, sight: Sight) -> bool:
        """A bare link or a scrap, far from where the article begins."""
        lead = self._distance(sight.place, lead=True)
        if sight.words <= 12 and sight.linked > 0.9:
            return lead > 2
        return sight.words <= 5 and lead > 3 and self._distance(sight.place, lead=False) > 3

    def brief(self, sight: Sight, row: list[float] | None) -> list[float]:
        """What a neighbour sees of a passage."""
        inside = float(self._distance(sight.place, lead=False) == 0)
        return [float(min(400, sight.words)), sight.linked, float(sight.prose), inside, row[len(_OWN)] if row else 0.0]

    def seen(self, index: int) -> list[float]:
        """The numbers of one passage, its neighbours aside."""
        sight = self.sights[index]
        by_place = [*self._of_hanging(sight), *self._of_order(index), *self._of_tags(sight.place)]
        return [*_of_text(sight), *self._of_line(sight), *by_place]

    def _of_line(self, sight: Sight) -> list[float]:
        line, phrases, told = sight.line, self.phrases, self.told
        short = sight.words <= 60
        edge = evidence(line, phrases, edge=True) if short else None
        plain = evidence(line, phrases, edge=False) if edge else None
        body = bool(told.body) and sight.words >= 3 and sight.letters[:120] in told.body
        mine = frozenset(sight.letters.split())
        shares = (len(mine & title) / max(len(mine), len(title), 1) for title in self.title_words)
        overlap = max(shares, default=0.0) if short else 0.0
        return [
            plain.score if plain else 0.0,
            edge.score if edge else 0.0,
            float(short and shape(line, phrases) is not None),
            float(caption(line, phrases) is not None),
            float(short and is_byline(line, phrases)),
            float(short and is_date(line, phrases)),
            float(short and related(line, phrases) is not None),
            float(min(4, self.repeated[sight.letters])),
            float(sight.letters in told.titles),
            float(bool(told.description) and len(sight.letters) > 20 and sight.letters[:80] in told.description),
            float(body),
            float(not told.body),
            overlap,
        ]

    def _of_hanging(self, sight: Sight) -> list[float]:
        place = sight.place
        parent = place.parent or place
        grand = parent.parent or parent
        total = max(1, self.containers.prose)
        distance = self._distance(place, lead=False)
        lead = self._distance(place, lead=True)
        return [
            float(place.node.depth),
            float(place.hidden),
            float(place.articlebody),
            float(distance == 0),
            float(distance),
            float(lead),
            float(place.foreign),
            parent.prose / total,
            grand.prose / total,
            parent.prose / max(1, parent.words),
            grand.prose / max(1, grand.words),
            parent.linked / max(1, parent.words),
            grand.linked / max(1, grand.words),
            float(min(100, parent.passages)),
            self.signatures[sight.signature] / total,
            float(min(100, self.counts[sight.signature])),
            float(min(5000, parent.words)),
            float(self.main.passages if self.main else 0),
        ]

    def _of_order(self, index: int) -> list[float]:
        sights = self.sights
        sight = sights[index]
        count = len(sights)
        before = sights[index - 1] if index else None
        after = sights[index + 1] if index + 1 < count else None
        return [
            index / count,
            self.before[index] / max(1, self.before[-1]),
            _clip(index - self.title),
            _clip(index - self.first),
            _clip(self.last - index),
            float(min(20_000, self.before[-1])),
            float(min(1000, count)),
            self.since[index],
            self.until[index],
            float(before is not None and before.place.parent is sight.place.parent),
            float(after is not None and after.place.parent is sight.place.parent),
            float(before is not None and before.signature == sight.signature),
            float(after is not None and after.signature == sight.signature),
        ]

    def _of_tags(self, place: Place) -> list[float]:
        known = self.tag_cache.get(id(place))
        if known is None:
            count = len(regions())
            known = [float(place.near >> bit & 1) for bit in range(count)]
            known += [float(place.around >> bit & 1) for bit in range(count)]
            known += [float(place.node.tag == tag) for tag in _TAGS]
            known += [float(place.tags >> bit & 1) for bit in range(len(ANCESTORS))]
            self.tag_cache[id(place)] = known
        return known


def _of_text(sight: Sight) -> list[float]:
    text = sight.passage.text
    head = text[:600]
    size = len(head)
    return [
        float(min(400, sight.words)),
        float(min(2000, len(text))),
        sight.linked,
        min(1.0, sight.passage.strong / len(text)),
        float(min(20, len(_SENTENCE.findall(head)))),
        float(min(20, head.count(","))),
        sum(map(str.isdigit, head)) / size,
        sum(map(str.isupper, head)) / size,
        float(text[-1] in '.!?…”"»'),
        float(sight.prose),
        float(text[0].isupper()),
        float(min(6, len(_QUOTES.findall(head)))),
        size / max(1, min(sight.words, 100)),
        float(min(10, text.count("\n"))),
        float(text[-1] == ":"),
    ]


def _clip(number: int) -> float:
    return max(-_FAR, min(_FAR, float(number)))


def _distances(flags: Sequence[bool]) -> tuple[list[float], list[float]]:
    """For each position how far back and how far ahead the next other position with a flag is."""

    def run(order: Sequence[int]) -> dict[int, float]:
        distance, found = _FAR, {}
        for index in order:
            found[index] = distance
            distance = 1.0 if flags[index] else min(_FAR, distance + 1)
        return found

    count = len(flags)
    back, ahead = run(range(count)), run(range(count - 1, -1, -1))
    return [back[i] for i in range(count)], [ahead[i] for i in range(count)]
