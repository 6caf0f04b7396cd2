"""Pages of one occasion as lineage sees them: what each gave, and who its speakers are across all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from onrecord.link.candidates import Likeness
from onrecord.link.identity.mentions import mentions_of
from onrecord.link.identity.resolving import identities
from onrecord.link.namings import named, renamed
from onrecord.types import Passage, Reading, SpeakerKind, Statement

Credit = tuple[SpeakerKind, str]
"""Under which kind and name a page credits somebody."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A page that tells of an occasion; ``speakers`` tell who the names are that it credits."""

    reading: Reading
    speakers: Mapping[Credit, str]

    @property
    def page(self) -> str:
        return self.reading.article.page

    @property
    def text(self) -> str:
        return self.reading.article.text

    def who(self, statement: Statement) -> str | None:
        """The id of who is credited, the same on all pages of the occasion; None where nobody is."""
        speaker = statement.speaker
        return self.speakers.get((speaker.kind, speaker.name)) if speaker else None

    def words(self, passage: Passage) -> str:
        """What stands there; stretches that lie apart are joined by a blank."""
        return " ".join(span.of(self.text) for span in passage.spans)


def tellings(readings: Sequence[Reading], occasion: str) -> list[Telling]:
    """Pages that tell of one occasion, in the order of their ids, with full names lent between them.

    ``occasion`` is any name of it: names that stand on pages of one occasion support each other.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.page)
    pairs = [(a, b, _SAME) for a, b in combinations(range(len(ordered)), 2)]
    lent = named(ordered, pairs)
    whole = [renamed(reading, lent[number]) if number in lent else reading for number, reading in enumerate(ordered)]
    return [Telling(reading, credited) for reading, credited in zip(whole, _credits(whole, occasion), strict=True)]


def with_speakers(telling: Telling, known: Mapping[Credit, str]) -> Telling:
    """The same page with speakers as somebody else tells them, who knows more pages; what is not told stays."""
    return replace(telling, speakers={**telling.speakers, **known})


_SAME = Likeness(score=0.0, names=1.0, figures=1.0, runs=0.0)


def _credits(readings: Sequence[Reading], occasion: str) -> Iterator[dict[Credit, str]]:
    mentions = [mention for reading in readings for mention in mentions_of(reading, (occasion,))]
    who: defaultdict[str, dict[Credit, str]] = defaultdict(dict)
    for mention, identity in identities(mentions).who(mentions):
        who[mention.page][mention.kind, mention.name] = identity.id
    for reading in readings:
        yield who[reading.article.page]
