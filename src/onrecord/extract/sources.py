"""From the words that are credited to who that is: names, parts of names, slips, pronouns, roles, bodies, outlets.

Within one page, and with abstention: a pronoun or a role that fits nobody gives no speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.bodies import Bodies
from onrecord.extract.callings import bare, fold
from onrecord.extract.cues import lexicon
from onrecord.extract.descriptions import Descriptions
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.memory import Credit, Memory, Standing
from onrecord.extract.names import Name
from onrecord.extract.people import Cast
from onrecord.extract.person import Person
from onrecord.extract.phrases import sentence_subject
from onrecord.extract.pronouns import Pronouns
from onrecord.extract.tokens import Paragraph
from onrecord.extract.wordings import Wordings, chunks
from onrecord.types import Speaker, SpeakerKind

_LEADING = ("'", "’", "“", "”", '"', "(", "[")
PLAIN = Standing()


class Sources:
    """Resolves the mentions of one page in the order of its text; it remembers who was credited last."""

    def __init__(self, cast: Cast, bodies: Bodies, outlets: frozenset[str], byline: tuple[str, ...]) -> None:
        self.cast = cast
        self.g: Grammar = grammar(cast.language)
        self.memory = Memory(cast.words)
        self.descriptions = Descriptions(cast, self.g, self.memory)
        self.pronouns = Pronouns(cast, self.g, self.memory, byline, self._in_speech)
        self.wordings = Wordings(cast, self.memory, bodies, self.descriptions, self.pronouns)
        self.outlets = {fold(self.wordings.clean(name)): name for name in sorted(outlets)}

    def resolve(self, p: Paragraph, first: int, last: int, standing: Standing = PLAIN) -> Credit | None:
        """Who the words ``first`` to ``last`` of a paragraph name, kept in mind for the pronouns that follow.

        A headline's unnamed office ("Port boss") is the person whom the page quotes most; of a label that names an
        outlet it is a reporter who asks.
        """
        credit = self.identify(p, first, last, standing)
        if credit is None:
            return None
        if standing.headline and self._is_office(credit, p, first, last) and self.memory.counted:
            name, _ = self.memory.counted.most_common(1)[0]
            person = next((person for person in self.cast.people if person.full == name), None)
            credit = Credit(person.speaker, "headline's office", 0.5, person) if person else credit
        if standing.label and credit.speaker.kind is SpeakerKind.OUTLET and self.cast.words.reporter:
            name = f"{self.cast.words.reporter}, {credit.speaker.name}"
            credit = replace(credit, speaker=Speaker(name, SpeakerKind.OFFICE), rule="an outlet's reporter")
        self.memory.keep(credit, aside=standing.aside)
        return credit

    def _in_speech(self, p: Paragraph, first: int, low: list[str]) -> Credit | None:
        return self.descriptions.resolve(p, first, low, Standing(spoken=True))

    def remember(self, credit: Credit) -> None:
        """The next pronoun may mean this speaker."""
        self.memory.keep(credit)

    def _is_office(self, credit: Credit, p: Paragraph, first: int, last: int) -> bool:
        """An unnamed office, also where what stands behind its noun is no person ("Szefowa Lumenoru")."""
        if credit.speaker.kind is SpeakerKind.OFFICE:
            return True
        person = credit.person
        once = person is not None and len(person.name) == 1 and len(person.at) == 1
        return once and last - first > 1 and p.low[first] in self.cast.words.persons

    def identify(self, p: Paragraph, first: int, last: int, standing: Standing = PLAIN) -> Credit | None:
        """Who the words name; None where that cannot be told."""
        if last - first == 1 and p.low[first] in self.g.relatives:
            return self._antecedent(p, first)
        if last - first == 1 and p.low[first] in self.g.empty:
            return None
        if first and p.low[first - 1] in self.g.articles and p.quote[first - 1] == p.quote[first]:
            first -= 1  # a source that was cut off from its article
        low = [w if w in self.g.elisions else bare(w) for w in p.low[first:last]]
        while low and (low[0] in _LEADING or low[0] in self.g.adverbs):
            first, low = first + 1, low[1:]
        if not low:
            return None
        if len(low) == 1 or low[0] in self.g.subject_pronouns:
            credit = self._pronoun(p, first, low[0], standing)
            if credit is not None or low[0] in self.g.subject_pronouns:
                return credit
        if low[-1] in self.g.plural and len(low) > 1 and low[-2] in self.g.of:
            return self._pronoun(p, last - 1, low[-1], standing)
        return self._named(p, first, last, standing) or self._described(p, first, last, low, standing)

    def _pronoun(self, p: Paragraph, at: int, low: str, standing: Standing) -> Credit | None:
        credit = self.pronouns.resolve(p, at, low, standing)
        if credit is None and (low in self.g.neuter or low in self.g.plural):
            credit = self._body_before(p, at, plural=low in self.g.plural)
        return credit

    def _body_before(self, p: Paragraph, at: int, *, plural: bool) -> Credit | None:
        """The subject of the sentence before, where it is a body for "it", a group for "they"."""
        subject = self.pronouns.subject(p, at)
        if subject is None or p.low[subject[0]] in self.g.pronouns:
            return None
        credit = self.identify(p, *subject)
        wanted = (SpeakerKind.GROUP,) if plural else (SpeakerKind.BODY, SpeakerKind.OUTLET)
        if credit is None or credit.speaker.kind not in wanted:
            return None
        return replace(credit, rule=f"pronoun “{p.low[at]}”: subject before", score=0.6)

    def subject_of(self, p: Paragraph, cue: int) -> Credit | None:
        """Who is credited by a verb without a source: the subject of the sentence, "and" or a comma before the verb.

        "The port closed on Monday and said that …", "…, saying that …".
        """
        number = bisect_left(p.sentences, (cue + 1, 0)) - 1
        if number < 0:
            return None
        lo = p.sentences[number][0]
        subject = sentence_subject(p, lo, cue, self.g, lexicon(self.cast.language))
        credit = self.resolve(p, subject[0], self._before_verb(p, *subject)) if subject else None
        return (
            replace(credit, rule=f"the sentence's subject, {credit.rule}", score=credit.score * 0.8) if credit else None
        )

    def _before_verb(self, p: Paragraph, first: int, last: int) -> int:
        """A phrase that ran past its verb is cut there: a small word with a verb's ending."""
        ends = self.g.endings.finite
        verbs = (k for k in range(first + 1, last) if ends and p.word[k].islower() and p.low[k].endswith(ends))
        return next(verbs, last)

    def goes_on(self, p: Paragraph, cue: int) -> bool:
        """Does a verb without a source go on from what its sentence told before: behind "and", or as a participle?"""
        number = bisect_left(p.sentences, (cue + 1, 0)) - 1
        if number < 0:
            return False
        k, lo = cue, p.sentences[number][0]
        while k > lo and (p.low[k - 1] in self.g.auxiliaries or p.low[k - 1] in self.g.adverbs):
            if p.low[k - 1] in self.g.copulas:
                return False
            k -= 1
        if k <= lo:
            return False
        participle = bool(self.g.endings.participle) and p.low[cue].endswith(self.g.endings.participle)
        return p.low[k - 1] in self.g.additives or (participle and p.word[k - 1] == ",")

    def person_told_before(self, p: Paragraph, since: int) -> Credit | None:
        """The subject of a paragraph's last sentence, where it is a person and stands behind the offset ``since``."""
        lo, hi = p.sentences[-1] if p.sentences else (0, 0)
        if lo == hi or p.start[lo] < since or any(number >= 0 for number in p.quote[lo:hi]):
            return None
        for name in self.cast.names_between(p.start[lo], p.end[hi - 1]):
            person = self.cast.bearer(name)
            if name.plain and person is not None:
                likely = person.likely or len(person.name) > 1
                return Credit(person.speaker, "told of before", 0.6, person) if likely else None
        subject = sentence_subject(p, lo, hi, self.g, lexicon(self.cast.language))
        credit = self.identify(p, subject[0], self._before_verb(p, *subject)) if subject else None
        return replace(credit, rule="told of before", score=0.5) if credit and credit.person else None

    def _antecedent(self, p: Paragraph, at: int) -> Credit | None:
        """ "Karl Berg, who speaks for the port, said": the name right before the relative."""
        if not at or p.word[at - 1] != ",":
            return None
        stop = p.end[at - 2] if at > 1 else 0
        for name in self.cast.names_between(max(0, stop - 1), stop):
            person = self.cast.bearer(name)
            if person is not None and name.end == stop:
                person.credited = True
                return Credit(person.speaker, f"antecedent of “{p.low[at]}”", 0.8, person)
        return None

    def _named(self, p: Paragraph, first: int, last: int, standing: Standing) -> Credit | None:
        titled = next((k for k in range(first, last) if not p.word[k][0].islower()), first)  # "the portal Kabel 7"
        outlet = self.outlets.get(fold(self.wordings.clean(p.text[p.start[titled] : p.end[last - 1]])))
        if outlet:
            return Credit(Speaker(outlet, SpeakerKind.OUTLET), "outlet", 0.9)
        if standing.label and last - first == 1 and p.word[first].isupper():
            person = self.cast.with_initials(fold(p.word[first]).upper())
            if person is not None:
                return Credit(person.speaker, "initials", 0.85, person)
        found: list[tuple[Name, Person]] = []
        for begin, end in chunks(p, first, last):
            found = self._names_of(p, begin, end)
            if found or not self._may_hold_name(p, begin, end):
                break
        if len(found) > 1 and self._joined(p, found):
            return self._jointly([person for _, person in found])
        if not found:
            return None
        name, person = found[-1]
        person.credited = True
        exact = any(" ".join(name.words) in form for form in (person.full, *person.forms))
        rule = "name" if len(name.words) > 1 else "part of a name" if exact else "name, slip of spelling"
        return Credit(person.speaker, rule, 0.95 if len(name.words) > 1 else 0.9, person)

    def _names_of(self, p: Paragraph, begin: int, end: int) -> list[tuple[Name, Person]]:
        """The people named in one part of a phrase."""
        out: list[tuple[Name, Person]] = []
        for name in self.cast.names_between(p.start[begin], p.end[end - 1]):
            person = self.cast.bearer(name)
            alone = person is not None and len(name.words) >= sum(w[0].isalnum() for w in p.word[begin:end])
            alone = alone or self._closes(p, begin, end, name)
            if person is not None and (person.likely or alone) and self._leads(p, begin, end, name):
                out.append((name, person))
        return out

    def _joined(self, p: Paragraph, found: Sequence[tuple[Name, Person]]) -> bool:
        """ "Karl Berg and the mayor, Anna Berg": an "and" stands between the last two names."""
        (left, one), (right, other) = found[-2:]
        between = p.low[p.index(left.end) : p.index(right.start)]
        return one is not other and any(w in self.g.additives for w in between)

    def _jointly(self, people: Sequence[Person]) -> Credit:
        """Two who speak together are a group by both their names."""
        joint = sorted(self.g.additives)[0]
        name = f" {joint} ".join(person.full for person in people)
        return Credit(
            Speaker(name, SpeakerKind.GROUP, None, tuple(sorted(person.full for person in people))), "names", 0.85
        )

    def _closes(self, p: Paragraph, begin: int, end: int, name: Name) -> bool:
        """A whole name at the end, behind common nouns that are no body: "union delegate Marta Landi"."""
        before = range(begin, p.index(name.start))
        whole = len(name.words) > 1 and p.index(name.end) >= end
        small = self.g.determiners
        return whole and all(
            (p.word[k].islower() or p.low[k] in small) and p.low[k] not in self.cast.words.bodies for k in before
        )

    def _may_hold_name(self, p: Paragraph, begin: int, end: int) -> bool:
        """A description of one person, whose name may stand in the apposition behind it."""
        heads = self.descriptions.head(p.low[begin:end])
        words_of = self.cast.words
        human = any(bare(w) in words_of.persons or w in words_of.groups for w in heads)
        return heads[0] in self.g.indefinite or human

    def _leads(self, p: Paragraph, begin: int, end: int, name: Name) -> bool:
        """Is the name the head of its part of the phrase, not the owner or the complement of another noun?"""
        head, stop = p.index(name.start), p.index(name.end)
        if name.owner and stop < end:
            return False
        if stop < end and p.low[stop] in self.cast.words.persons:
            return False
        described = len(name.role.split()) if name.role else 0
        before = range(begin, max(begin, head - described))
        joined = max((k + 1 for k in before if p.low[k] in self.g.additives), default=begin)
        before = range(joined, before.stop)  # "former envoy to Osterby and candidate Anna Berg"
        led = [k for k in before if p.low[k] in self.g.prepositions]
        return not led or self._is_portfolio(p, led[-1] + 1, head, end, name)

    def _is_portfolio(self, p: Paragraph, begin: int, head: int, end: int, name: Name) -> bool:
        """ "the authorised for data Adaeze Berg": common nouns of no person before a whole name."""
        plain = all(p.word[k].islower() and p.low[k] not in self.g.determiners for k in range(begin, head))
        person = any(
            p.low[k] in self.cast.words.human or p.low[k] in self.cast.words.bodies for k in range(begin, head)
        )
        return begin < head and plain and not person and len(name.words) > 1 and p.index(name.end) >= end

    def _described(self, p: Paragraph, first: int, last: int, low: list[str], standing: Standing) -> Credit | None:
        return self.descriptions.resolve(p, first, low, standing) or self.wordings.called(p, first, last, low, standing)
