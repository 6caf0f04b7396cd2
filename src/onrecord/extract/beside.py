"""Clauses and phrases that only credit, in languages with their own word order: the rest of the sentence was said.

"X zufolge", "à son avis", "comme l'a dit X"; "das sagte X" for the sentence before; "«…», tuona X" with a verb that no
table lists.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.extract.complements import quote_end
from onrecord.extract.cues import Cue, Frame
from onrecord.extract.phrases import Range, phrase_after, subject_before
from onrecord.extract.scene import COMMAS, Attribution, Scene, trim
from onrecord.extract.shapes import read_cue

_NEAR = 14
"""Words that a clause which only credits may have before its verb."""
_LEADING = 3


def credited_beside(s: Scene, cue: Cue) -> Attribution | None:
    """ "X zufolge …", "X'e göre …", "за її словами, …": the rest of the sentence is what was said."""
    if cue.frame & Frame.OWNED:
        owners = [k for k in range(cue.first, cue.last) if _is_owner(s, k)]
        source: Range | None = (owners[0], owners[0] + 1) if owners else None
        first, shape = cue.first, "according" if source else "unnamed"
    else:
        source = subject_before(s.p, s.lo, cue.first, s.g, s.lex)
        first, shape = source[0] if source else cue.first, "according"
    if source is None and shape == "according":
        return None
    head, tail = trim(s, s.lo, first), trim(s, cue.last, s.hi)
    parts = tuple(part for part in (head, tail) if part and part[1] - part[0] > 1)
    return Attribution(parts, (cue.first, cue.last), source, shape, 0.75) if parts else None


def _is_owner(s: Scene, k: int) -> bool:
    g, low = s.g, s.p.low[k]
    return low in g.male or low in g.female or low in g.plural or low in g.neuter


def according(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """ "Selon X, …"; nothing where the word opens a clause with its own verb of saying ("según explicó X")."""
    after = past_circumstances(s, cue.last)
    if s.p.low[cue.first] in s.g.as_words and after < s.hi and s.p.low[after] in s.lex.frames:
        return None
    plain = read_cue(s, cue, found)
    if plain is None or plain.source is None or s.g.articles or cue.first > s.lo + 1:
        return plain
    first, last = plain.source
    if last < s.hi and s.p.word[last] == ",":
        return plain
    # No comma and no article tells where the name ends: behind its last capital.
    stop = next((k + 1 for k in range(last - 1, first, -1) if s.p.word[k][0].isupper()), first + 1)
    content = trim(s, stop, s.hi)
    return replace(plain, source=(first, stop), content=(content,)) if content else plain


def as_clause(s: Scene, cue: Cue) -> Attribution | None:
    """ "…, wie X sagte", "comme l'a dit X, …": a clause that only credits; the rest was said."""
    first = cue.first - 1
    floor = max(s.lo, cue.first - _NEAR)
    while first >= floor and s.p.low[first] not in s.g.as_words and s.p.word[first] not in COMMAS:
        first -= 1
    if first < floor or s.p.low[first] not in s.g.as_words or not cue.frame & (Frame.SAY | Frame.CLAUSE):
        return None
    if first > s.lo and s.p.word[first - 1] not in COMMAS:
        return None
    begin = past_circumstances(s, first + 1)
    source = _with_quoted_name(s, begin, cue.first)
    behind = _with_quoted_name(s, past_circumstances(s, cue.last), s.hi)
    if source is None and (behind is None or s.p.low[behind[0]] in s.g.complementizers):
        return None
    last = _clause_end(s, cue.last if source else behind[1] if behind else cue.last)
    head, tail = trim(s, s.lo, first), trim(s, last, s.hi)
    parts = tuple(part for part in (head, tail) if part and part[1] - part[0] > 1)
    return Attribution(parts, (cue.first, cue.last), source or behind, "according", 0.75) if parts else None


def _with_quoted_name(s: Scene, begin: int, stop: int) -> Range | None:
    """A phrase with the name in marks that belongs to it: "агентство «Порт»"."""
    source = (
        phrase_after(s.p, begin, stop, s.g, s.lex, apposition=False) if s.p.quote[min(begin, s.hi - 1)] < 0 else None
    )
    last = source[1] if source else begin
    if last < stop and s.p.quote[last] >= 0:
        return begin, min(stop, quote_end(s, last))
    return source


def _clause_end(s: Scene, k: int) -> int:
    while k < s.hi and (s.p.quote[k] >= 0 or (s.p.word[k] not in COMMAS and s.p.word[k] not in (":", ";"))):
        k += 1
    return k


def past_circumstances(s: Scene, k: int) -> int:
    """Past adverbs, weekdays and small verbs between a verb and its subject."""
    small = s.g.proclitics | s.g.weekdays | s.g.auxiliaries
    while k < s.hi and (s.p.low[k] in small or s.g.is_adverb(s.p.low[k])):
        k += 1
    return k


def pointer(s: Scene, cue: Cue) -> Attribution | None:
    """ "Das sagte X am Montag", "Про це заявила X", "Poinformował o tym X": the sentence before was said."""
    k = s.lo
    while k < cue.first and (s.p.low[k] in s.g.conjunctions or s.p.low[k] in s.g.adverbs):
        k += 1
    stop = _past_pointer(s, k)
    between = phrase_after(s.p, past_circumstances(s, stop), cue.first, s.g, s.lex) if stop > k else None
    if stop > k and (past_circumstances(s, stop) >= cue.first or between):
        begin = cue.last
    elif k == cue.first and _past_pointer(s, k + 1) > k + 1:
        begin = _past_pointer(s, k + 1)
    else:
        return None
    rest = range(begin, s.hi)
    if any(s.p.low[j] in s.g.complementizers or s.p.word[j] == ":" for j in rest):
        return None
    source = between or phrase_after(s.p, past_circumstances(s, begin), s.hi, s.g, s.lex)
    number = bisect_left(s.p.sentences, (s.lo, s.lo)) - 1
    content = trim(s, *s.p.sentences[number]) if number >= 0 else None
    if source is None or content is None or s.p.low[source[0]] in s.g.prepositions:
        return None
    return Attribution((content,), (cue.first, cue.last), source, "anaphora", 0.7)


def _past_pointer(s: Scene, k: int) -> int:
    """Behind the words that point at the sentence before, where they stand here."""
    return next((k + len(row) for row in s.lex.pointers if tuple(s.p.low[k : k + len(row)]) == row), k)


def unlisted(s: Scene) -> Attribution | None:
    """ "«…», tuona il ministro Bassi": a quotation, its comma, a word and a name; the word can only be a verb."""
    if s.p.quote[s.lo] < 0:
        return None
    stop = quote_end(s, s.lo)
    k = stop
    while k < s.hi and s.p.word[k] in COMMAS:
        k += 1
    verb = past_circumstances(s, k)
    if k == stop or stop - s.lo <= _LEADING or verb - k > _LEADING or verb + 1 >= s.hi or not _may_be_verb(s, verb):
        return None
    source = phrase_after(s.p, verb + 1, s.hi, s.g, s.lex)
    if source is None or not any(s.p.word[j][0].isupper() for j in range(source[0], min(source[1], source[0] + 4))):
        return None
    if s.p.low[source[0]] in s.g.prepositions or s.p.low[source[0]] in s.g.indefinite:
        return None
    return Attribution(((s.lo, stop),), (verb, verb + 1), source, "inverted", 0.5)


def _may_be_verb(s: Scene, k: int) -> bool:
    low, g = s.p.low[k], s.g
    return s.p.word[k].isalpha() and s.p.word[k].islower() and g.opens_noun(low) and low not in g.determiners
