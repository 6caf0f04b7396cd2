"""Full names for speakers whom a page names only in part: what pages that tell of the same occasion call them.

A transcript that labels "GOVERNOR KALLWEIT" cannot know the governor's given name, nor does "the finance minister" tell
who that is; the report of the same conference can. Only what fits one speaker alone is lent, and the basis says from
which page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.link.candidates import Pair
from onrecord.link.fullnames import WHOLE, folded, fullest, may_be, sounds_like
from onrecord.link.identity.sounds import is_cyrillic
from onrecord.link.offices import Small, is_role, noun_of, small_words
from onrecord.types import Reading, Speaker, SpeakerKind, Statement

MOST = 400
"""More full names than this around one page are a window of mixed news: nothing is lent there."""
_LINK = 3
"""Letters of the longest word in small letters inside a body's name: "of", "and", "für"."""


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
    """What pages tell of one full name: which they are, their languages, and the roles."""

    pages: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
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
        reading = readings[number]
        here = _Circle([told[other] for other in sorted(others)], reading.page.name, reading.article.language)
        lent: dict[Key, Naming] = {}
        for speaker in sorted(_credited(reading), key=lambda speaker: (speaker.kind, speaker.name)):
            naming = here.naming(speaker, everywhere)
            if naming is not None and naming.speaker.name != speaker.name:
                lent[speaker.kind, speaker.name, ""] = naming
        lent |= _corrected(reading, here)
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
        named = {word for form in (speaker.name, *speaker.aliases) for word in folded(form)}
        if speaker.kind is SpeakerKind.PERSON and not named.isdisjoint(folded(words_of)):
            continue
        naming = here.bearer(words_of)
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


_Told = dict[SpeakerKind, dict[str, _Known]]


class _Circle:
    """The speakers of one page's occasion by their full names."""

    def __init__(self, told: Sequence[_Told], page: str, language: str) -> None:
        self.page = page
        self.people = _joined(rows[SpeakerKind.PERSON] for rows in told)
        self.bodies = _joined(rows[SpeakerKind.BODY] for rows in told)
        self.small = small_words(language)
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
        if is_cyrillic(speaker.name):
            full = everywhere.heard(speaker.name)
            return self._of(full, everywhere.known) if full is not None else None
        last = folded(speaker.name)[-1:]
        forms = (speaker.name, *(alias for alias in speaker.aliases if folded(alias) == last))
        full = next((full for form in forms if (full := fullest(form, self.counted)) is not None), None)
        known = self.people
        if full is None or full == speaker.name:
            wider = everywhere.of(speaker, self.small)
            longer = fullest(speaker.name, {name: len(known.pages) for name, known in wider.items()})
            full, known = (longer, wider) if longer is not None else (full, known)
        return self._of(full, known) if full is not None else None

    def _of(self, full: str, known: Mapping[str, _Known], kind: SpeakerKind = SpeakerKind.PERSON) -> Naming | None:
        """The naming, where another page tells it: what stands on the page itself was weighed there."""
        pages, roles = known[full].pages - {self.page}, known[full].roles
        if not pages:
            return None
        return Naming(Speaker(full, kind, max(roles, key=lambda role: (len(role), role), default=None)), min(pages))

    def _surname(self, name: str) -> Naming | None:
        """A single word that the page does not show to be a name: "Kallweit rejected this"."""
        if " " in name or not name[:1].isupper():
            return None
        full = fullest(name, self.counted)
        return self._of(full, self.people) if full is not None and folded(full)[0] != folded(name)[0] else None

    def bearer(self, description: str) -> Naming | None:
        """The one person of the occasion with such a role; "a spokesman" may be anybody."""
        asked = description.lower().split()
        if not asked or asked[0] in self.small.indefinite:
            return None
        for exact in (True, False):
            fits = {
                fullest(name, self.counted) or name
                for name, known in self.people.items()
                if any(is_role(asked, role, self.small, exact=exact) for role in known.roles)
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
            is_role(asked, role, self.small, exact=False)
            for role in roles | ({speaker.role} if speaker.role else set())
        )

    def _body(self, name: str) -> Naming | None:
        """The one body whose full name holds the words of a short form."""
        short = set(name.lower().split()) - self.small.all
        if short.isdisjoint(self.small.bodies):
            return None
        fits = [full for full in self.bodies if short < set(full.lower().split())]
        best = max(fits, key=lambda full: (not full.isupper(), len(full), full), default=None)
        if best is None or not short or any(not _within(full, best) for full in fits):
            return None
        return self._of(best, self.bodies, SpeakerKind.BODY)


class _Namesakes:
    """The full names of a whole run by their first words."""

    def __init__(self, told: Sequence[_Told]) -> None:
        self.known = _joined(rows[SpeakerKind.PERSON] for rows in told)
        self._by_start: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for full in sorted(self.known):
            self._by_start[folded(full)[:WHOLE]].append(full)

    def heard(self, name: str) -> str | None:
        """The one name in Latin letters that sounds like it, where as many pages write it so.

        The commoner script of a run names the person; a run in one script keeps it.
        """
        own = self.known.get(name, _Known())
        language = min(own.languages, default="")
        fits = [
            full
            for full, known in sorted(self.known.items())
            if not is_cyrillic(full)
            and len(known.pages) >= len(own.pages)
            and sounds_like(name, language, full, min(known.languages))
        ]
        best = fullest(fits[0], {full: len(self.known[full].pages) for full in fits}) if fits else None
        return best if best is not None and all(may_be(full, best) for full in fits) else None

    def of(self, speaker: Speaker, small: Small) -> dict[str, _Known]:
        """The full names that begin with the same two words and share the noun of a role."""
        same = self._by_start.get(folded(speaker.name)[:WHOLE], [])
        role = _nouns([speaker.role or ""], small)
        return {full: self.known[full] for full in same if _nouns(self.known[full].roles, small) & role}


def _nouns(roles: Iterable[str], small: Small) -> set[str]:
    return {noun_of(role.lower().split(), small) for role in roles} - {""}


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
    small = small_words(reading.article.language)
    for speaker in {s.speaker for s in reading.statements if s.speaker is not None}:
        for form in (speaker.name, *speaker.aliases) if speaker.kind in out else ():
            if _is_whole(form, speaker.kind, small):
                known = out[speaker.kind].setdefault(form, _Known())
                known.pages.add(reading.page.name)
                known.languages.add(reading.article.language)
                known.roles |= {speaker.role} if speaker.role else set()
    return out


def _is_whole(form: str, kind: SpeakerKind, small: Small) -> bool:
    """A person's given name and surname; a body's name with its noun, in capitals but for "of", "and" and the like."""
    row = form.split()
    capitals = sum(word[:1].isupper() for word in row)
    if kind is SpeakerKind.PERSON:
        return capitals >= WHOLE and row[0].lower() not in small.styles
    links = sum(word in small.all or len(word) <= _LINK for word in row if not word[:1].isupper())
    noun = not small.bodies.isdisjoint(word.lower() for word in row)
    return capitals >= WHOLE and capitals + links == len(row) and row[0].lower() not in small.all and noun


def _joined(rows: Iterable[Mapping[str, _Known]]) -> dict[str, _Known]:
    out: defaultdict[str, _Known] = defaultdict(_Known)
    for row in rows:
        for name, known in row.items():
            out[name].pages |= known.pages
            out[name].languages |= known.languages
            out[name].roles |= known.roles
    return dict(out)
