"""What a source is called that names no person: a body by its full name, somebody's own, or the words as written."""

from __future__ import annotations

import itertools

from onrecord.extract.bodies import Bodies
from onrecord.extract.descriptions import Descriptions
from onrecord.extract.memory import Credit, Memory, Standing
from onrecord.extract.people import Cast
from onrecord.extract.phrases import Range
from onrecord.extract.pronouns import Pronouns
from onrecord.extract.tokens import Paragraph
from onrecord.types import Speaker, SpeakerKind

_MARKS = " \"'“”‘’„«»‚.,;:()"
LONGEST_RUN = 8
"""Words that a source may be cut off from."""


def chunks(p: Paragraph, first: int, last: int) -> list[tuple[int, int]]:
    """A phrase in its parts between commas: "the leader of the dockers, Marguerite Odenkirchen"."""
    cuts = [k for k in range(first, last) if p.word[k] in (",", "(", ")", "—", "–")]
    edges = [first - 1, *cuts, last]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]


class Wordings:
    """Names the sources of one page that are no people by name."""

    def __init__(
        self, cast: Cast, memory: Memory, bodies: Bodies, descriptions: Descriptions, pronouns: Pronouns
    ) -> None:
        self.headlines, self.words, self.g = cast.headlines, cast.words, descriptions.g
        self.memory, self.bodies, self.descriptions, self.pronouns = memory, bodies, descriptions, pronouns

    def called(self, p: Paragraph, first: int, last: int, low: list[str], standing: Standing) -> Credit | None:
        """The speaker under the best name that the page has for it; None where no word is left."""
        heads = self.descriptions.head(low)
        kind = self.descriptions.kind(heads, low)
        named = self._apposition(p, first, last)
        if named is not None:
            return Credit(Speaker(named, kind), "name in apposition", 0.75)
        begin, end = self._whole_run(p, first, self._apposed(p, first, last))
        while begin < end - 1 and p.low[begin] in self.g.conjunctions:
            begin += 1
        text = self.clean(p.text[p.start[self._past_noun(p, begin, end)] : p.end[end - 1]])
        if kind is SpeakerKind.GROUP and low[0] in self.words.mine:
            text = text.partition(" ")[2]  # "my constituents"
        if kind is SpeakerKind.OFFICE and (owned := self._owned(p, begin, end, standing)):
            return Credit(Speaker(owned, kind), "as written, with the owner's name", 0.7)
        if kind is SpeakerKind.OUTLET and self.memory.outlet and low[0] in self.g.definite and text.islower():
            return Credit(self.memory.outlet, f"outlet “{text}”", 0.7)
        if kind is SpeakerKind.BODY and (full := self._in_full(p, (first, last), (begin, end), text)):
            return full
        return Credit(Speaker(text, kind), "as written", 0.7) if text else None

    def _in_full(self, p: Paragraph, phrase: Range, run: Range, text: str) -> Credit | None:
        """A body by the name that it goes by, or by the one that the page has in full."""
        first, last = phrase
        known = self.words.canonical.get(text.lower())
        if known is not None:
            return Credit(Speaker(known, SpeakerKind.BODY, None, (text,)), "short name", 0.9)
        around = self.bodies.around(p.start[first], p.end[last - 1]) if p.word[first][0].isupper() else None
        if around is not None:
            return Credit(Speaker(around, SpeakerKind.BODY, None, (text,)), "body that the words are part of", 0.8)
        whose = p.low[first] in self.g.genitives or p.low[first] in self.g.plural_determiners
        full = None if whose else self.bodies.find(p.low[slice(*run)])
        if full is None:
            return None
        return Credit(Speaker(full, SpeakerKind.BODY, None, (text,)), "body that the page names in full", 0.75)

    def _past_noun(self, p: Paragraph, first: int, last: int) -> int:
        """ "the agency Coastline" is called Coastline: past the common noun of a body that has a name."""
        k = first + (p.low[first] in self.g.articles)
        noun = p.low[k] in self.words.bodies or p.low[k] in self.words.outlets
        named = k + 1 < last and all(p.word[n][0].isupper() or p.word[n][0].isdigit() for n in range(k + 1, last))
        return k + 1 if noun and named and p.word[k].islower() else first

    def _owned(self, p: Paragraph, first: int, last: int, standing: Standing) -> str | None:
        """ "My neighbour" is the neighbour of who speaks or writes, "her deputy" of whom "her" means."""
        form, low = self.words.possessed, p.low[first]
        if not form or low not in self.g.determiners or last - first < 2:
            return None
        if low in self.words.mine:
            voice = standing.voice.speaker.name if standing.voice and standing.spoken else None
            owner = voice or (self.pronouns.byline[0] if len(self.pronouns.byline) == 1 else None)
        else:
            credit = self.pronouns.resolve(p, first, low, standing) if low in self.g.male | self.g.female else None
            owner = credit.speaker.name if credit and credit.person else None
        return (
            form.format(owner=owner, what=self.clean(p.text[p.start[first + 1] : p.end[last - 1]])) if owner else None
        )

    def _whole_run(self, p: Paragraph, first: int, last: int) -> tuple[int, int]:
        """With the capitalised words that a source was cut off from: "Carvenian | authorities"."""
        begin = first
        if p.span.start in self.headlines:
            return first, last
        while begin and first - begin < LONGEST_RUN and self._belongs(p, begin - 1, first):
            begin -= 1
        stop = min(len(p.word), last + LONGEST_RUN)
        while last < stop and p.word[last - 1][0].isupper() and self._belongs(p, last, first):
            last += 1
        return begin, last

    def _belongs(self, p: Paragraph, k: int, first: int) -> bool:
        """A capitalised word that is no small word, day or month, in the same quotation."""
        g, low = self.g, p.low[k]
        if not p.word[k][0].isupper() or p.quote[k] != p.quote[first] or low in g.weekdays or low in g.months:
            return False
        small = low in g.determiners or low in g.prepositions or low in g.adverbs or low in g.pronouns
        return not small and g.opens_noun(low) and not p.low[k - 1].endswith(g.endings.possessive)

    def _apposition(self, p: Paragraph, first: int, last: int) -> str | None:
        """ "A bookmaker, Luckbarrel", "Two lines, Box and Wind": the name behind an indefinite description."""
        if p.low[first] not in self.g.indefinite and p.low[first] not in self.g.plural_determiners:
            return None
        parts = chunks(p, first, last)
        if len(parts) != 2:
            return None
        begin, end = parts[1]
        named = all(p.word[k][0].isupper() or p.low[k] in self.g.additives for k in range(begin, end))
        return self.clean(p.text[p.start[begin] : p.end[end - 1]]) if named else None

    def _apposed(self, p: Paragraph, first: int, last: int) -> int:
        """Where the phrase itself ends: before the comma of a clause or an apposition that only describes it."""
        for k in range(first + 1, last - 1):
            if p.word[k] == "," and (p.low[k + 1] in self.g.relatives or p.low[k + 1] in self.g.determiners):
                return k
        return last

    def clean(self, text: str) -> str:
        """Without marks at the edges, without its article and without what stands behind it in brackets."""
        text = text.partition(" (")[0].strip() or text
        text = " ".join(text.strip(_MARKS).split())
        first, blank, rest = text.partition(" ")
        article = first.lower() in self.g.articles and first.lower() not in self.g.indefinite
        vague = first.lower() in self.words.vague and rest.partition(" ")[0].lower() not in self.g.prepositions
        if blank and (article or vague):
            return rest
        head, mark, rest = text.replace("’", "'").partition("'")
        return text[len(head) + 1 :] if mark and head.lower() + mark in self.g.articles else text
