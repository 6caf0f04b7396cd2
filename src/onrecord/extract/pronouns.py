"""He, she, it and they: whom a pronoun that is credited stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from onrecord.extract.cues import lexicon
from onrecord.extract.grammar import Grammar
from onrecord.extract.memory import AUTHOR, Credit, Memory, Standing
from onrecord.extract.names import Name
from onrecord.extract.people import REACH, Cast
from onrecord.extract.person import Person
from onrecord.extract.phrases import Range, sentence_subject
from onrecord.extract.tokens import Paragraph
from onrecord.types import Speaker, SpeakerKind

_OPENING = 60
"""Characters from the start of a sentence in which its subject is named."""


_SPOKEN = 30
"""Words of direct speech in which a pronoun looks back."""

Describe = Callable[[Paragraph, int, list[str]], Credit | None]
"""Who a description stands for."""


class Pronouns:
    """Resolves the pronouns of one page in the order of its text."""

    def __init__(self, cast: Cast, g: Grammar, memory: Memory, byline: tuple[str, ...], describe: Describe) -> None:
        self.cast, self.g, self.memory, self.byline, self.describe = cast, g, memory, byline, describe

    def resolve(self, p: Paragraph, at: int, low: str, standing: Standing) -> Credit | None:
        """Who the pronoun at word ``at`` means; None where nobody fits."""
        g = self.g
        sex = "m" if low in g.male else "f" if low in g.female else ""
        if sex:
            return self._someone(p, at, sex, standing)
        if low in g.plural and self.memory.plural:
            return Credit(self.memory.plural, f"pronoun “{low}”", 0.6)
        if low in g.neuter and self.memory.body:
            return Credit(self.memory.body, f"pronoun “{low}”", 0.6)
        if low in g.author and len(self.byline) == 1 and not standing.spoken:
            return Credit(Speaker(self.byline[0], SpeakerKind.PERSON), AUTHOR, 0.6)
        return None

    def subject(self, p: Paragraph, at: int) -> Range | None:
        """The subject of the sentence before the one that holds word ``at``, in the same paragraph."""
        number = bisect_left(p.sentences, (at + 1, 0)) - 2
        if number < 0:
            return None
        lo, hi = p.sentences[number]
        return sentence_subject(p, lo, hi, self.g, lexicon(self.cast.language))

    def _someone(self, p: Paragraph, at: int, sex: str, standing: Standing) -> Credit | None:
        """The person last credited, unless a sentence since then has another one who fits as its subject."""
        offset = p.start[at]
        voice = standing.voice if standing.spoken else None
        within = self._within_speech(p, at, sex) if standing.spoken else None
        if within is not None:
            return within
        fits = [c for c in self.memory.recent if self.memory.sex_of(c) in ("", sex) and not _is_same(c, voice)]
        nearest = self._nearest(p, offset, sex, voice)
        told = None if fits else self.cast.most_named(offset, lambda person: _can_be(person, sex, voice))
        chosen = fits[0] if fits else _credit(told or nearest or self._subject_of_last(offset, sex))
        if chosen is None:
            return None
        rule = "last credited" if fits else "most named"
        if nearest is not None and nearest is not chosen.person and self._took_over(p, nearest, chosen, offset):
            chosen, rule = _credit(nearest) or chosen, "subject since"
        others = [c.speaker.name for c in fits] + ([nearest.full] if nearest else [])
        other = next((name for name in others if name != chosen.speaker.name), None)
        if chosen.person is not None:
            chosen.person.sex = chosen.person.sex or sex
        return Credit(chosen.speaker, f"pronoun “{p.low[at]}”: {rule}", 0.75, chosen.person, other)

    def _within_speech(self, p: Paragraph, at: int, sex: str) -> Credit | None:
        """In direct speech, "I asked the president …, and he told me": the description before in the same sentence."""
        number = bisect_left(p.sentences, (at + 1, 0)) - 1
        floor = max(p.sentences[number][0] if number >= 0 else 0, at - _SPOKEN)
        for k in range(at - 1, floor, -1):
            if (
                p.quote[k] != p.quote[at]
                or p.low[k] not in self.cast.words.persons
                or p.low[k - 1] not in self.g.definite
            ):
                continue
            low = [p.low[k - 1], p.low[k]]
            credit = self.describe(p, k - 1, low) or Credit(Speaker(p.word[k], SpeakerKind.OFFICE), "", 0.6)
            if self.memory.sex_of(credit) in ("", sex):
                return Credit(credit.speaker, f"pronoun “{p.low[at]}”: “{p.low[k]}” before", 0.65, credit.person)
        return None

    def _nearest(self, p: Paragraph, offset: int, sex: str, voice: Credit | None) -> Person | None:
        """Who was named last before the offset, and can be meant; those of whom more is known come first.

        "About Karl Berg, he said": whom a preposition leads to in the same sentence is somebody else.
        """
        mentions = self.cast.mentions
        stop = bisect_left(mentions, offset, key=lambda mention: mention[0])
        opens = _sentence_start(p, offset)
        doubtful: Person | None = None
        for at, person in reversed(mentions[max(0, stop - REACH) : stop]):
            if _can_be(person, sex, voice) and person.likely and not (at >= opens and self._is_led(at)):
                if person.sex or person.roles:
                    return person
                doubtful = doubtful or person
        return doubtful

    def _is_led(self, at: int) -> bool:
        name = self._name_at(at)
        return name is not None and not name.plain

    def _name_at(self, at: int) -> Name | None:
        names = self.cast.names
        number = bisect_left(names, at, key=lambda name: name.start)
        return names[number] if number < len(names) and names[number].start == at else None

    def _took_over(self, p: Paragraph, nearest: Person, last: Credit, offset: int) -> bool:
        """Someone else is the subject of this sentence or the one before, after the last credit."""
        since = last.person.named_before(offset) if last.person is not None else 0
        near = nearest.named_before(offset)
        return near > since and self._opens(p, near, offset)

    def _opens(self, p: Paragraph, near: int, offset: int) -> bool:
        """Is the name at ``near`` the subject of the sentence that holds the offset, or of the one before?"""
        behind = bisect_left(p.sentences, offset, key=lambda sentence: p.start[sentence[0]])
        for lo, _ in p.sentences[max(0, behind - 2) : behind]:
            if 0 <= near - p.start[lo] < _OPENING and not self._is_led(near):
                first = bisect_left(self.cast.names, p.start[lo], key=lambda name: name.start)
                plain = next((n for n in self.cast.names[first : first + 4] if n.plain and self.cast.bearer(n)), None)
                return plain is not None and plain.start == near
        return False

    def _subject_of_last(self, offset: int, sex: str) -> Person | None:
        """Where nobody else is known: the whole name that was last a subject, whatever it may be."""
        stop = bisect_left(self.cast.names, offset, key=lambda name: name.start)
        for name in reversed(self.cast.names[max(0, stop - 3) : stop]):
            person = self.cast.bearer(name)
            if name.plain and len(name.words) > 1 and person is not None and person.sex in ("", sex):
                return person
        return None


def _sentence_start(p: Paragraph, offset: int) -> int:
    number = bisect_left(p.sentences, offset + 1, key=lambda sentence: p.start[sentence[0]]) - 1
    return p.start[p.sentences[number][0]] if number >= 0 else p.span.start


def _can_be(person: Person, sex: str, voice: Credit | None) -> bool:
    return person.sex in ("", sex) and (voice is None or person is not voice.person)


def _is_same(credit: Credit, voice: Credit | None) -> bool:
    return voice is not None and credit.speaker.name == voice.speaker.name


def _credit(person: Person | None) -> Credit | None:
    return Credit(person.speaker, "", 0.75, person) if person is not None else None
