"""Noun phrases found from the small words around them: who stands before a verb, and who stands behind it.

No part-of-speech tagger is asked: a phrase is walked word by word until something that cannot belong to it.
"""

from __future__ import annotations

from onrecord.extract.cues import Lexicon
from onrecord.extract.grammar import Grammar
from onrecord.extract.tokens import Paragraph

_WALL = frozenset(',;:()[]{}!?—–…"“”„«»') | {"--", "...", "''", "``", "•"}
MAX_PHRASE = 24

Range = tuple[int, int]


def subject_before(p: Paragraph, lo: int, verb: int, g: Grammar, lex: Lexicon) -> Range | None:
    """The noun phrase right before a verb, its closed apposition included; adverbs and auxiliaries are skipped."""
    stop = verb
    while stop > lo and (
        p.low[stop - 1] in g.auxiliaries
        or p.low[stop - 1] in g.adverbs
        or p.low[stop - 1] in g.proclitics
        or (p.word[stop - 1][0].islower() and g.is_adverb(p.low[stop - 1]))
    ):
        stop -= 1
    if stop <= lo or stop > lo + 400:
        return None if stop <= lo else _plain(p, max(lo, stop - MAX_PHRASE), stop, g, lex)
    if p.word[stop - 1] in (",", "—", "–", "-", "--"):
        return _with_apposition(p, lo, stop - 1, g, lex)
    if p.word[stop - 1] in ")]":
        return _with_bracket(p, lo, stop, g, lex)
    return _plain(p, lo, stop, g, lex)


def _plain(p: Paragraph, lo: int, stop: int, g: Grammar, lex: Lexicon) -> Range | None:
    begin = _walk_left(p, lo, stop, g, lex)
    while begin < stop and (
        p.low[begin] in g.weekdays
        or (p.low[begin] in g.adverbs and begin + 1 < stop)
        or (p.low[begin] in g.prepositions and begin + 1 < stop)
        or p.low[begin] in ("'", "-", ".")
    ):
        begin += 1
    if begin >= stop or not any(p.word[k][0].isalnum() for k in range(begin, stop)):
        return None
    if stop - begin == 1 and (p.low[begin] in g.months or p.low[begin] in g.conjunctions or p.low[begin].isdigit()):
        return None
    return begin, stop


def _walk_left(p: Paragraph, lo: int, stop: int, g: Grammar, lex: Lexicon) -> int:
    low, word, quote = p.low, p.word, p.quote
    k = stop - 1
    if low[k] in g.subject_pronouns:
        return k
    floor = max(lo, stop - MAX_PHRASE)
    home = quote[k]
    while k >= floor:
        w = low[k]
        if quote[k] != home or word[k] in _WALL or w in g.auxiliaries or w in g.subject_pronouns:
            break
        if w in g.conjunctions:
            if not (w in g.additives and k - 1 >= floor and _joins_names(p, k, g)):
                break
        elif w in g.subordinators and not (w in g.complementizers and k == stop - 1):
            break
        elif w in g.determiners:
            steps = _past_determiner(p, k, floor, g, lex)
            if not steps:
                return k
            k -= steps
            continue
        elif w in g.prepositions:
            if not (w in g.links and k - 1 >= floor and _nounlike(p, k - 1, g, lex)):
                break
        elif word[k][0].islower() and w in lex.frames and k < stop - 1:
            break
        k -= 1
    return k + 1


def _past_determiner(p: Paragraph, k: int, floor: int, g: Grammar, lex: Lexicon) -> int:
    """How many words lead on from a determiner: "head of the port", "der Chef des Hafens"; 0 for none."""
    if p.low[k] in g.genitives and k - 1 >= floor and p.word[k - 1][0].isupper() and _nounlike(p, k - 1, g, lex):
        return 1
    return 2 if k - 2 >= floor and p.low[k - 1] in g.links and _nounlike(p, k - 2, g, lex) else 0


def _joins_names(p: Paragraph, k: int, g: Grammar) -> bool:
    left, right = p.word[k - 1], p.word[k + 1]
    if left[0].isupper():
        return right[0].isupper() or p.low[k + 1] in g.determiners
    return right[0].islower() and p.low[k - 1] not in g.prepositions and left.endswith(g.endings.plural)


def _nounlike(p: Paragraph, k: int, g: Grammar, lex: Lexicon) -> bool:
    w = p.low[k]
    return (
        p.word[k][0].isalnum()
        and w not in g.prepositions
        and w not in g.adverbs
        and w not in g.auxiliaries
        and w not in g.conjunctions
        and w not in g.subordinators
        and not (w in lex.frames and p.word[k][0].islower())
    )


def _with_apposition(p: Paragraph, lo: int, comma: int, g: Grammar, lex: Lexicon) -> Range | None:
    """ "Jane Doe, the mayor of Springfield, said": from the name to the last comma."""
    mark = p.word[comma]
    k = comma - 1
    tried = 0
    while k > lo and tried < 4 and comma - k < 40:
        if p.quote[k] != p.quote[comma]:
            return None
        if p.word[k] == mark:
            tried += 1
            head = _plain(p, lo, k, g, lex)
            if head is not None and _can_be_head(p, head, g) and _can_be_apposition(p, k + 1, g, lex):
                return head[0], comma
        k -= 1
    return None


def _can_be_head(p: Paragraph, head: Range, g: Grammar) -> bool:
    first = p.low[head[0]]
    return any(p.word[k][0].isupper() for k in range(*head)) or first in g.determiners


def _can_be_apposition(p: Paragraph, k: int, g: Grammar, lex: Lexicon) -> bool:
    w = p.low[k]
    return (
        w in g.relatives
        or w in g.of
        or (
            w not in g.subject_pronouns
            and w not in g.conjunctions
            and w not in g.subordinators
            and not (w in lex.frames and p.word[k][0].islower())
        )
    )


def _with_bracket(p: Paragraph, lo: int, stop: int, g: Grammar, lex: Lexicon) -> Range | None:
    k = stop - 2
    while k > lo and stop - k < 12:
        if p.word[k] in "([":
            head = _plain(p, lo, k, g, lex)
            return (head[0], stop) if head else None
        k -= 1
    return None


def phrase_after(
    p: Paragraph, begin: int, hi: int, g: Grammar, lex: Lexicon, *, apposition: bool = True
) -> Range | None:
    """The noun phrase that begins at word ``begin``, its apposition included."""
    if begin >= hi:
        return None
    if _stands_alone(p, begin, hi, g):
        return begin, begin + 1
    k = _walk_right(p, begin, min(hi, begin + MAX_PHRASE), g, lex)
    if k == begin or not any(p.word[i][0].isalnum() for i in range(begin, k)):
        return None
    if apposition and k < hi and p.word[k] == ",":
        k = _apposition_after(p, k, hi, g, lex)
    return begin, k


def _stands_alone(p: Paragraph, k: int, hi: int, g: Grammar) -> bool:
    """A pronoun, not a possessive: "told her the budget", not "told her deputy"."""
    low = p.low[k]
    if low not in g.determiners:
        return low in g.pronouns or low in g.object_pronouns
    if low not in g.object_pronouns or k + 1 >= hi:
        return low in g.object_pronouns
    after = p.low[k + 1]
    return (
        not p.word[k + 1][0].isalnum()
        or after in g.determiners
        or after in g.prepositions
        or after in g.subordinators
        or after in g.subject_pronouns
        or after in g.adverbs
    )


def _walk_right(p: Paragraph, begin: int, hi: int, g: Grammar, lex: Lexicon) -> int:
    low, word, quote = p.low, p.word, p.quote
    home = quote[begin]
    k = begin
    while k < hi:
        w = low[k]
        if quote[k] != home or word[k] in _WALL or w in g.auxiliaries or (word[k] == "." and not _initial(p, k)):
            break
        if k > begin and (w in g.weekdays or w in g.subject_pronouns):
            break
        if w in g.conjunctions:
            if not (w in g.additives and k + 1 < hi and word[k + 1][0].isupper() and word[k - 1][0].isupper()):
                break
        elif w in g.subordinators or (w in g.adverbs and k > begin and word[k][0].islower()):
            break
        elif w in g.prepositions:
            if w not in g.name_links or k == begin:
                break
        elif k > begin and _begins_anew(p, k, g, lex):
            break
        k += 1
    while k > begin + 1 and (low[k - 1] in g.name_links or low[k - 1] in g.determiners or low[k - 1] in g.additives):
        k -= 1
    return k


def _begins_anew(p: Paragraph, k: int, g: Grammar, lex: Lexicon) -> bool:
    """The rest of the sentence begins: with a verb of saying or a determiner, or with a small word behind a name.

    The last where the verb stands second, so that no comma parts a name that opens the sentence from its verb.
    """
    w, before = p.low[k], p.low[k - 1]
    named = p.word[k - 1][0].isupper() and before not in g.determiners
    if w in g.genitives and p.word[k - 1][0].isupper():
        return False
    if w in g.determiners:  # but "the newspaper The Tide"
        return p.word[k][0].islower() and before not in g.determiners and before not in g.prepositions
    small = p.word[k][0].islower()
    return small and (w in lex.frames or (named and lex.order == "verb second"))


def _initial(p: Paragraph, k: int) -> bool:
    return k > 0 and len(p.word[k - 1]) <= 4 and p.word[k - 1][0].isupper() and p.end[k - 1] == p.start[k]


def _apposition_after(p: Paragraph, comma: int, hi: int, g: Grammar, lex: Lexicon) -> int:
    """ "…, said Jane Doe, the mayor of Springfield.": up to the next comma or the end, unless a new clause begins."""
    k = comma + 1
    if k >= hi or p.quote[k] >= 0:
        return comma
    w = p.low[k]
    begins = (
        w in g.determiners
        or w in g.relatives
        or (
            p.word[k][0].isalnum()
            and w not in g.prepositions
            and w not in g.conjunctions
            and w not in g.subordinators
            and w not in g.subject_pronouns
            and w not in g.auxiliaries
            and w not in g.adverbs
            and w not in lex.starts
            and not w.endswith(g.endings.participle)
        )
    )
    if not begins:
        return comma
    while k < hi and p.quote[k] < 0 and p.word[k] not in (",", ";", ":", "—", "–", "--", "("):
        if p.word[k] == "." and not _initial(p, k):
            break
        told = p.low[k] in lex.frames and p.word[k][0].islower()
        if told and p.low[k] not in lex.plain and (w not in g.relatives or lex.order):
            return comma
        k += 1
    return k if k - comma < 22 else comma


def sentence_subject(p: Paragraph, lo: int, before: int, g: Grammar, lex: Lexicon) -> Range | None:
    """The first noun phrase of a sentence, after an opening adverbial and its comma."""
    k = lo
    if p.low[k] in g.prepositions or p.low[k] in g.subordinators or p.low[k] in g.adverbs:
        while k < before and p.word[k] != ",":
            k += 1
        k += 1
    while k < before and (p.low[k] in g.conjunctions or not p.word[k][0].isalnum()):
        k += 1
    if k >= before:
        return None
    return phrase_after(p, k, before, g, lex, apposition=False)
