"""Names without a given name ("Rutte", "von der Leyen"): whose they are across pages, where that can be told.

A surname alone is joined where something besides it agrees: the office, the occasion, the company; or, at a lower
score, where one well-known bearer is the only one whom the record holds. Two who may be meant leave it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.identity.blocks import bones
from onrecord.link.identity.clusters import Clusters
from onrecord.link.identity.matching import Match, matched
from onrecord.link.identity.mentions import Node
from onrecord.link.identity.namesakes import subject_words
from onrecord.link.identity.sounds import is_cyrillic, readings
from onrecord.link.identity.spellings import PersonName, fold, given_names
from onrecord.link.identity.support import office
from onrecord.types import Basis, SpeakerKind

KNOWN = 5
"""On so many pages a bearer is well known to the record."""
CROWD = 48
"""A surname of more bearers than this is left as it is."""
_MOST_SHOWN = 3
_SCORES = {
    Match.EXACT: 0.85,
    Match.MARKS: 0.85,
    Match.ENDING: 0.84,
    Match.SOUND: 0.83,
    Match.SCRIPT: 0.8,
    Match.SLIP: 0.78,
}
_SOLE = 0.76
_ALONE = 0.6


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A cluster that may be meant, one of its nodes, how the names agree, and what else speaks for it."""

    root: int
    number: int
    match: Match
    support: str


def join_short_names(clusters: Clusters) -> None:
    """First those that the same office or occasion ties to one another, then each to the fuller name that it means."""
    short = [
        n for n, node in enumerate(clusters.nodes) if node.local and node.kind is SpeakerKind.PERSON and _word(node)
    ]
    _tie(clusters, short)
    for sole in (False, True):
        bearers = _Bearers(clusters, short)
        waiting = sorted({clusters.root(n): n for n in reversed(short) if clusters.of(n).bare}.values())
        decided = [(number, *decision) for number in waiting if (decision := _decide(clusters, bearers, number, sole))]
        for number, bearer, basis in decided:
            clusters.join(number, bearer, basis)


def join_common_names(clusters: Clusters) -> None:
    """ "The ministry", "officials": one speaker on pages of one occasion, of nothing else.

    Offices are never joined: the governor of another page may be another governor.
    """
    tied: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, node in enumerate(clusters.nodes):
        if node.local and node.kind in (SpeakerKind.BODY, SpeakerKind.GROUP):
            for occasion in node.occasions:
                tied[_name_key(node), occasion].append(number)
    for (_, occasion), numbers in sorted(tied.items()):
        for number in numbers[1:]:
            clusters.join(numbers[0], number, Basis("same name", f"the same occasion: {occasion}", 0.85))


def _name_key(node: Node) -> str:
    return min(node.keys, key=len)


def _word(node: Node) -> PersonName | None:
    """The surname, or the only name; None for what has no letters."""
    return min((name for name in node.names if name.words), key=lambda n: (n.words, n.language), default=None)


def _tie(clusters: Clusters, short: Sequence[int]) -> None:
    """Names of one sound that share an office or an occasion."""
    tied: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in short:
        node = clusters.nodes[number]
        name = _word(node)
        if name is None:
            continue
        sound = _sound(name)
        for occasion in node.occasions:
            tied[sound, "the same occasion", occasion].append(number)
        for role in node.roles:
            held = office(role.text, role.language)
            for noun in held.nouns:
                for place in held.places or {""}:
                    tied[sound, "the same office", noun, place].append(number)
    for key, numbers in sorted(tied.items()):
        for number in numbers[1:]:
            if clusters.root(numbers[0]) != clusters.root(number):
                clusters.join(
                    numbers[0], number, Basis("same surname", f"{key[1]}: {_told(clusters, number, key)}", 0.8)
                )


def _told(clusters: Clusters, number: int, key: tuple[str, ...]) -> str:
    if key[1] == "the same occasion":
        return key[2]
    roles = (role for role in clusters.nodes[number].roles if key[2] in office(role.text, role.language).nouns)
    return min(role.text for role in roles)


def _sound(name: PersonName) -> str:
    heard = readings(name.words[-1], name.language)
    return f"{heard[0].bones} {','.join(heard[0].vowels)}" if heard else fold(name.words[-1])


class _Bearers:
    """Clusters by the bones of the words that may stand alone for them."""

    def __init__(self, clusters: Clusters, short: Sequence[int]) -> None:
        self._clusters = clusters
        self._by_bones: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._by_first: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._by_letters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for number, node in enumerate(clusters.nodes):
            if node.kind is SpeakerKind.PERSON and not node.local:
                for name in node.names:
                    self._enter(number, name)
        self._short: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for number in short:
            if clusters.of(number).bare:
                for name in clusters.nodes[number].names:
                    self._short[_sound(name)].setdefault(clusters.root(number), number)

    def _enter(self, number: int, name: PersonName) -> None:
        root = self._clusters.root(number)
        self._by_first[fold(name.words[0])].setdefault(root, number)
        for word in name.words[1:]:
            for bone in bones(word, name.language):
                self._by_bones[bone].setdefault(root, number)
        for form in _shortened(fold(name.words[-1])):
            self._by_letters[form].setdefault(root, number)

    def full(self, number: int) -> list[_Bearer]:
        """Those with a given name; a slip of spelling is looked for where nobody bears the name itself."""
        name = _word(self._clusters.nodes[number])
        if name is None:
            return []
        word = fold(name.words[-1])
        rows = [self._by_bones.get(bone, {}) for form in _forms(name) for bone in sorted(bones(form, name.language))]
        found = self._among(number, name, [*rows, self._by_first.get(word, {})])
        return found or self._among(number, name, [self._by_letters.get(form, {}) for form in _shortened(word)])

    def short(self, number: int) -> list[int]:
        """One node of each other cluster that has a surname of the same sound and no given name."""
        name = _word(self._clusters.nodes[number])
        others = self._short.get(_sound(name), {}) if name is not None else {}
        return [other for root, other in sorted(others.items()) if root != self._clusters.root(number)]

    def _among(self, number: int, name: PersonName, found: Sequence[dict[int, int]]) -> list[_Bearer]:
        candidates = {root: other for row in found if len(row) <= CROWD for root, other in row.items()}
        out = []
        for root, other in sorted(candidates.items()):
            full = [n for n in self._clusters.nodes[other].names if n.full]
            match, first = min((_best(name, n) for n in full), default=(None, False), key=_rank)
            if match is None:
                continue
            support = self._clusters.support(number, other)
            if support or not (first or match is Match.SLIP):
                out.append(_Bearer(root, other, match, support))
        return out


def _rank(found: tuple[Match | None, bool]) -> tuple[int, bool]:
    return (len(Match), True) if found[0] is None else (found[0], found[1])


def _best(name: PersonName, full: PersonName) -> tuple[Match | None, bool]:
    """How a short name agrees with a word of a full one, and whether that is its first word."""
    found: list[tuple[Match | None, bool]] = []
    for form in _forms(name):
        for place, word in enumerate(full.words):
            match = matched(form, name.language, word, full.language, given=False)
            if match is Match.SOUND and name.language == full.language and is_cyrillic(form) == is_cyrillic(word):
                match = Match.SLIP  # within one language a name keeps its spelling
            if match in _SCORES and len(word) > 1:
                found.append((match, place == 0))
    return min(found, key=_rank, default=(None, False))


def _forms(name: PersonName) -> tuple[str, ...]:
    """The last word as it stands, and as a subject would have it."""
    return (name.words[-1], *subject_words(name))


def _decide(clusters: Clusters, bearers: _Bearers, number: int, sole: bool) -> tuple[int, Basis] | None:
    """Whose name it is: a node of the bearer's, and why. What was near is kept as a refusal."""
    fits = [b for b in bearers.full(number) if clusters.against(number, b.number) is None]
    supported = [b for b in fits if b.support]
    if supported and not sole:
        best = min(b.match for b in supported)
        chosen = [b for b in supported if b.match == best]
        if len(chosen) == 1:
            rule = "surname" if best <= Match.ENDING else "surname, spelt otherwise"
            return chosen[0].number, Basis(rule, chosen[0].support, _SCORES[best])
        _leave(clusters, number, chosen, Basis("may be several people's", _listed(clusters, chosen)))
        return None
    if not sole:
        return None
    return _only_one(clusters, number, [b for b in fits if not b.support], bearers.short(number))


def _only_one(
    clusters: Clusters, number: int, fits: Sequence[_Bearer], short: Sequence[int]
) -> tuple[int, Basis] | None:
    """The one well-known bearer of a name, where no office tells otherwise."""
    name = _word(clusters.nodes[number])
    rivals = [b.number for b in fits] + [other for other in short if len(clusters.of(other).pages) > 1]
    if not rivals or name is None:
        return None
    only = rivals[0]
    told = bool(clusters.of(number).roles) and bool(clusters.of(only).roles)
    sure = not fits or fits[0].match <= Match.SOUND
    lone_given = fold(name.words[0]) in given_names(name.language)
    if len(rivals) == 1 and len(clusters.of(only).pages) >= KNOWN and sure and not told and not lone_given:
        if len(clusters.of(number).pages) < len(clusters.of(only).pages):
            return only, Basis("surname of one person only", f"on {len(clusters.of(only).pages)} pages", _SOLE)
        return None
    against = "may be several people's" if len(rivals) > 1 else "needs support"
    _leave(clusters, number, fits, Basis(against, _listed(clusters, fits)))
    return None


def _leave(clusters: Clusters, number: int, fits: Sequence[_Bearer], against: Basis) -> None:
    for bearer in sorted(fits, key=lambda b: (b.match, b.number))[:_MOST_SHOWN]:
        clusters.refuse(number, bearer.number, Basis("surname", bearer.support, _ALONE), against)


def _listed(clusters: Clusters, fits: Sequence[_Bearer]) -> str:
    return ", ".join(sorted(clusters.nodes[b.number].key for b in fits)[:_MOST_SHOWN])


def _shortened(word: str) -> list[str]:
    """The word, and with one letter left out; short words have no slips."""
    return sorted({word, *(word[:k] + word[k + 1 :] for k in range(1, len(word)))}) if len(word) > _MOST_SHOWN else []
