"""Who is named on a page: its people, each with its spellings, roles and sex."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.extract.cases import cases, stem, subject_form
from onrecord.extract.grammar import grammar
from onrecord.extract.names import Name, bare, fold, names_in, people_words
from onrecord.extract.slips import Neighbours, slips
from onrecord.extract.tokens import Paragraph

NAMESAKES = 40
"""The most people who are told apart by one surname."""
FORMS = 24
"""The most spellings, and the most roles, that are kept of one person."""


@dataclass(slots=True)
class Person:
    """One person of the page. ``forms`` counts the spellings that the page uses; ``at`` is where each stands."""

    name: tuple[str, ...]
    sex: str = ""
    credited: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    at: list[int] = field(default_factory=list)
    subject: str = ""
    """The form that a subject has, in a language whose names change their endings."""

    @property
    def full(self) -> str:
        """The name in most of its words, spelt as the page mostly spells its last one."""
        if self.subject:
            return self.subject
        whole = [form for form in self.forms if len(form.split()) > 1] or list(self.forms) or [" ".join(self.name)]
        last: Counter[str] = Counter()
        for form, count in self.forms.items():
            last[form.split()[-1]] += count
        return max(whole, key=lambda form: (last[form.split()[-1]], self.forms[form], len(form), form))

    @property
    def likely(self) -> bool:
        """Something beside capitals says that this is a person: a title, a role, a sex, words credited to it."""
        return bool(self.credited or self.sex or self.roles)

    @property
    def role(self) -> str | None:
        """The role that the page gives most often; of equals the longest."""
        return max(self.roles, key=lambda role: (self.roles[role], len(role), role), default=None)


class Cast:
    """The people of one page, found once and asked by their names."""

    def __init__(self, paragraphs: Sequence[Paragraph], language: str) -> None:
        self.language = language
        self.words = people_words(language)
        self._cases = cases(language)
        self._given = self.words.male_names.words | self.words.female_names.words
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._near: dict[tuple[str, ...], Person | None] = {}
        self._neighbours = Neighbours()
        self._bearers: dict[str | int, list[int]] = {}
        names = [name for p in paragraphs for name in names_in(p, language)]
        for name in sorted(names, key=lambda n: (-len(n.words), n.start)):
            if len(name.words) > 1:
                self._add(name)
        for name in sorted(names, key=lambda n: n.start):
            if len(name.words) == 1:
                self._add_short(name)
        for person in self.people:
            person.at.sort()
            person.sex = person.sex or self._sex_of(person.name[0])
            person.subject = subject_form(person.forms, self._given, self._cases)
        self._index_roles()
        self._ask_pronouns(paragraphs)
        self.mentions = sorted(((at, person) for person in self.people for at in person.at), key=lambda pair: pair[0])

    def find(self, name: tuple[str, ...]) -> Person | None:
        """The person that these words name: exactly, in part, or but for a slip of spelling."""
        if not name:
            return None
        last = self._key(bare(name[-1]))
        known = self._by_word.get(last)
        if known:
            fits = [p for p in known[:NAMESAKES] if _compatible(p.name, name, self._key)]
            if fits:
                return max(fits, key=lambda p: (len(p.at), -p.at[0] if p.at else 0))
            return None
        if name not in self._near:
            self._near[name] = self._nearly(name)
        return self._near[name]

    def _key(self, word: str) -> str:
        return stem(fold(word), self._cases)

    def _nearly(self, name: tuple[str, ...]) -> Person | None:
        last = self._key(bare(name[-1]))
        best: tuple[int, Person] | None = None
        for person in map(self.people.__getitem__, self._neighbours.of(last)):
            for word in _surnames(person.name):
                wrong = slips(last, self._key(word))
                close = wrong is not None and (len(name) == 1 or _alike(self._key(name[0]), self._key(person.name[0])))
                if close and wrong is not None and (best is None or wrong < best[0]):
                    best = (wrong, person)
        return best[1] if best else None

    def bearers(self, noun: str) -> list[Person]:
        """The first people, in the order of the cast, with a role of this noun or of the same office."""
        numbers = {*self._bearers.get(noun, ()), *self._bearers.get(self.words.office.get(noun, noun), ())}
        return [self.people[number] for number in sorted(numbers)[:NAMESAKES]]

    def _enter(self, person: Person) -> None:
        for word in _surnames(person.name):
            self._neighbours.add(self._key(word), len(self.people))
        self.people.append(person)
        self._near.clear()

    def _add(self, name: Name) -> None:
        person = self.find(name.words)
        if person is None:
            person = Person(name.words)
            self._enter(person)
            for word in name.words[1:] if len(name.words) > 1 else name.words:
                self._by_word.setdefault(self._key(word), []).append(person)
        self._note(person, name)

    def _add_short(self, name: Name) -> None:
        person = self.find(name.words)
        if person is None and (name.titles or name.role):
            person = Person(name.words)
            self._enter(person)
            self._by_word.setdefault(self._key(name.words[0]), []).append(person)
        if person is not None:
            self._note(person, name)

    def _note(self, person: Person, name: Name) -> None:
        person.at.append(name.start)
        _count(person.forms, " ".join(name.words))
        if name.role:
            _count(person.roles, name.role)
        for title in (*name.titles, *(name.role or "").lower().split()):
            if title in self.words.female:
                person.sex = "f"
            elif title in self.words.male:
                person.sex = person.sex or "m"

    def _index_roles(self) -> None:
        office = self.words.office
        for number, person in enumerate(self.people):
            nouns = {bare(fold(w)) for role in person.roles for w in role.lower().split()}
            keys: set[str | int] = {*nouns, *(office[noun] for noun in nouns if noun in office)}
            for key in keys:
                self._bearers.setdefault(key, []).append(number)

    def _ask_pronouns(self, paragraphs: Sequence[Paragraph]) -> None:
        """Where neither title nor given name tells: the first pronoun after each mention votes."""
        g = grammar(self.language)
        named = sorted(
            ((at, person) for person in self.people for at in person.at if not person.sex), key=lambda pair: pair[0]
        )
        blocking = sorted(at for person in self.people for at in person.at)
        votes: dict[int, Counter[str]] = {}
        for p in paragraphs:
            begin = bisect_left(named, p.span.start, key=lambda pair: pair[0])
            end = bisect_left(named, p.span.end, key=lambda pair: pair[0])
            for at, person in named[begin:end]:
                after = bisect_right(blocking, at)
                stop = blocking[after] if after < len(blocking) else p.span.end
                home = p.quote[p.index(at)]
                for k in range(p.index(at), min(p.index(stop), p.index(at) + 40)):
                    if p.quote[k] != home or p.low[k] in g.plural:  # "sie" may be many
                        continue
                    sex = "m" if p.low[k] in g.male else "f" if p.low[k] in g.female else ""
                    if sex:
                        votes.setdefault(id(person), Counter())[sex] += 1
                        break
        for _, person in named:
            told = votes.get(id(person), Counter())
            if told["m"] != told["f"]:
                person.sex = "m" if told["m"] > told["f"] else "f"

    def _sex_of(self, given: str) -> str:
        folded = fold(given)
        if folded in self.words.male_names:
            return "m"
        return "f" if folded in self.words.female_names else ""


def _compatible(known: tuple[str, ...], name: tuple[str, ...], key: Callable[[str], str]) -> bool:
    """ "Beatriz Almenara" may be "Beatriz Almenara Roque"; "Anna Berg" is not "Karl Berg"."""
    if len(name) == 1:
        return True
    given, other = key(known[0]), key(name[0])
    return given == other or _alike(given, other) or (len(other) <= 2 and given.startswith(other[:1]))


def _alike(a: str, b: str) -> bool:
    return slips(a, b) is not None


def _surnames(name: tuple[str, ...]) -> tuple[str, ...]:
    """The last word, or of a long name all but the first: either may stand alone."""
    return name[-1:] if len(name) < 3 else name[1:]


def _count(kept: Counter[str], form: str) -> None:
    if form in kept or len(kept) < FORMS:
        kept[form] += 1
