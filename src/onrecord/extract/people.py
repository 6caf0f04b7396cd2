"""Who is named on a page: its people, each with its spellings, roles and sex."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord import words
from onrecord.extract.callings import bare, fold, people_words
from onrecord.extract.cases import cases, stem, subject_form
from onrecord.extract.grammar import grammar
from onrecord.extract.names import Name, is_headline, names_in
from onrecord.extract.person import Person, counted
from onrecord.extract.slips import Neighbours, slips
from onrecord.extract.tokens import Paragraph
from onrecord.extract.votes import Votes

NAMESAKES = 40
"""The most people who are told apart by one surname."""
REACH = 200
"""How many mentions of people a pronoun looks back."""
_TWICE = 2


class Cast:
    """The people of one page, found once and asked by their names."""

    def __init__(self, paragraphs: Sequence[Paragraph], language: str) -> None:
        self.language = language
        self.words = people_words(language)
        self._cases = cases(language)
        self._given = self.words.male_names.words | self.words.female_names.words
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._near: dict[tuple[str, ...], Person | None] = {}
        self._neighbours = Neighbours()
        self._bearers: dict[str | int, list[int]] = {}
        self.headlines = frozenset(p.span.start for p in paragraphs if is_headline(p, language))
        found = [(p.span.start in self.headlines, name) for p in paragraphs for name in names_in(p, language)]
        self.names = [name for headline, name in found if not headline]
        alone = self._gather()
        self._add_headlines([name for headline, name in found if headline])
        self.names.sort(key=lambda name: name.start)
        for person in self.people:
            person.at.sort()
            person.subject = subject_form(person.forms, self._given, self._cases)
        votes = Votes(paragraphs, grammar(language))
        self._ask_pronouns(votes)
        self._add_lone(alone, paragraphs, votes)
        self._index_roles()
        self.mentions = sorted(((at, person) for person in self.people for at in person.at), key=lambda pair: pair[0])

    def _gather(self) -> list[Name]:
        """The people of all names, whole names first; the single words that name nobody known are given back."""
        for name in sorted(self.names, key=lambda n: (-len(n.words), n.start)):
            if len(name.words) > 1:
                self._add(name)
        return [name for name in self.names if len(name.words) == 1 and not self._add_short(name)]

    def _add_headlines(self, names: Sequence[Name]) -> None:
        """Where every word has a capital, a run is cut down to the person in it whom the text names: "Berg Says No"."""
        for name in names:
            known = next((part for part in _parts(name) if self._knows(part.words)), None)
            cut = name if known is None and len(name.words) <= _TWICE else known
            if cut is None:
                continue
            self.names.append(cut)
            if len(cut.words) > 1:
                self._add(cut)
            else:
                self._add_short(cut)

    def _knows(self, words_of: tuple[str, ...]) -> bool:
        person = self.find(words_of)
        return person is not None and (len(words_of) > 1 or self._key(words_of[0]) in self._by_word)

    def bearer(self, name: Name) -> Person | None:
        """The person whom a mention names; "Mrs. Berg" is not Karl Berg."""
        return self.find(name.words, self._told_sex(name.titles))

    def find(self, name: tuple[str, ...], sex: str = "") -> Person | None:
        """The person that these words name: exactly, in part, or but for a slip of spelling."""
        if not name:
            return None
        last = self._key(bare(name[-1]))
        known = self._by_word.get(last)
        if known:
            fits = [p for p in known[:NAMESAKES] if _compatible(p.name, name, self._key) and _same(p.sex, sex)]
            if fits:
                return max(fits, key=lambda p: (len(p.at), -p.at[0] if p.at else 0))
            return None
        given = self._by_given.get(last, [])
        if len(name) == 1 and len(given) == 1:
            return given[0]
        if name not in self._near:
            self._near[name] = self._nearly(name)
        near = self._near[name]
        return near if near is not None and _same(near.sex, sex) else None

    def names_between(self, start: int, end: int) -> list[Name]:
        """The names that stand at least in part between two offsets."""
        first = bisect_left(self.names, start, key=lambda name: name.start)
        first -= first > 0 and self.names[first - 1].end > start
        return self.names[first : bisect_left(self.names, end, key=lambda name: name.start)]

    def with_initials(self, letters: str) -> Person | None:
        """The one person whose names begin with these letters: the "AK" of an interview."""
        fits = [person for person in self.people if "".join(word[0] for word in person.name) == letters]
        return fits[0] if len(fits) == 1 and len(letters) > 1 else None

    def most_named(self, offset: int | None, fits: Callable[[Person], bool]) -> Person | None:
        """Of the likely people who fit, whom the page names most, before the offset or at all; the first of equals."""
        last = len(self.mentions)
        stop = last if offset is None else bisect_left(self.mentions, offset, key=lambda mention: mention[0])
        near = [person for _, person in self.mentions[max(0, stop - REACH) : stop] if person.likely and fits(person)]
        counts = Counter(map(id, near))
        return max(near, key=lambda person: counts[id(person)], default=None)

    def learn(self, person: Person, role: str) -> None:
        """From now on the person bears the role that a description gave."""
        counted(person.roles, role)
        self._index_role(next(n for n, known in enumerate(self.people) if known is person))

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
        numbers = set(self._bearers.get(noun, ()))
        for office in self.words.office.get(noun, ()):
            numbers.update(self._bearers.get(office, ()))
        return [self.people[number] for number in sorted(numbers)[:NAMESAKES]]

    def _enter(self, person: Person) -> None:
        for word in _surnames(person.name):
            self._neighbours.add(self._key(word), len(self.people))
        self.people.append(person)
        self._near.clear()

    def _add(self, name: Name) -> None:
        person = self.bearer(name)
        if person is None:
            person = Person(name.words, sex=self._told_sex(name.titles) or self._sex_of(name.words[0]))
            self._enter(person)
            for word in name.words[1:]:
                self._by_word.setdefault(self._key(word), []).append(person)
            self._by_given.setdefault(self._key(name.words[0]), []).append(person)
        self._note(person, name)

    def _add_short(self, name: Name) -> bool:
        person = self.bearer(name)
        if person is None and (name.titles or name.role):
            person = Person(name.words, sex=self._told_sex(name.titles))
            self._enter(person)
            self._by_word.setdefault(self._key(name.words[0]), []).append(person)
        if person is not None:
            self._note(person, name)
        return person is not None

    def _note(self, person: Person, name: Name) -> None:
        person.at.append(name.start)
        counted(person.forms, " ".join(name.words))
        if name.role:
            counted(person.roles, name.role)
        if name.titles and name.titles[-1] in self.words.styles:
            person.style = person.style or name.titles[-1].capitalize()
        person.sex = person.sex or self._told_sex((*name.titles, *(name.role or "").lower().split()))

    def _index_roles(self) -> None:
        for number, person in enumerate(self.people):
            if person.roles:
                self._index_role(number)

    def _index_role(self, number: int) -> None:
        nouns = {bare(fold(w)) for role in self.people[number].roles for w in role.lower().split()}
        keys: set[str | int] = {*nouns, *(group for noun in nouns for group in self.words.office.get(noun, ()))}
        for key in keys:
            known = self._bearers.setdefault(key, [])
            if number not in known[-1:]:
                known.append(number)

    def _ask_pronouns(self, votes: Votes) -> None:
        """Where neither title nor given name tells: the first pronoun after each mention votes."""
        plain = {name.start: name.end for name in self.names if name.plain}
        blocking = sorted(at for person in self.people for at in person.at if at in plain)
        for person in self.people:
            if not person.sex:
                person.sex = votes.winner([(at, plain[at]) for at in person.at if at in plain], blocking)

    def _add_lone(self, alone: Sequence[Name], paragraphs: Sequence[Paragraph], votes: Votes) -> None:
        """Surnames that never have a title: twice on the page, "he" or "she" behind them, and nobody is in them."""
        places = frozenset(str(words.load(self.language, "occasions").get("places", {}).get("before", "")).split())
        small = {p.low[k] for p in paragraphs for k, word in enumerate(p.word) if word[0].islower()} if alone else set()
        by_word: dict[str, list[Name]] = {}
        for name in alone:
            by_word.setdefault(self._key(name.words[0]), []).append(name)
        blocking = [name.start for name in self.names if name.plain]
        for same in by_word.values():
            word = same[0].words[0].lower()
            led = any(name.led in places for name in same)
            if (
                len(same) < _TWICE
                or led
                or all(name.opens for name in same)
                or word in small
                or word in self.words.groups
                or word in self.words.persons
            ):
                continue
            sex = votes.winner([(name.start, name.end) for name in same if name.plain], blocking)
            if sex:
                person = Person(same[0].words, sex=sex)
                self._enter(person)
                self._by_word.setdefault(self._key(person.name[0]), []).append(person)
                for name in same:
                    self._note(person, name)

    def _told_sex(self, titles: Sequence[str]) -> str:
        if any(title in self.words.female for title in titles):
            return "f"
        return "m" if any(title in self.words.male for title in titles) else ""

    def _sex_of(self, given: str) -> str:
        folded = fold(given)
        if folded in self.words.male_names:
            return "m"
        return "f" if folded in self.words.female_names else ""


def _parts(name: Name) -> Iterator[Name]:
    """The name, and the runs of its words, the longer and earlier first."""
    for length in range(len(name.words), 0, -1):
        for first in range(len(name.words) - length + 1):
            before = sum(len(word) + 1 for word in name.words[:first])
            kept = name.words[first : first + length]
            start = name.start + before
            yield replace(name, words=kept, start=start, end=min(name.end, start + len(" ".join(kept))))


def _compatible(known: tuple[str, ...], name: tuple[str, ...], key: Callable[[str], str]) -> bool:
    """ "Beatriz Almenara" may be "Beatriz Almenara Roque"; "Anna Berg" is not "Karl Berg"."""
    if len(name) == 1:
        return True
    given, other = key(known[0]), key(name[0])
    return given == other or _alike(given, other) or (len(other) <= 2 and given.startswith(other[:1]))


def _same(sex: str, other: str) -> bool:
    return not sex or not other or sex == other


def _alike(a: str, b: str) -> bool:
    return slips(a, b) is not None


def _surnames(name: tuple[str, ...]) -> tuple[str, ...]:
    """The last word, or of a long name all but the first: either may stand alone."""
    return name[-1:] if len(name) < 3 else name[1:]
