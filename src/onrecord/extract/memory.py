"""Who was credited last on a page, for the pronouns and descriptions that lean on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.extract.callings import PeopleWords
from onrecord.extract.person import Person
from onrecord.types import Speaker, SpeakerKind

AUTHOR = "the author"
RECENT = 6
"""The most people who are kept in mind."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A speaker with the rule that found it, how far it is to be trusted, and who else was near."""

    speaker: Speaker
    rule: str
    score: float
    person: Person | None = None
    other: str | None = None

    @property
    def detail(self) -> str:
        """What decided, and the runner-up."""
        return f"{self.rule}; next: {self.other}" if self.other else self.rule


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mention stands: in a headline, as the label of a turn, inside the direct speech of ``voice``, or aside.

    Whoever speaks aside, inside another's report, is not whom the next sentence goes on about.
    """

    headline: bool = False
    label: bool = False
    voice: Credit | None = None
    spoken: bool = False
    aside: bool = False


class Memory:
    """One page's credits so far. ``recent`` are single people, named or in office, the last one first."""

    def __init__(self, table: PeopleWords) -> None:
        self._table = table
        self.recent: list[Credit] = []
        self.plural: Speaker | None = None
        self.body: Speaker | None = None
        self.outlet: Speaker | None = None
        self.counted: Counter[str] = Counter()

    @property
    def people(self) -> list[Person]:
        return [credit.person for credit in self.recent if credit.person is not None]

    def keep(self, credit: Credit, *, aside: bool = False) -> None:
        """The next pronoun may mean this speaker."""
        kind, name = credit.speaker.kind, credit.speaker.name
        if credit.rule == AUTHOR:
            return  # "I asked her": nobody whom "he" and "she" mean
        if kind in (SpeakerKind.PERSON, SpeakerKind.OFFICE):
            self.counted[name] += credit.person is not None
            rest = [known for known in self.recent if known.speaker.name != name]
            at = 1 if aside and rest else 0
            self.recent = [*rest[:at], credit, *rest[at : RECENT - 1]]
        elif kind is SpeakerKind.GROUP:
            self.plural = credit.speaker
        else:
            self.body = credit.speaker
            self.outlet = credit.speaker if kind is SpeakerKind.OUTLET and credit.rule == "outlet" else self.outlet

    def sex_of(self, credit: Credit) -> str:
        """Of a person as the page tells it, of an office as its noun does ("spokeswoman"); "" where neither tells."""
        if credit.person is not None:
            return credit.person.sex
        low = credit.speaker.name.lower().split()
        return (
            "f" if any(w in self._table.female for w in low) else "m" if any(w in self._table.male for w in low) else ""
        )
