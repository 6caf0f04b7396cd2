"""Full names for people whom a page names only in part: what pages of the run that tell of the same occasion call them.

A transcript that labels "GOVERNOR TAMSALU" cannot know the governor's given name; the report of the same conference can
tell it. Only a name that fits without a rival is lent, and the basis says whose it is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.link.candidates import Pair
from onrecord.types import Reading, Speaker, SpeakerKind, Statement

MOST = 400
"""More full names than this around one page are a window of mixed news: nothing is lent there."""


_MEANING = 4
"""Letters of a word in a role that says something: not "of", "the"."""

Told = dict[str, frozenset[str]]
"""Names, and the words of the role that the page gives with each."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A person's full name and the page that tells it."""

    name: str
    page: str


def named(readings: Sequence[Reading], pairs: Iterable[Pair]) -> dict[int, dict[str, Naming]]:
    """By the number of a reading, the fuller names of the people whom it credits, by the names that it gives them.

    ``pairs`` are the readings that tell of one occasion. The order of the pages changes nothing. A name is lent where
    every full name of the occasion that may continue it is one person's; two that may ("Ferlisi" of Matteo and Gaetano
    Ferlisi) leave it as it is. Beyond the occasion only a name that has a given name already is continued, by the
    bearer of the same role.
    """
    occasions = _occasions(len(readings), pairs)
    told = [_told(reading) for reading in readings]
    namesakes = _Namesakes(told)
    out: dict[int, dict[str, Naming]] = {}
    for number, reading in enumerate(readings):
        counted = Counter(full for other in occasions[number] for full in told[other])
        lent: dict[str, Naming] = {}
        for name, role in sorted(_people(reading).items()):
            full = fullest(name, counted) if len(counted) <= MOST else None
            if full is None or full == name:
                full = fullest(name, namesakes.of(name, role)) or full
            if full is not None and full != name:
                lent[name] = Naming(full, namesakes.page_of(full, readings))
        if lent:
            out[number] = lent
    return out


def renamed(reading: Reading, namings: Mapping[str, Naming]) -> Reading:
    """The reading with the fuller names; the page's own form is kept among the aliases."""
    return replace(reading, statements=tuple(_renamed(statement, namings) for statement in reading.statements))


def _renamed(statement: Statement, namings: Mapping[str, Naming]) -> Statement:
    addressee = namings.get(statement.addressee or "")
    if addressee is not None:
        statement = replace(statement, addressee=addressee.name)
    speaker = statement.speaker
    naming = namings.get(speaker.name) if speaker is not None and speaker.kind is SpeakerKind.PERSON else None
    if speaker is None or naming is None:
        return statement
    aliases = tuple(sorted({*speaker.aliases, speaker.name} - {naming.name}))
    basis = statement.basis
    detail = f"{basis.detail}; in full on {naming.page}" if basis.detail else f"in full on {naming.page}"
    return replace(
        statement, speaker=replace(speaker, name=naming.name, aliases=aliases), basis=replace(basis, detail=detail)
    )


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

    "Tamsalu" and "Maarja" may be "Maarja Tamsalu"; "M. Tamsalu" too; "Beatriz Almenara" may be "Beatriz Almenara
    Roque"; "Karl Berg" is not "Anna Berg", nor "Anna Berg" "Berg".
    """
    short, long = _words(name), _words(full)
    if len(long) < 2 or len(short) > len(long):
        return False
    if len(short) == 1:
        return short[0] in long
    given = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    rest = iter(long[1:])
    return given and all(word in rest for word in short[1:])


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words in lower case, without accents and points."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return tuple("".join(c for c in plain if not unicodedata.combining(c)).replace(".", " ").split())


def _marks(name: str) -> int:
    return len(unicodedata.normalize("NFKD", name)) - len(name)


def _occasions(count: int, pairs: Iterable[Pair]) -> list[set[int]]:
    """For each page itself, the pages alike to it, and those alike to these."""
    near = [{number} for number in range(count)]
    for a, b, _ in pairs:
        near[a].add(b)
        near[b].add(a)
    return [set().union(*(near[other] for other in own)) for own in near]


class _Namesakes:
    """The full names of a run by their first words, with the roles that are told of their bearers."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._roles: defaultdict[str, set[str]] = defaultdict(set)
        self._pages: defaultdict[str, list[int]] = defaultdict(list)
        self._by_start: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for number, forms in enumerate(told):
            for full, role in forms.items():
                self._roles[full] |= role
                self._pages[full].append(number)
        for full in sorted(self._pages):
            self._by_start[_words(full)[:2]].append(full)

    def of(self, name: str, role: frozenset[str]) -> dict[str, int]:
        """The full names that begin with the same two words and share a role, with their numbers of pages."""
        known = self._by_start.get(_words(name)[:2], [])
        return {full: len(self._pages[full]) for full in known if self._roles[full] & role}

    def page_of(self, full: str, readings: Sequence[Reading]) -> str:
        return min(readings[number].page.name for number in self._pages[full])


def _speakers(reading: Reading) -> set[Speaker]:
    spoken = (s.speaker for s in reading.statements)
    return {speaker for speaker in spoken if speaker is not None and speaker.kind is SpeakerKind.PERSON}


def _people(reading: Reading) -> Told:
    """Whom the page credits, and whom it tells to be spoken to."""
    addressed = {s.addressee: frozenset[str]() for s in reading.statements if s.addressee}
    return addressed | {speaker.name: _role(speaker) for speaker in _speakers(reading)}


def _told(reading: Reading) -> Told:
    """The names of two words and more under which the page credits people."""
    named = ((form, _role(speaker)) for speaker in _speakers(reading) for form in (speaker.name, *speaker.aliases))
    return {form: role for form, role in named if len(form.split()) > 1}


def _role(speaker: Speaker) -> frozenset[str]:
    """The words of a role that are long enough to mean something."""
    return frozenset(word for word in _words(speaker.role or "") if len(word) >= _MEANING)
