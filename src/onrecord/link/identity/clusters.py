"""Names brought together one join at a time, each join asked whether anything stands against it.

A cluster carries what its members must not meet: the pages on which they stand as speakers of their own, their given
names, their sex, and the names that people judged to be others'. A wrong join would let these poison later ones, so
the surest joins come first and every later one is asked about all members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.link.identity.judgements import Judgement
from onrecord.link.identity.mentions import Node, Role
from onrecord.link.identity.namesakes import given_clash
from onrecord.link.identity.spellings import PersonName, fold, given_names
from onrecord.link.identity.support import MOST_PAGES, office, same_office, shared_company
from onrecord.types import Basis, SpeakerKind

MOST_ASKED = 12
"""Names of each cluster that are asked about a clash."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two keys that are one speaker's, and why."""

    left: str
    right: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two keys that were nearly joined: what spoke for it, and what stood against it.

    ``open`` says that a person could settle it: nothing that was judged or is certain stands against it.
    """

    left: str
    right: str
    basis: Basis
    against: Basis
    open: bool = True


@dataclass(slots=True)
class Cluster:
    """What its members are known by."""

    members: list[int]
    kinds: set[SpeakerKind]
    keys: set[str]
    pages: set[str]
    names: set[PersonName]
    roles: set[Role]
    occasions: set[str]
    apart: set[str]
    bare: bool

    @property
    def sexes(self) -> frozenset[str]:
        """Of titles and roles."""
        told = {name.sex for name in self.names} | {office(role.text, role.language).sex for role in self.roles}
        return frozenset(told - {""})

    @property
    def given_sexes(self) -> frozenset[str]:
        """Of given names in the tables."""
        told = {given_names(n.language).get(fold(n.words[0]), "") for n in self.names if n.full}
        return frozenset(told - {""})


class Clusters:
    """A forest over the nodes; ``joins`` and ``refusals`` tell what was done and what was not."""

    def __init__(self, nodes: Sequence[Node], judgements: Iterable[Judgement]) -> None:
        self.nodes = nodes
        self.joins: list[Join] = []
        self.refusals: dict[tuple[str, str], Refusal] = {}
        self._different: dict[tuple[str, str], Judgement] = {}
        apart: defaultdict[str, set[str]] = defaultdict(set)
        for judgement in judgements:
            if not judgement.same:
                for one, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
                    apart[one].add(other)
                    self._different[one, other] = judgement
        self._above = list(range(len(nodes)))
        self._clusters = {number: _alone(number, node, apart) for number, node in enumerate(nodes)}
        self.on_page, self.pages_of = _company(nodes)

    def root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def of(self, number: int) -> Cluster:
        return self._clusters[self.root(number)]

    def roots(self) -> list[int]:
        """A number for each cluster, in the order of their least members."""
        return sorted(self._clusters, key=lambda root: min(self._clusters[root].members))

    def join(self, a: int, b: int, basis: Basis, *, force: bool = False, same_page: bool = False) -> bool:
        """Are the clusters of two nodes one now? Where they are not, the refusal is kept.

        ``force`` joins whatever stands against it; ``same_page`` lets a page name one speaker in two ways.
        """
        left, right = self.root(a), self.root(b)
        if left == right:
            return True
        against = None if force else self.against(left, right, judged=basis.rule == SAME, same_page=same_page)
        if against is not None:
            self.refuse(a, b, basis, against)
            return False
        ends = sorted((self.nodes[a].key, self.nodes[b].key))
        self.joins.append(Join(ends[0], ends[1], basis))
        self._merge(left, right)
        return True

    def refuse(self, a: int, b: int, basis: Basis, against: Basis) -> None:
        """Keep the refusal; of several between two names the surest."""
        ends = sorted((self.nodes[a].key, self.nodes[b].key))
        known = self.refusals.get((ends[0], ends[1]))
        if known is None or known.basis.score < basis.score:
            settled = against.rule in (JUDGED, SEX, GIVEN)
            self.refusals[ends[0], ends[1]] = Refusal(ends[0], ends[1], basis, against, not settled)

    def against(self, a: int, b: int, *, judged: bool = False, same_page: bool = False) -> Basis | None:
        """What forbids that two clusters are one; a judgement "same" is stopped by a judgement "different" alone."""
        one, other = self._clusters[self.root(a)], self._clusters[self.root(b)]
        decided = self._decided(one, other)
        if decided is not None or judged:
            return decided
        if one.kinds.isdisjoint(other.kinds):
            return Basis("another kind", " / ".join(sorted({k.value for k in (*one.kinds, *other.kinds)})))
        if not same_page and not one.pages.isdisjoint(other.pages):
            return Basis("two speakers of one page", min(one.pages & other.pages))
        return _clash(one, other)

    def support(self, a: int, b: int) -> str:
        """What besides the names speaks for the two clusters being one; "" where nothing does."""
        one, other = sorted((self.of(a), self.of(b)), key=lambda c: (len(c.pages), min(c.members)))
        role = same_office(one.roles, other.roles)
        if role:
            return f"the same office: {role}"
        occasion = min(one.occasions & other.occasions, default="")
        if occasion:
            return f"the same occasion: {occasion}"
        few = one.pages if len(one.pages) <= MOST_PAGES else set()
        company = shared_company(few - other.pages, other.pages, self.on_page, self.pages_of)
        return f"the same company: {company}" if company else ""

    def _decided(self, one: Cluster, other: Cluster) -> Basis | None:
        if len(other.apart) < len(one.apart):
            one, other = other, one
        for key in sorted(one.apart & other.keys):
            judgement = min(str(self._different[key, own]) for own in one.keys if (key, own) in self._different)
            return Basis(JUDGED, judgement)
        for key in sorted(other.apart & one.keys):
            judgement = min(str(self._different[key, own]) for own in other.keys if (key, own) in self._different)
            return Basis(JUDGED, judgement)
        return None

    def _merge(self, left: int, right: int) -> None:
        one, other = self._clusters[left], self._clusters[right]
        if len(one.members) + len(one.pages) < len(other.members) + len(other.pages):
            left, right, one, other = right, left, other, one
        self._above[right] = left
        del self._clusters[right]
        one.members.extend(other.members)
        one.bare = one.bare and other.bare
        one.kinds |= other.kinds
        one.keys |= other.keys
        one.pages |= other.pages
        one.names |= other.names
        one.roles |= other.roles
        one.occasions |= other.occasions
        one.apart |= other.apart


SAME = "judged the same"
JUDGED = "judged different"
SEX = "another sex"
GIVEN = "another given name"


def _alone(number: int, node: Node, apart: Mapping[str, set[str]]) -> Cluster:
    return Cluster(
        members=[number],
        kinds={node.kind},
        keys=set(node.keys),
        pages=set(node.pages),
        names=set(node.names),
        roles=set(node.roles),
        occasions=set(node.occasions),
        apart=set().union(*(apart.get(key, ()) for key in node.keys)),
        bare=node.local,
    )


def _clash(one: Cluster, other: Cluster) -> Basis | None:
    """Given names that tell two people apart; the sex, where one has no given name."""
    own, theirs = (sorted(c.names, key=lambda n: (not n.full, n.words, n.language))[:MOST_ASKED] for c in (one, other))
    for mine in _by_given(own):
        for others in _by_given(theirs):
            if not (mine[0].full and others[0].full) and mine[0].generation == others[0].generation:
                continue
            # A name that pages of two languages write alike clashes where it does in both.
            if all(given_clash(a, b) for a in mine for b in others):
                return Basis(GIVEN, " / ".join(sorted((mine[0].spelt, others[0].spelt))))
    full = any(name.full for name in own) and any(name.full for name in theirs)
    sexes = (one.sexes or one.given_sexes, other.sexes or other.given_sexes)
    if not full and all(len(told) == 1 for told in sexes) and sexes[0] != sexes[1]:
        return Basis(SEX, " / ".join(sorted(min(name.spelt for name in names) for names in (own, theirs))))
    return None


def _by_given(names: Sequence[PersonName]) -> list[list[PersonName]]:
    groups: dict[tuple[str, str], list[PersonName]] = {}
    for name in names:
        groups.setdefault((fold(name.words[0]) if name.full else "", name.generation), []).append(name)
    return list(groups.values())


def _company(nodes: Sequence[Node]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """Who stands on a page under a full name, and where each of them stands."""
    on_page: defaultdict[str, list[str]] = defaultdict(list)
    pages_of: dict[str, set[str]] = {}
    for node in nodes:
        if not node.local and node.kind is SpeakerKind.PERSON:
            pages_of[node.key] = node.pages
            for page in node.pages:
                on_page[page].append(node.key)
    return on_page, pages_of
