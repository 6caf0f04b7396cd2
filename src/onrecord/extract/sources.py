"""From the words that are credited to who that is: names, parts of names, slips, pronouns, roles, bodies, outlets.

Within one page, and with abstention: a pronoun or a role that fits nobody gives no speaker.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.names import Name, bare, fold, names_in
from onrecord.extract.people import Cast, Person
from onrecord.extract.tokens import Paragraph
from onrecord.types import Speaker, SpeakerKind

_LEADING = ("'", "’", "“", "”", '"', "(", "[")

REACH = 200
"""How many mentions of people a pronoun looks back."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A speaker with the rule that found it and how far it is to be trusted."""

    speaker: Speaker
    rule: str
    score: float


class Sources:
    """Resolves the mentions of one page in the order of its text; it remembers who was credited last."""

    def __init__(self, cast: Cast, outlets: frozenset[str], byline: tuple[str, ...]) -> None:
        self.cast = cast
        self.g: Grammar = grammar(cast.language)
        self.outlets = {fold(self._clean(name)): name for name in sorted(outlets)}
        self.byline = byline
        self._credited: Counter[str] = Counter()
        self._last_people: list[Person] = []
        self._last_plural: Speaker | None = None
        self._last_body: Speaker | None = None

    def resolve(self, p: Paragraph, first: int, last: int, *, headline: bool = False) -> Credit | None:
        """Who the words ``first`` to ``last`` of a paragraph name, kept in mind for the pronouns that follow.

        A headline's unnamed office ("Port boss") is the person whom the page quotes most.
        """
        credit = self.identify(p, first, last)
        if headline and credit is not None and self._is_office(credit, p, first, last) and self._credited:
            name, _ = self._credited.most_common(1)[0]
            person = self.cast.find(tuple(name.split()))
            credit = Credit(self.speaker_of(person), "headline's office", 0.5) if person else credit
        if credit is not None:
            self.remember(credit.speaker)
        return credit

    def _is_office(self, credit: Credit, p: Paragraph, first: int, last: int) -> bool:
        """An unnamed office, also where what stands behind its noun is no person ("Szefowa Lumenoru")."""
        if credit.speaker.kind is SpeakerKind.OFFICE:
            return True
        person = self.cast.find(tuple(credit.speaker.name.split()))
        once = person is not None and len(person.name) == 1 and len(person.at) == 1
        return once and last - first > 1 and p.low[first] in self.cast.words.persons

    def identify(self, p: Paragraph, first: int, last: int) -> Credit | None:
        """Who the words name; None where that cannot be told."""
        if last - first == 1 and p.low[first] in self.g.empty:
            return None
        low = [w if w in self.g.elisions else bare(w) for w in p.low[first:last]]
        while low and (low[0] in _LEADING or low[0] in self.g.adverbs):
            first, low = first + 1, low[1:]
        if not low:
            return None
        credit = self._pronoun(p, first, low[0]) if len(low) == 1 or low[0] in self.g.subject_pronouns else None
        if credit is None and low[0] not in self.g.subject_pronouns:
            credit = self._named(p, first, last) or self._described(p, first, last, low)
        return credit

    def remember(self, speaker: Speaker) -> None:
        """The next pronoun may mean this speaker."""
        if speaker.kind is SpeakerKind.PERSON:
            self._credited[speaker.name] += 1
            person = self.cast.find(tuple(speaker.name.split()))
            if person is not None:
                self._last_people = [person] + [known for known in self._last_people[:5] if known is not person]
        elif speaker.kind is SpeakerKind.GROUP:
            self._last_plural = speaker
        else:
            self._last_body = speaker

    def speaker_of(self, person: Person) -> Speaker:
        full = person.full
        aliases = tuple(sorted(form for form in person.forms if form != full))
        return Speaker(full, SpeakerKind.PERSON, person.role, aliases)

    def _pronoun(self, p: Paragraph, at: int, low: str) -> Credit | None:
        g = self.g
        sex = "m" if low in g.male else "f" if low in g.female else ""
        if sex:
            person = self._someone(p, at, sex)
            return Credit(self.speaker_of(person), f"pronoun “{low}”", 0.75) if person else None
        if low in g.plural and self._last_plural:
            return Credit(self._last_plural, f"pronoun “{low}”", 0.6)
        if low in g.neuter and self._last_body:
            return Credit(self._last_body, f"pronoun “{low}”", 0.6)
        if low in g.author and len(self.byline) == 1:
            return Credit(Speaker(self.byline[0], SpeakerKind.PERSON), "the author", 0.6)
        return None

    def _someone(self, p: Paragraph, at: int, sex: str) -> Person | None:
        """The person last credited, unless the same sentence has named another one who fits as its subject."""
        offset = p.start[at]
        fits = [person for person in self._last_people if person.sex in ("", sex)]
        nearest = self._nearest(offset, sex)
        chosen = fits[0] if fits else self._told_of(offset, sex) or nearest
        if chosen is None:
            return None
        if nearest is not None and nearest is not chosen and self._took_over(p, nearest, chosen, offset):
            chosen = nearest
        chosen.sex = chosen.sex or sex
        return chosen

    def _told_of(self, offset: int, sex: str) -> Person | None:
        """Where nobody was credited yet: whom the page has named most, the first of them where several are."""
        mentions = self.cast.mentions
        stop = bisect_left(mentions, offset, key=lambda mention: mention[0])
        counts = Counter(id(person) for _, person in mentions[max(0, stop - REACH) : stop])
        people = {id(person): person for _, person in mentions[max(0, stop - REACH) : stop]}
        fits = [people[key] for key in people if people[key].likely and people[key].sex in ("", sex)]
        return max(fits, key=lambda person: counts[id(person)], default=None)

    def _nearest(self, offset: int, sex: str) -> Person | None:
        """Who was named last before the offset, and can be meant; those of whom more is known come first."""
        mentions = self.cast.mentions
        stop = bisect_left(mentions, offset, key=lambda mention: mention[0])
        doubtful: Person | None = None
        for _, person in reversed(mentions[max(0, stop - REACH) : stop]):
            if person.sex in ("", sex) and person.likely:
                if person.sex or person.roles:
                    return person
                doubtful = doubtful or person
        return doubtful

    def _took_over(self, p: Paragraph, nearest: Person, last: Person, offset: int) -> bool:
        """Someone else opened this sentence or the one before, after the last credit, and nobody else fits as well."""
        since = _last_before(last.at, offset)
        near = _last_before(nearest.at, offset)
        behind = bisect_left(p.sentences, offset, key=lambda sentence: p.start[sentence[0]])
        opens = any(0 <= near - p.start[lo] < 60 for lo, _ in p.sentences[max(0, behind - 2) : behind])
        return near > since and opens

    def _named(self, p: Paragraph, first: int, last: int) -> Credit | None:
        titled = next((k for k in range(first, last) if not p.word[k][0].islower()), first)  # "the portal Kabel 7"
        outlet = self.outlets.get(fold(self._clean(p.text[p.start[titled] : p.end[last - 1]])))
        if outlet:
            return Credit(Speaker(outlet, SpeakerKind.OUTLET), "outlet", 0.9)
        best: tuple[Name, Person] | None = None
        for begin, end in self._chunks(p, first, last):
            for name in names_in(p, self.cast.language, begin, end):
                person = self.cast.find(name.words)
                alone = person is not None and len(name.words) == sum(w[0].isalnum() for w in p.word[begin:end])
                alone = alone or self._closes(p, begin, end, name)
                if person is not None and (person.likely or alone) and self._leads(p, begin, end, name):
                    best = (name, person)
            if best is not None or not self._may_hold_name(p, begin, end):
                break
        if best is None:
            return None
        name, person = best
        person.credited = True
        exact = any(" ".join(name.words) in form for form in (person.full, *person.forms))
        rule = "name" if len(name.words) > 1 else "part of a name" if exact else "name, slip of spelling"
        return Credit(self.speaker_of(person), rule, 0.95 if len(name.words) > 1 else 0.9)

    def _closes(self, p: Paragraph, begin: int, end: int, name: Name) -> bool:
        """A whole name at the end, behind common nouns that are no body: "union delegate Marta Landi"."""
        head = p.index(name.start)
        before = range(begin, head)
        whole = len(name.words) > 1 and head + len(name.words) == end
        return whole and all(p.word[k].islower() and p.low[k] not in self.cast.words.bodies for k in before)

    def _chunks(self, p: Paragraph, first: int, last: int) -> list[tuple[int, int]]:
        """The phrase in its parts between commas: "the leader of the dockers, Marguerite Odenkirchen"."""
        cuts = [k for k in range(first, last) if p.word[k] in (",", "(", ")", "—", "–")]
        edges = [first - 1, *cuts, last]
        return [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]

    def _may_hold_name(self, p: Paragraph, begin: int, end: int) -> bool:
        """A description of one person, whose name may stand in the apposition behind it."""
        heads = self._head(p.low[begin:end])
        return heads[0] in self.g.indefinite or any(bare(w) in self.cast.words.persons for w in heads)

    def _leads(self, p: Paragraph, begin: int, end: int, name: Name) -> bool:
        """Is the name the head of its part of the phrase, not the owner or the complement of another noun?"""
        head = p.index(name.start)
        stop = head + len(name.words)
        if p.word[min(stop, end) - 1].endswith(("'s", "’s")) and stop < end:
            return False
        if stop < end and p.low[stop] in self.cast.words.persons:
            return False
        described = len(name.role.split()) if name.role else 0
        return not any(w in self.g.prepositions for w in p.low[begin : max(begin, head - described)])

    def _described(self, p: Paragraph, first: int, last: int, low: list[str]) -> Credit | None:
        table = self.cast.words
        heads = self._head(low)
        definite = low[0] in self.g.determiners
        human = [w for w in heads if w in table.persons]
        text = self._clean(p.text[p.start[first] : p.end[self._apposed(p, first, last) - 1]])
        words = " ".join(low)
        if human and low[0] not in self.g.indefinite:
            person = self._by_role(low, human)
            if person is not None:
                return Credit(self.speaker_of(person), f"role “{words}”", 0.8 if definite else 0.75)
        definite = low[0] in self.g.definite or not self.g.articles
        if definite and not self._is_collective(heads) and self._personal(p, first, heads):
            person = self._recent(heads, human, p.start[first], unmodified=len(low) <= len(heads))
            if person is not None:
                return Credit(self.speaker_of(person), f"description “{words}”", 0.55)
        return Credit(Speaker(text, self._kind(heads, low)), "as written", 0.7) if text else None

    def _apposed(self, p: Paragraph, first: int, last: int) -> int:
        """Where the phrase itself ends: before the comma of a clause or an apposition that only describes it."""
        for k in range(first + 1, last - 1):
            if p.word[k] == "," and (p.low[k + 1] in self.g.relatives or p.low[k + 1] in self.g.determiners):
                return k
        return last

    def _clean(self, text: str) -> str:
        """Without marks at the edges, without its article and without what stands behind it in brackets."""
        text = text.partition(" (")[0].strip() or text
        text = " ".join(text.strip(" \"'“”‘’„«»‚.,;:()").split())
        first, blank, rest = text.partition(" ")
        if blank and first.lower() in self.g.articles and first.lower() not in self.g.indefinite:
            return rest
        head, mark, rest = text.replace("’", "'").partition("'")
        return text[len(head) + 1 :] if mark and head.lower() + mark in self.g.articles else text

    def _head(self, low: list[str]) -> list[str]:
        """The words up to the first preposition, comma or relative: where the head noun stands."""
        out: list[str] = []
        for w in low:
            if (w in self.g.prepositions or w in self.g.subordinators or w in (",", "(")) and out:
                break
            out.append(w)
        return out

    def _by_role(self, low: list[str], human: list[str]) -> Person | None:
        """The person whose role the words tell: the same noun or one of the same office, then shared words."""
        office = self.cast.words.office
        head = fold(human[-1] if self.g.articles else human[0])
        low = low[: next((k for k, w in enumerate(low) if not w[:1].isalnum()), len(low))]
        wanted = {bare(fold(w)) for w in low if w not in self.g.determiners and w not in self.g.prepositions} - {head}
        best: tuple[float, Person] | None = None
        for person in self.cast.bearers(head):
            for role in person.roles:
                said = [bare(fold(w)) for w in role.lower().split()]
                noun = head in said
                same = noun or (head in office and any(office.get(w) == office[head] for w in said))
                if not same:
                    continue
                shared = len(wanted & set(said))
                if wanted - set(said) and not shared and not noun:
                    continue
                recent = self._last_people.index(person) if person in self._last_people else 9
                lesser = sum(w in self.cast.words.lesser and w not in wanted for w in said)
                score = 2.0 * shared + noun - len(wanted - set(said)) * 0.25 - lesser - recent * 0.05
                if not noun and len(wanted - set(said)) > shared:
                    continue
                if best is None or score > best[0]:
                    best = (score, person)
        return best[1] if best else None

    def _recent(self, heads: list[str], human: list[str], offset: int, *, unmodified: bool) -> Person | None:
        """The person credited last; for a role that nobody bears, one whose role the page leaves open."""
        sex = (
            "f"
            if any(w in self.cast.words.female for w in heads)
            else "m"
            if any(w in self.cast.words.male for w in heads)
            else ""
        )
        fits = [person for person in self._last_people if not sex or person.sex in ("", sex)]
        if human:
            office = self.cast.words.office.get(fold(human[-1]), human[-1])
            open_ = [
                p
                for p in fits
                if not any(bare(fold(w)) in self.cast.words.office for r in p.roles for w in r.lower().split())
            ]
            fits = open_ if isinstance(office, int) and (open_ or not unmodified) else fits
        if not fits and not self._last_people:
            told = self._told_of(offset, sex) if sex else self._told_of(offset, "m") or self._told_of(offset, "f")
            fits = [told] if told else []
        return fits[0] if fits else None

    def _is_collective(self, heads: list[str]) -> bool:
        table = self.cast.words
        return any(w in table.bodies or w in table.groups or w in table.outlets for w in heads) or not heads

    def _personal(self, p: Paragraph, first: int, heads: list[str]) -> bool:
        """ "the Dane", "the former professor", "the 51-year-old", "the woman who …"."""
        table = self.cast.words
        head = heads[-1]
        if head in table.persons:
            return not any(w in table.bodies for w in heads)
        if not self.g.articles:
            return any(w in table.persons for w in heads)
        if self.g.endings.demonym and not head.endswith(self.g.endings.demonym):
            return False
        at = first + len(heads) - 1
        return head.endswith("-year-old") or (
            len(heads) <= 3
            and p.word[at][0].isupper()
            and at == first + 1
            and len(heads) == 2
            and not p.word[at].isupper()
            and not head.endswith(self.g.endings.plural)
        )

    def _kind(self, heads: list[str], low: list[str]) -> SpeakerKind:
        table = self.cast.words
        if any(w in table.outlets for w in low):
            return SpeakerKind.OUTLET
        if heads and (heads[-1] in table.groups or low[0] in self.g.plural_determiners):
            return SpeakerKind.GROUP
        if heads and heads[-1] in table.persons:
            return SpeakerKind.OFFICE
        return SpeakerKind.BODY


def _last_before(places: list[int], offset: int) -> int:
    behind = bisect_left(places, offset)
    return places[behind - 1] if behind else 0
