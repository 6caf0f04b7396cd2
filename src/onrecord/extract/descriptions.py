"""People credited by what they are: "the minister", "its chief executive", "the Dane", "a spokesman for the port"."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract.callings import bare, fold
from onrecord.extract.grammar import Grammar
from onrecord.extract.memory import Credit, Memory, Standing
from onrecord.extract.people import Cast
from onrecord.extract.person import Person
from onrecord.extract.tokens import Paragraph
from onrecord.types import SpeakerKind

_LETTERS = 3
"""Letters that a noun for somebody's origin shares with its adjective: Dane and Danish, Pole and Polish."""


class Descriptions:
    """Finds who bears a role or fits a description, among the people of one page."""

    def __init__(self, cast: Cast, g: Grammar, memory: Memory) -> None:
        self.cast, self.g, self.memory, self.words = cast, g, memory, cast.words

    def head(self, low: list[str]) -> list[str]:
        """The words up to the first preposition, comma or relative: where the head noun stands."""
        out: list[str] = []
        for w in low:
            if (w in self.g.prepositions or w in self.g.subordinators or w in (",", "(")) and out:
                break
            out.append(w)
        return out

    def resolve(self, p: Paragraph, first: int, low: list[str], standing: Standing) -> Credit | None:
        """The person described, by role or else by being spoken of; None where that is nobody or anybody."""
        heads = self.head(low)
        human = [w for w in heads if w in self.words.persons]
        definite, shown = low[0] in self.g.determiners, " ".join(heads)
        if low[0] in self.g.indefinite:
            person = self._named_behind(p, first, heads) if human else None
            return self._credit(person, f"named behind “{shown}”", 0.75) if person else None
        if human:
            person, other = self._by_role(low, human, standing)
            if person is not None:
                return self._credit(person, f"role “{shown}”", 0.8 if definite else 0.75, other)
        if not self._may_lean(low, standing) or self.is_collective(heads) or not self._personal(p, first, heads):
            return None
        office = bool(human) and fold(human[-1]) in self.words.office and human[-1] not in self.words.professions
        if office and len(low) > len(heads) and not any(w in self.words.lesser for w in heads):
            return None  # "the minister of environment" is nobody of whom the page tells no such office
        person = self._recent(heads, human, p.start[first])
        if person is None:
            return None
        if human and fold(human[-1]) in self.words.office:
            self.cast.learn(person, " ".join(w for w in heads if w not in self.g.determiners))
        return self._credit(person, f"description “{shown}”", 0.55)

    def _credit(self, person: Person, rule: str, score: float, other: Person | None = None) -> Credit:
        return Credit(person.speaker, rule, score, person, other.full if other else None)

    def _may_lean(self, low: list[str], standing: Standing) -> bool:
        """A label, somebody's own ("her engineer") or a third party in direct speech is not who spoke last."""
        if standing.label or standing.spoken:
            return False
        own = low[0] in self.g.determiners and any(
            low[0] in row for row in (self.g.male, self.g.female, self.g.plural, self.g.neuter, self.g.first_person)
        )
        return not own and (low[0] in self.g.definite or not self.g.articles)

    def _named_behind(self, p: Paragraph, first: int, heads: list[str]) -> Person | None:
        """ "A spokesman said …, the spokesman, Karl Berg, added": the one bearer of the noun in the same paragraph."""
        head = fold(heads[-1])
        fits = [
            person
            for person in self.cast.bearers(head)
            if person.at
            and p.start[first] < person.at[0] < p.span.end
            and any(role.lower().split()[-1:] == [head] for role in person.roles)
        ]
        return fits[0] if len(fits) == 1 else None

    def _by_role(self, low: list[str], human: list[str], standing: Standing) -> tuple[Person | None, Person | None]:
        """The person whose role the words tell: the same noun or one of the same office, then shared words.

        Second comes the next best.
        """
        head = self._noun(human)
        low = low[: next((k for k, w in enumerate(low) if not w[:1].isalnum()), len(low))]
        office = self.words.office
        mine = office.get(head, frozenset())
        wanted = {bare(fold(w)) for w in low if w not in self.g.determiners and w not in self.g.prepositions} - {head}
        wanted = {w for w in wanted if not office.get(w, frozenset()) & mine}
        voice = standing.voice if standing.spoken else None
        recent = self.memory.people
        scored: list[tuple[float, int, Person]] = []
        for number, person in enumerate(self.cast.bearers(head)):
            if voice is not None and person is voice.person:
                continue
            known = person in recent
            fits = [fit for role in person.roles if (fit := self._fit(role, head, mine, wanted, known)) is not None]
            if fits:
                behind = recent.index(person) if person in recent else len(recent) + 3
                scored.append((max(fits) - behind * 0.05, -number, person))
        scored.sort(key=lambda row: row[:2], reverse=True)
        return scored[0][2] if scored else None, scored[1][2] if len(scored) > 1 else None

    def _fit(self, role: str, head: str, mine: frozenset[int], wanted: set[str], known: bool) -> float | None:
        """How well a role fits a description; None where it is another office.

        Of one who is ``known`` to have spoken, a word may be new ("the Danish coach") that tells no portfolio.
        """
        said = [bare(fold(w)) for w in role.lower().split()]
        theirs = self._noun([bare(w) for w in self.head(role.lower().split())])
        noun = head == theirs
        if not noun and not mine & self.words.office.get(theirs, frozenset()):
            return None
        shared, missing = wanted & set(said), wanted - set(said)
        if not noun and len(missing) > len(shared) and (not known or len(missing) > 1 or self._portfolio(missing)):
            return None
        if not shared and self._portfolio(wanted) and self._portfolio(said):
            return None
        lesser = sum(w in self.words.lesser and w not in wanted for w in said)
        return 2.0 * len(shared) + noun - len(missing) * 0.25 - lesser

    def _noun(self, low: list[str]) -> str:
        """The noun that a description or a role turns on: "engineer" of "chief engineer"."""
        nouns = [w for w in low if w in self.words.persons or fold(w) in self.words.office] or low
        return fold(nouns[-1] if self.g.articles else nouns[0]) if nouns else ""

    def _portfolio(self, low: Iterable[str]) -> bool:
        """Words that tell one minister or secretary from another."""
        return any(w in self.words.portfolios for w in low)

    def _recent(self, heads: list[str], human: list[str], offset: int) -> Person | None:
        """The person credited last; for an office that nobody bears, one whose office the page leaves open.

        Where nobody was credited yet, whom the page has named most.
        """
        table = self.words
        sex = "f" if any(w in table.female for w in heads) else "m" if any(w in table.male for w in heads) else ""
        known = self.memory.people
        if not known:
            return self.cast.most_named(offset, lambda person: person.sex in (("", sex) if sex else ("m", "f")))
        fits = [person for person in known if not sex or person.sex in ("", sex)]
        if human and fold(human[-1]) in table.office and human[-1] not in table.professions:
            past = any(w in table.lesser for w in heads)
            fits = [person for person in fits if past or not self._in_office(person)]
        elif not human:
            same = [person for person in fits if self._same_origin(person, heads[-1])]
            return same[0] if same else self.cast.most_named(None, lambda person: person in fits)
        return fits[0] if fits else None

    def _in_office(self, person: Person) -> bool:
        return any(bare(fold(w)) in self.words.office for role in person.roles for w in role.lower().split())

    def _same_origin(self, person: Person, noun: str) -> bool:
        start = fold(noun)[:_LETTERS]
        return any(w[:1].isupper() and fold(w).startswith(start) for role in person.roles for w in role.split())

    def is_collective(self, heads: list[str]) -> bool:
        table = self.words
        return any(w in table.bodies or w in table.groups or w in table.outlets for w in heads) or not heads

    def _personal(self, p: Paragraph, first: int, heads: list[str]) -> bool:
        """ "the Dane", "the former professor", "the 51-year-old", "the woman who …"."""
        table, g, head = self.words, self.g, heads[-1]
        if head in table.persons:
            return not any(w in table.bodies for w in heads)
        if not g.articles:
            return any(w in table.persons for w in heads)
        if g.endings.demonym and not head.endswith(g.endings.demonym):
            return False
        at = first + len(heads) - 1
        capital = p.word[at][0].isupper() and not p.word[at].isupper() and not head.endswith(g.endings.plural)
        return head.endswith("-year-old") or (capital and at == first + 1 and len(heads) == 2)

    def kind(self, heads: list[str], low: list[str]) -> SpeakerKind:
        """What a source is that names no person."""
        table = self.words
        if any(w in table.outlets for w in low):
            return SpeakerKind.OUTLET
        if heads and (heads[-1] in table.groups or low[0] in self.g.plural_determiners):
            return SpeakerKind.GROUP
        return SpeakerKind.OFFICE if heads and heads[-1] in table.persons else SpeakerKind.BODY
