"""Joining names that are alike: the sure pairs first, then those that something supports, then names that say less.

A name that says less than another ("J. Smith", "Bill Clinton", "NATO") is joined only where all that it may be could
be one: of two Smiths that it fits, none is taken, unless the office, the occasion or the company speaks for one alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.link.identity.clusters import Clusters
from onrecord.link.identity.mentions import Node
from onrecord.link.identity.namesakes import Verdict, compared
from onrecord.link.identity.sounds import Reading, gaps, readings
from onrecord.link.identity.spellings import body_words, fold, is_acronym, person_words, tokens
from onrecord.types import Basis, SpeakerKind

MOST_RIVALS = 8
"""A name that fits more others than this is joined by support alone."""
UNSUPPORTED = 0.75
"""What is left of a score where support is needed and missing."""
_SHORTEST_HEARD = 4
_GUESSED = 0.5


@dataclass(frozen=True, slots=True)
class _Edge:
    a: int
    b: int
    verdict: Verdict

    @property
    def rank(self) -> tuple[float, int, int]:
        return -self.verdict.score, self.a, self.b


def join_alike(clusters: Clusters, pairs: Iterable[tuple[int, int]]) -> None:
    """Join the numbered nodes of the pairs, and acronyms with the bodies that pages say they stand for."""
    nodes = clusters.nodes
    found = [_Edge(a, b, verdict) for a, b in pairs if (verdict := _compared(nodes[a], nodes[b])) is not None]
    found.sort(key=lambda edge: edge.rank)
    for edge in found:
        if not (edge.verdict.weak or edge.verdict.unsure):
            _join(clusters, edge)
    for edge in found:
        if edge.verdict.unsure and not edge.verdict.weak:
            _join_supported(clusters, edge)
    weak = [edge for edge in found if edge.verdict.weak]
    _join_weak(clusters, [*weak, *_acronyms(nodes)])
    _show_guesses(clusters)


def _compared(a: Node, b: Node) -> Verdict | None:
    """The best verdict over the names of two nodes."""
    if a.kind is not b.kind:
        return None
    if a.kind is not SpeakerKind.PERSON:
        return _compared_bodies(a, b)
    found = (compared(x, y) for x in a.names for y in b.names)
    return max((v for v in found if v is not None), key=_preference, default=None)


def _preference(verdict: Verdict) -> tuple[bool, bool, float, str, str]:
    return not verdict.unsure, not verdict.weak, verdict.score, verdict.rule, verdict.detail


def _compared_bodies(a: Node, b: Node) -> Verdict | None:
    found = (_compared_words(x, in_x, y, in_y) for x, in_x in a.written for y, in_y in b.written)
    return max((v for v in found if v is not None), key=_preference, default=None)


def _compared_words(x: str, in_x: str, y: str, in_y: str) -> Verdict | None:
    own, other = body_words(x, in_x), body_words(y, in_y)
    detail = " / ".join(sorted((x, y)))
    if sorted(own) == sorted(other):
        return Verdict("same name", detail, 0.99)
    if len(own) != len(other):
        return None
    letters = 0
    for one, two in zip(_kept(x, own), _kept(y, other), strict=True):
        if fold(one) != fold(two) and not _sound_alike(readings(one, in_x), readings(two, in_y)):
            return None
        letters += len(one)
    if letters < _SHORTEST_HEARD:
        return None
    return Verdict("sounds the same", detail, 0.9, unsure=in_x == in_y and len(own) < 2)


def _kept(name: str, kept: Collection[str]) -> list[str]:
    """The words of a name that are kept for comparing, in small letters with their marks."""
    return [word.casefold() for word in tokens(name) if fold(word) in kept][: len(kept)]


def _sound_alike(a: Sequence[Reading], b: Sequence[Reading]) -> bool:
    return any(gaps(x, y) == 0 for x in a for y in b)


def _basis(verdict: Verdict, support: str = "") -> Basis:
    return Basis(verdict.rule, f"{verdict.detail}; {support}" if support else verdict.detail, verdict.score)


def _join(clusters: Clusters, edge: _Edge, support: str = "") -> None:
    same_page = edge.verdict.rule == _ACRONYM or _same_words(clusters.nodes[edge.a], clusters.nodes[edge.b])
    clusters.join(edge.a, edge.b, _basis(edge.verdict, support), same_page=same_page)


def _same_words(a: Node, b: Node) -> bool:
    """Are the names the same but for titles, articles and the like? Then a page may use both for one speaker."""
    read = person_words if a.kind is SpeakerKind.PERSON else body_words
    own, other = ({read(name, language) for name, language in node.written} for node in (a, b))
    return not own.isdisjoint(other)


def _join_supported(clusters: Clusters, edge: _Edge) -> None:
    if clusters.root(edge.a) == clusters.root(edge.b):
        return
    against = clusters.against(edge.a, edge.b)
    support = clusters.support(edge.a, edge.b)
    if support and against is None:
        _join(clusters, edge, support)
    else:
        _leave(clusters, edge, against or Basis("needs support", "neither office, occasion nor company is shared"))


def _leave(clusters: Clusters, edge: _Edge, against: Basis) -> None:
    verdict = edge.verdict
    score = round(verdict.score * UNSUPPORTED, 2)
    clusters.refuse(edge.a, edge.b, Basis(verdict.rule, verdict.detail, score), against)


def _join_weak(clusters: Clusters, edges: Iterable[_Edge]) -> None:
    rivals = _Rivals(clusters, sorted(edges, key=lambda edge: edge.rank))
    decided = [(edge, *rivals.decide(edge)) for edge in rivals.edges]
    for edge, support, against in decided:
        if against is None:
            _join(clusters, edge, support)
        elif clusters.root(edge.a) != clusters.root(edge.b):
            _leave(clusters, edge, against)


class _Rivals:
    """What each cluster may be, among the weak edges against which nothing stands."""

    def __init__(self, clusters: Clusters, edges: Sequence[_Edge]) -> None:
        self._clusters = clusters
        self._near: defaultdict[int, set[int]] = defaultdict(set)
        self._support: dict[tuple[int, int], str] = {}
        self.edges: list[_Edge] = []
        for edge in edges:
            a, b = clusters.root(edge.a), clusters.root(edge.b)
            if a == b:
                continue
            against = clusters.against(a, b, same_page=edge.verdict.rule == _ACRONYM)
            if against is not None:
                _leave(clusters, edge, against)
                continue
            self.edges.append(edge)
            self._near[a].add(b)
            self._near[b].add(a)

    def decide(self, edge: _Edge) -> tuple[str, Basis | None]:
        """What supports the join, and what stands against it."""
        a, b = self._clusters.root(edge.a), self._clusters.root(edge.b)
        for one, other in ((a, b), (b, a)):
            rivals = self._near[one]
            if not (self._could_be_one(rivals) or self._chosen(one, other, rivals)):
                return "", Basis("may be several people's", ", ".join(self._names(rivals)))
        support = self._supported(a, b) if edge.verdict.unsure else self._support.get((min(a, b), max(a, b)), "")
        if edge.verdict.unsure and not support:
            return "", Basis("needs support", "neither office, occasion nor company is shared")
        return support, None

    def _could_be_one(self, roots: Collection[int]) -> bool:
        if len(roots) > MOST_RIVALS:
            return False
        told = sorted(roots)
        return all(
            b in self._near[a] and self._clusters.against(a, b) is None
            for k, a in enumerate(told)
            for b in told[k + 1 :]
        )

    def _chosen(self, one: int, other: int, rivals: Collection[int]) -> bool:
        """Does something speak for this one alone of all that the name may be?"""
        if len(rivals) > MOST_RIVALS or not self._supported(one, other):
            return False
        return self._could_be_one([rival for rival in rivals if self._supported(one, rival)])

    def _supported(self, a: int, b: int) -> str:
        pair = (min(a, b), max(a, b))
        if pair not in self._support:
            self._support[pair] = self._clusters.support(a, b)
        return self._support[pair]

    def _names(self, roots: Iterable[int]) -> list[str]:
        return sorted(self._clusters.nodes[min(self._clusters.of(root).members)].key for root in roots)[:3]


_ACRONYM = "acronym that a page tells"


def _acronyms(nodes: Sequence[Node]) -> Iterator[_Edge]:
    """Bodies and their acronyms, where a page has the one as an alias of the other."""
    short, long = _bodies(nodes)
    for node in nodes:
        if node.kind is SpeakerKind.PERSON or node.local:
            continue
        forms = sorted({name for name, _ in node.written} | node.aliases)
        languages = sorted({language for _, language in node.written})
        for acronym in (form for form in forms if is_acronym(form)):
            for form in (form for form in forms if len(tokens(form)) > 1):
                ends = {
                    (a, b)
                    for language in languages
                    for a in short.get((node.kind, fold("".join(tokens(acronym)))), ())
                    for b in long.get((node.kind, " ".join(body_words(form, language))), ())
                }
                for a, b in sorted(ends):
                    yield _Edge(min(a, b), max(a, b), Verdict(_ACRONYM, f"{acronym}: {form}", 0.95, weak=True))


def _bodies(
    nodes: Sequence[Node],
) -> tuple[dict[tuple[SpeakerKind, str], list[int]], dict[tuple[SpeakerKind, str], list[int]]]:
    """The numbers of bodies named by an acronym, and of those with a longer name, by that name."""
    short: defaultdict[tuple[SpeakerKind, str], list[int]] = defaultdict(list)
    long: defaultdict[tuple[SpeakerKind, str], list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if node.kind is SpeakerKind.PERSON or node.local:
            continue
        for name, language in sorted(node.written):
            if is_acronym(name):
                short[node.kind, fold("".join(tokens(name)))].append(number)
            elif len(tokens(name)) > 1:
                long[node.kind, " ".join(body_words(name, language))].append(number)
    return dict(short), dict(long)


def _show_guesses(clusters: Clusters) -> None:
    """For people to say: an acronym with the one body whose words begin so, and one name under two kinds."""
    short, long = _bodies(clusters.nodes)
    begun: defaultdict[tuple[SpeakerKind, str], list[int]] = defaultdict(list)
    for (kind, name), numbers in sorted(long.items()):
        begun[kind, "".join(word[0] for word in name.split())].extend(numbers)
    for key, numbers in sorted(short.items()):
        roots = {clusters.root(number): number for number in begun.get(key, ())}
        if len(roots) == 1:
            (other,) = roots.values()
            if clusters.root(numbers[0]) != clusters.root(other):
                basis = Basis("first letters", f"{key[1]}: {clusters.nodes[other].key}", _GUESSED)
                clusters.refuse(
                    numbers[0], other, basis, Basis("needs support", "no page tells what the letters stand for")
                )
    same: defaultdict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(clusters.nodes):
        if not node.local:
            same[node.key.partition(":")[2]].append(number)
    for numbers in same.values():
        for other in numbers[1:]:
            if clusters.nodes[numbers[0]].kind is not clusters.nodes[other].kind:
                against = Basis("another kind", clusters.nodes[other].kind.value)
                clusters.refuse(numbers[0], other, Basis("same name", clusters.nodes[other].key, 0.7), against)
