"""Who is who across pages: mentions brought together to identities, each join explained, each near miss shown.

A pure function of the mentions and of what people judged: the order of neither matters, and leaving a judgement out
gives what was there before it. The path: mentions of one name are one node (`mentions`), nodes that share a block are
compared (`blocks`, `namesakes`), the surest joins come first and each is asked about all members (`clusters`); names
that say less than others follow where only one bearer can be meant, surnames alone last (`shortnames`).

Never joined by themselves: two given names, two sexes, two kinds, two speakers of one page, offices of two pages.
The work grows as n log n with the names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.link.identity.blocks import pairs
from onrecord.link.identity.clusters import MOST_ASKED, SAME, Clusters, Join, Refusal
from onrecord.link.identity.joining import join_alike
from onrecord.link.identity.judgements import Judgement, Renaming, consistent, judged_the_same, on_a_page
from onrecord.link.identity.mentions import Mention, Node, Role, nodes_of
from onrecord.link.identity.namesakes import is_case_form
from onrecord.link.identity.shortnames import join_common_names, join_short_names
from onrecord.link.identity.sounds import readings
from onrecord.link.identity.spellings import body_words, fold, person_name
from onrecord.types import Basis, SpeakerKind, digest


@dataclass(frozen=True, slots=True)
class Identity:
    """One speaker of the record.

    ``id`` is made of the kind and the sound of the name that sounds least in the order of the alphabet, so that
    further spellings of a name leave it as it is. ``keys`` are what judgements may call it; ``aliases`` its other
    spellings; ``pages`` and ``statements`` are counts. ``joins`` explain why the keys are one.
    """

    id: str
    name: str
    kind: SpeakerKind
    keys: tuple[str, ...]
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    pages: int
    statements: int
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True)
class People:
    """All identities in the order of their ids, and the joins that were refused."""

    identities: tuple[Identity, ...]
    refusals: tuple[Refusal, ...]

    @property
    def suggestions(self) -> tuple[Refusal, ...]:
        """Pairs that may be the same, for a person to say; the likeliest first."""
        asked = [refusal for refusal in self.refusals if refusal.open]
        return tuple(sorted(asked, key=lambda r: (-r.basis.score, r.left, r.right)))

    def index(self) -> dict[str, Identity]:
        """Identities by their keys. A mention's is found under its ``page_key``, or else under its ``key``."""
        return {key: identity for identity in self.identities for key in identity.keys}

    def who(self, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Identity]]:
        """Each mention with its identity; the mentions must be among those that were resolved."""
        index = self.index()
        for mention in mentions:
            yield mention, index.get(mention.page_key) or index[mention.key]


def identities(
    mentions: Iterable[Mention], judgements: Iterable[Judgement] = (), renamings: Iterable[Renaming] = ()
) -> People:
    """Who is who.

    Raises:
        Contradiction: the judgements cannot all hold (`consistent` asks the same before one is kept).
    """
    told = sorted(set(judgements))
    consistent(told)
    nodes = nodes_of(mentions, {key for j in told for key in (j.left, j.right) if on_a_page(key)})
    clusters = Clusters(nodes, told)
    _join_judged(clusters, told)
    join_alike(clusters, pairs(nodes))
    join_common_names(clusters)
    join_short_names(clusters)
    return _people(clusters, sorted(set(renamings), key=lambda r: (r.when, r)))


def _join_judged(clusters: Clusters, judgements: Sequence[Judgement]) -> None:
    """Names judged the same, directly or through names that no page has; a judgement on a page's name goes first."""
    parts = judged_the_same(judgements)
    basis: dict[str, Basis] = {}
    excepted = {key for j in judgements if not j.same for key in (j.left, j.right) if on_a_page(key)}
    for judgement in (j for j in judgements if j.same):
        for key in (judgement.left, judgement.right):
            basis.setdefault(key, Basis(SAME, str(judgement), 1.0))
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(clusters.nodes):
        told = {node.key} if on_a_page(node.key) and node.key in basis else node.keys
        for key in told & basis.keys():
            bearers[key].append(number)
    for part in parts:
        # A page's names first; one that a page has as an exception comes last, when the part stands.
        members = sorted(
            ((number, key) for key in part for number in bearers[key]),
            key=lambda found: (not on_a_page(found[1]), clusters.nodes[found[0]].key in excepted, found[0]),
        )
        on_pages = any(map(on_a_page, part))
        for number, key in members[1:]:
            force = on_a_page(key) or (on_pages and clusters.nodes[number].key not in excepted)
            clusters.join(members[0][0], number, basis[key], force=force)


def _people(clusters: Clusters, renamings: Sequence[Renaming]) -> People:
    joins: defaultdict[int, list[Join]] = defaultdict(list)
    numbers = {node.key: number for number, node in enumerate(clusters.nodes)}
    for join in clusters.joins:
        joins[clusters.root(numbers[join.left])].append(join)
    called = {renaming.key: renaming for renaming in renamings}
    found: dict[str, Identity] = {}
    for root in clusters.roots():
        members = [clusters.nodes[number] for number in sorted(clusters.of(root).members)]
        own = _id(members)
        own = own if own not in found else digest(own, members[0].key)
        found[own] = _identity(own, members, tuple(sorted(joins[root], key=_ends)), called)
    return People(tuple(found[own] for own in sorted(found)), tuple(sorted(clusters.refusals.values(), key=_ends)))


def _ends(found: Join | Refusal) -> tuple[str, str]:
    return found.left, found.right


def _identity(own: str, members: Sequence[Node], joins: tuple[Join, ...], called: Mapping[str, Renaming]) -> Identity:
    spelt: Counter[str] = Counter()
    kinds: Counter[SpeakerKind] = Counter()
    for node in members:
        spelt.update(node.spellings)
        kinds[node.kind] += node.spellings.total()
    kind = max(kinds, key=lambda k: (kinds[k], k.value))
    renamed = [called[key] for node in members for key in {node.key, *node.keys} if key in called]
    name = max(renamed, key=lambda r: (r.when, r)).name if renamed else _name(members, spelt, kind)
    aliases = set(spelt).union(*(node.aliases for node in members)) - {name}
    return Identity(
        id=own,
        name=name,
        kind=kind,
        keys=tuple(sorted(node.key for node in members)),
        aliases=tuple(sorted(aliases)),
        roles=_roles(role for node in members for role in node.roles),
        pages=len(set().union(*(node.pages for node in members))),
        statements=spelt.total(),
        joins=joins,
    )


def _name(members: Sequence[Node], spelt: Counter[str], kind: SpeakerKind) -> str:
    """The most frequent of the full forms; oblique cases, initials and capitals only where there is no other."""
    if kind is not SpeakerKind.PERSON:
        return max(spelt, key=lambda name: (spelt[name], len(name), name))
    names = {name: person_name(name, language) for node in members for name, language in sorted(node.written)}
    often = sorted((name for name in names if names[name].full), key=lambda name: (-spelt[name], name))[:MOST_ASKED]
    oblique = {a for a in often for b in often if a != b and is_case_form(names[a], names[b])}

    def rank(name: str) -> tuple[bool, bool, bool, bool, int, int, str]:
        parsed = names[name]
        whole = parsed.full and len(parsed.words[0]) > 1
        return parsed.full, whole, name not in oblique, not name.isupper(), spelt[name], len(name), name

    return max(names, key=rank)


def _roles(told: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once in a language, from the first day that it was told to the last."""
    spans: dict[tuple[str, str], list[Role]] = {}
    for role in told:
        spans.setdefault((fold(role.text), role.language), []).append(role)
    merged = [
        Role(
            text=min(Counter(r.text for r in roles).items(), key=lambda row: (-row[1], row[0]))[0],
            earliest=min((r.earliest for r in roles if r.earliest is not None), default=None),
            latest=max((r.latest for r in roles if r.latest is not None), default=None),
            language=language,
        )
        for (_, language), roles in spans.items()
    ]
    return tuple(sorted(merged, key=lambda r: (r.earliest or date.max, r.text, r.language)))


def _id(members: Sequence[Node]) -> str:
    """Of the kind and the least sound of a full name; of names of single pages, of the least key."""
    known = [node for node in members if not node.local]
    if not known:
        return digest("identity", min(node.key for node in members))
    sounds = [_sound(name, node.kind, language) for node in known for name, language in node.written]
    return digest("identity", min(node.kind.value for node in known), min(sounds))


def _sound(name: str, kind: SpeakerKind, language: str) -> str:
    """The consonants of its words in the order of the alphabet, as the language of the page has them read."""
    kept = person_name(name, language).words if kind is SpeakerKind.PERSON else body_words(name, language)
    heard = (readings(word, language) for word in kept)
    return " ".join(sorted(r[0].bones if r else word for r, word in zip(heard, kept, strict=True)))
