"""Full names for speakers whom a page names only in part: what pages that tell of the same occasion call them.

A transcript that labels "GOVERNOR KALLWEIT" cannot know the governor's given name, nor does "the finance minister" tell
who that is; the report of the same conference can. Only what fits one speaker alone is lent, and the basis says from
which page.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from onrecord import words
from onrecord.link.candidates import Pair
from onrecord.types import Reading, Speaker, SpeakerKind, Statement

MOST = 400
"""More full names than this around one page are a window of mixed news: nothing is lent there."""
_MEANING = 4
"""Letters of a word in a role that says something."""
_WHOLE = 2
"""Words of a whole name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who a short form stands for, and the page that tells it."""

    speaker: Speaker
    page: str


Key = tuple[SpeakerKind, str, str]
"""The kind and the name under which one page credits somebody, and the reason, or "" for any."""

Namings = Mapping[Key, Naming]


@dataclass(slots=True)
class _Known:
    """What pages tell of one full name: how many there are, the first of them, and the roles."""

    pages: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def named(readings: Sequence[Reading], pairs: Iterable[Pair]) -> dict[int, Namings]:
    """By the number of a reading, the fuller names of those whom it credits.

    ``pairs`` are the readings that tell of one occasion. The order of the pages changes nothing. A name is lent where
    every full name of the occasion that may continue it is one person's; two that may ("Berg" of Anna and Karl Berg)
    leave it as it is. Beyond the occasion only a name that has a given name already is continued, by the bearer of the
    same role.
    """
    told = [_told(reading) for reading in readings]
    everywhere = _Namesakes(told)
    out: dict[int, Namings] = {}
    for number, others in enumerate(_occasions(len(readings), pairs)):
        here = _Circle([told[other] for other in sorted(others)], readings[number].article.language)
        lent: dict[Key, Naming] = {}
        for speaker in sorted(_credited(readings[number]), key=lambda speaker: (speaker.kind, speaker.name)):
            naming = here.naming(speaker, everywhere)
            if naming is not None and naming.speaker.name != speaker.name:
                lent[speaker.kind, speaker.name, ""] = naming
        lent |= _corrected(readings[number], here)
        if lent:
            out[number] = lent
    return out


def renamed(reading: Reading, namings: Namings) -> Reading:
    """The reading with the fuller names; the page's own form is kept among the aliases."""
    return replace(reading, statements=tuple(_renamed(statement, namings) for statement in reading.statements))


def _corrected(reading: Reading, here: _Circle) -> dict[Key, Naming]:
    """Descriptions that the page cannot resolve and that fit somebody else's role: "the skipper" is no manager."""
    out: dict[Key, Naming] = {}
    for statement in reading.statements:
        speaker = statement.speaker
        if speaker is None or not statement.source or speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.OFFICE):
            continue
        words_of = statement.source[0].of(reading.article.text)
        naming = here.bearer(words_of) if words_of[1:].islower() or speaker.kind is SpeakerKind.OFFICE else None
        if naming is not None and naming.speaker.name != speaker.name and not here.bears(speaker, words_of):
            out[speaker.kind, speaker.name, statement.basis.detail] = naming
    return out


def _renamed(statement: Statement, namings: Namings) -> Statement:
    addressee = namings.get((SpeakerKind.PERSON, statement.addressee or "", ""))
    if addressee is not None:
        statement = replace(statement, addressee=addressee.speaker.name)
    speaker = statement.speaker
    if speaker is None:
        return statement
    basis, known_as = statement.basis, (speaker.kind, speaker.name)
    naming = namings.get((*known_as, basis.detail)) or namings.get((*known_as, ""))
    if naming is None:
        return statement
    detail = f"{basis.detail}; in full on {naming.page}" if basis.detail else f"in full on {naming.page}"
    full = naming.speaker
    aliases = tuple(sorted({*speaker.aliases, speaker.name} - {full.name}))
    known = Speaker(full.name, full.kind, speaker.role or full.role, aliases)
    return replace(statement, speaker=known, basis=replace(basis, detail=detail))


def fullest(name: str, pages: Mapping[str, int]) -> str | None:
    """The longest of the full names that may be this one's, each with its number of pages; None where two differ.

    Of equally long spellings the one on most pages, then the one with more accents, wins.
    """
    fits = [full for full in pages if may_be(name, full)]
    best = max(fits, key=lambda full: (len(full.split()), pages[full], _marks(full), full), default=None)
    if best is None or any(not may_be(full, best) for full in fits):
        return None
    return best


def may_be(name: str, full: str) -> bool:
    """Is the full name a longer form of the name, or the same one spelt with other accents?

    "Kallweit" and "Ines" may be "Ines Kallweit"; "I. Kallweit" too; "Ines Kallweit" may be "Ines Kallweit Roth";
    "Karl Berg" is not "Anna Berg", nor "Anna Berg" "Berg".
    """
    short, long = _words(name), _words(full)
    if len(long) < _WHOLE or len(short) > len(long):
        return False
    if len(short) == 1:
        return short[0] in long
    given = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    rest = iter(long[1:])
    return given and all(word in rest for word in short[1:])


_Told = dict[SpeakerKind, dict[str, _Known]]


class _Circle:
    """The speakers of one page's occasion by their full names."""

    def __init__(self, told: Sequence[_Told], language: str) -> None:
        self.people = _joined(rows[SpeakerKind.PERSON] for rows in told)
        self.bodies = _joined(rows[SpeakerKind.BODY] for rows in told)
        self.small = _small(language)
        self.counted = {name: len(known.pages) for name, known in self.people.items()}

    def naming(self, speaker: Speaker, everywhere: _Namesakes) -> Naming | None:
        """Who the speaker is in full; None where nobody or more than one fits."""
        if len(self.counted) > MOST:
            return None
        if speaker.kind is SpeakerKind.PERSON:
            return self._person(speaker, everywhere)
        if speaker.kind is SpeakerKind.OFFICE:
            return self.bearer(speaker.name)
        if speaker.kind is SpeakerKind.BODY:
            return self._surname(speaker.name) or self._body(speaker.name)
        return None

    def _person(self, speaker: Speaker, everywhere: _Namesakes) -> Naming | None:
        last = _words(speaker.name)[-1:]
        forms = (speaker.name, *(alias for alias in speaker.aliases if _words(alias) == last))
        full = next((full for form in forms if (full := fullest(form, self.counted)) is not None), None)
        known = self.people
        if full is None or full == speaker.name:
            wider = everywhere.of(speaker)
            longer = fullest(speaker.name, {name: len(known.pages) for name, known in wider.items()})
            full, known = (longer, wider) if longer is not None else (full, known)
        return self._of(full, known) if full is not None else None

    def _of(self, full: str, known: Mapping[str, _Known]) -> Naming:
        roles = known[full].roles
        return Naming(
            Speaker(full, SpeakerKind.PERSON, max(roles, key=lambda role: (len(role), role), default=None)),
            min(known[full].pages),
        )

    def _surname(self, name: str) -> Naming | None:
        """A single word that the page does not show to be a name: "Kallweit rejected this"."""
        if " " in name or not name[:1].isupper():
            return None
        full = fullest(name, self.counted)
        return self._of(full, self.people) if full is not None and _words(full)[0] != _words(name)[0] else None

    def bearer(self, description: str) -> Naming | None:
        """The one person of the occasion with such a role; "a spokesman" may be anybody."""
        asked = description.lower().split()
        if not asked or asked[0] in self.small.indefinite:
            return None
        for exact in (True, False):
            fits = {
                fullest(name, self.counted) or name
                for name, known in self.people.items()
                if any(_is_role(asked, role, self.small, exact=exact) for role in known.roles)
            }
            if fits:
                return self._of(fits.pop(), self.people) if len(fits) == 1 else None
        return None

    def bears(self, speaker: Speaker, description: str) -> bool:
        """Does the speaker bear such a role, here or on another page?"""
        full = fullest(speaker.name, self.counted) or speaker.name
        roles = {role for name, known in self.people.items() if may_be(name, full) for role in known.roles}
        asked = description.lower().split()
        return any(
            _is_role(asked, role, self.small, exact=False)
            for role in roles | ({speaker.role} if speaker.role else set())
        )

    def _body(self, name: str) -> Naming | None:
        """The one body whose full name holds the words of a short form."""
        short = set(name.lower().split()) - self.small.all
        fits = [full for full in self.bodies if short < set(full.lower().split())]
        best = max(fits, key=lambda full: (not full.isupper(), len(full), full), default=None)
        if best is None or not short or any(not _within(full, best) for full in fits):
            return None
        return Naming(Speaker(best, SpeakerKind.BODY), min(self.bodies[best].pages))


class _Namesakes:
    """The full names of a whole run by their first words."""

    def __init__(self, told: Sequence[_Told]) -> None:
        self._known = _joined(rows[SpeakerKind.PERSON] for rows in told)
        self._by_start: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for full in sorted(self._known):
            self._by_start[_words(full)[:_WHOLE]].append(full)

    def of(self, speaker: Speaker) -> dict[str, _Known]:
        """The full names that begin with the same two words and share a role."""
        same = self._by_start.get(_words(speaker.name)[:_WHOLE], [])
        role = _meaning([speaker.role or ""])
        return {full: self._known[full] for full in same if _meaning(self._known[full].roles) & role}


@dataclass(frozen=True, slots=True)
class _Small:
    """Words of a language that tell nothing of an office, and the groups of nouns that may name one."""

    all: frozenset[str]
    indefinite: frozenset[str]
    prepositions: frozenset[str]
    styles: frozenset[str]
    persons: frozenset[str]
    lesser: frozenset[str]
    offices: tuple[frozenset[str], ...]
    noun_last: bool


@cache
def _small(language: str) -> _Small:
    grammar, people = words.load(language, "grammar"), words.load(language, "people")
    rows = {
        name: frozenset(str(grammar.get(name, "")).split()) for name in ("determiners", "indefinite", "prepositions")
    }
    called = {name: frozenset(str(people.get(name, "")).split()) for name in ("styles", "persons", "lesser")}
    offices = tuple(frozenset(row.split()) for row in people.get("same_office", ()))
    return _Small(
        rows["determiners"] | rows["prepositions"],
        rows["indefinite"],
        rows["prepositions"],
        called["styles"],
        called["persons"],
        called["lesser"],
        offices,
        noun_last=bool(grammar.get("articles")),
    )


def _is_role(asked: Sequence[str], role: str, small: _Small, *, exact: bool) -> bool:
    """Does a role hold the words of a description, its noun or, unless ``exact``, one of the same office as its noun?

    A spokesman for the minister is no minister, a chief engineer no chief.
    """
    told = role.lower().split()
    mine, theirs = _noun(asked, small), _noun(told, small)
    same = mine == theirs or (not exact and any(mine in row and theirs in row for row in small.offices))
    if any(word in small.lesser and word not in asked for word in told):
        return False
    beside = {word for word in asked if not any(word in row and mine in row for row in small.offices)} - small.all
    return bool(mine) and same and beside - {mine} <= set(told)


def _noun(low: Sequence[str], small: _Small) -> str:
    """The noun that a role turns on, before the first preposition, which names whose or of what."""
    stop = next((k for k, word in enumerate(low) if k and word in small.prepositions), len(low))
    head = [word for word in low[:stop] if word not in small.all]
    nouns = [word for word in head if word in small.persons] or head
    return (nouns[-1] if small.noun_last else nouns[0]) if nouns else ""


def _meaning(roles: Iterable[str]) -> set[str]:
    return {word for role in roles for word in _words(role) if len(word) >= _MEANING}


def _within(short: str, full: str) -> bool:
    return set(short.lower().split()) <= set(full.lower().split())


def _occasions(count: int, pairs: Iterable[Pair]) -> list[set[int]]:
    """For each page itself, the pages alike to it, and those alike to these."""
    near = [{number} for number in range(count)]
    for a, b, _ in pairs:
        near[a].add(b)
        near[b].add(a)
    return [set().union(*(near[other] for other in own)) for own in near]


def _credited(reading: Reading) -> set[Speaker]:
    """Whom the page credits, and whom it tells to be spoken to."""
    addressed = {Speaker(s.addressee, SpeakerKind.PERSON) for s in reading.statements if s.addressee}
    return addressed | {s.speaker for s in reading.statements if s.speaker is not None}


def _told(reading: Reading) -> _Told:
    """The names of two words and more under which the page credits people, and bodies in capitals."""
    out: _Told = {SpeakerKind.PERSON: {}, SpeakerKind.BODY: {}}
    styles = _small(reading.article.language).styles
    for speaker in {s.speaker for s in reading.statements if s.speaker is not None}:
        for form in (speaker.name, *speaker.aliases) if speaker.kind in out else ():
            capitals = sum(word[:1].isupper() for word in form.split())
            styled = form.split()[0].lower() in styles
            if capitals >= _WHOLE and not styled and (speaker.kind is SpeakerKind.PERSON or form[:1].isupper()):
                known = out[speaker.kind].setdefault(form, _Known())
                known.pages.add(reading.page.name)
                known.roles |= {speaker.role} if speaker.role else set()
    return out


def _joined(rows: Iterable[Mapping[str, _Known]]) -> dict[str, _Known]:
    out: defaultdict[str, _Known] = defaultdict(_Known)
    for row in rows:
        for name, known in row.items():
            out[name].pages |= known.pages
            out[name].roles |= known.roles
    return dict(out)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words in lower case, without accents and points."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return tuple("".join(c for c in plain if not unicodedata.combining(c)).replace(".", " ").split())


def _marks(name: str) -> int:
    return len(unicodedata.normalize("NFKD", name)) - len(name)
