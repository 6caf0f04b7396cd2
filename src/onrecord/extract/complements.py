"""What stands behind a cue: the clause, quotation, object or infinitive that was said, and where it ends."""

from __future__ import annotations

from onrecord.extract.cues import Cue, Frame
from onrecord.extract.scene import COMMAS, STOPS, Scene

_ASIDES = {",": ",", "(": ")", "[": "]"}
_LONGEST_ASIDE = 12
_LONGEST_VALUED = 14


def starts_content(s: Scene, k: int) -> bool:
    """Do the words said begin here, with no addressee before them?"""
    low = s.p.low[k]
    worded = low in s.g.complementizers or low in s.g.infinitives or low in s.lex.wh
    return worded or s.p.quote[k] >= 0 or s.p.word[k] in (":", ",")


def complement(s: Scene, cue: Cue, k: int) -> tuple[str, float]:
    """What stands behind the cue, and how far that shape is to be trusted; ("", 0) where it is no report."""
    if k >= s.hi:
        return "", 0.0
    low, frame = s.p.low[k], cue.frame
    verbal = bool(frame & (Frame.CLAUSE | Frame.SAY))
    if cue.form in s.lex.valuing:
        return ("valued", 0.7) if _is_valued(s, k) else ("", 0.0)
    if low in s.g.complementizers and verbal and s.hi - k > 2:  # not "ask that question"
        return "that", 0.85
    if s.p.quote[k] >= 0 and (verbal or frame & Frame.OBJECT):
        return "quoted", 0.85 if frame & Frame.SAY else 0.6
    if low in s.g.infinitives and frame & Frame.INTEND:
        return "intend", 0.5
    if low in s.lex.wh and verbal and s.p.text[s.p.start[k] - 1] != "-":  # not the clitic of "mostrou-se"
        return "wh", 0.6
    if s.p.word[k] in COMMAS or s.p.word[k] in STOPS or low in s.g.conjunctions:
        return "", 0.0
    if frame & Frame.CLAUSE and _is_clause(s, k, cue):
        return "clause", 0.75
    timed = bool(s.lex.order) and k + 1 < s.hi and s.p.low[k + 1] in s.g.adverbs  # "descartó por ahora el cierre"
    if frame & Frame.OBJECT and (low not in s.g.bound_prepositions or timed):
        return "object", 0.45
    return "", 0.0


def _is_clause(s: Scene, k: int, cue: Cue) -> bool:
    """A finite clause seems to follow: a subject, then an auxiliary or a verb's ending before the next comma."""
    low, g = s.p.low, s.g
    if low[k] in g.bound_prepositions:
        return cue.form in s.lex.plain and low[k] in g.time_prepositions
    if low[k] in g.subject_pronouns or low[k].endswith(g.endings.contracted):
        return True
    for j in range(k + 1, min(s.hi, k + 18)):
        if low[j] in g.auxiliaries or low[j].endswith(g.endings.contracted):
            return True
        if s.p.word[j] in (";", ":"):
            break
        if (j > k and s.p.word[j][0].islower() and low[j].endswith(g.endings.finite)) or (
            low[j] in s.lex.frames and s.p.word[j][0].islower()
        ):
            return True
    return cue.form in s.lex.plain and s.hi - k > 3


def _is_valued(s: Scene, k: int) -> bool:
    """ "the damage at about 5 million": a thing, then a quantity."""
    for j in range(k + 1, min(s.hi - 1, k + _LONGEST_VALUED)):
        if s.p.word[j] in COMMAS or s.p.word[j] in STOPS or s.p.low[j] in s.lex.frames:
            return False
        if s.p.low[j] in s.g.valued:
            return any(s.p.word[i][0].isdigit() or s.p.low[i] in s.g.counts for i in range(j + 1, min(s.hi, j + 4)))
    return False


def content_end(s: Scene, k: int, shape: str) -> int:
    """The words run to the end of the sentence; a bare quotation ends with its mark, an object before a new clause."""
    if shape == "quoted":
        stop = quote_end(s, k)
        if stop >= s.hi or s.p.word[stop - 2] in (".", "?", "!", ",") or s.p.word[stop] in (",",):
            return stop
        return _object_end(s, stop)
    if shape in ("object", "intend", "valued"):
        return _object_end(s, k)
    return s.hi


def quote_end(s: Scene, k: int) -> int:
    number = s.p.quote[k]
    while k < s.hi and s.p.quote[k] == number:
        k += 1
    return k


def _object_end(s: Scene, k: int) -> int:
    while k < s.hi:
        if s.p.word[k] in (";", ":") and s.p.quote[k] < 0:
            return k
        if s.p.word[k] in COMMAS and s.p.quote[k] < 0 and k + 1 < s.hi and _new_clause(s, k + 1):
            return k
        k += 1
    return k


def _new_clause(s: Scene, k: int) -> bool:
    low = s.p.low[k]
    if low in s.g.clause_breaks:
        return True
    if low in s.g.conjunctions and k + 1 < s.hi:
        return s.p.low[k + 1] in s.g.subject_pronouns or s.p.low[k + 1] in s.lex.frames
    return low.endswith(s.g.endings.participle) and low in s.lex.frames


def skip_adverbials(s: Scene, k: int, hi: int) -> int:
    """Past "on Tuesday", "in a statement to the Post", "later": what stands between a cue and what was said.

    A phrase that nothing but the end, a comma, a colon, a mark or "that" follows is an adverbial; otherwise it is
    left where it is, as the beginning of what was said.
    """
    start = k
    for _ in range(6):
        if k >= hi or s.p.quote[k] >= 0:
            break
        low = s.p.low[k]
        if low in s.g.steps and k + 1 < hi and s.p.word[k + 1][0].isalpha():
            k += 2
        elif low in s.g.weekdays or (s.g.is_adverb(low) and low not in s.g.negations):
            k += 1
        elif low in s.g.prepositions and low not in s.g.comparatives:
            if low in s.g.infinitives and k > start and _is_day(s, k - 1):
                break
            stop = _phrase_end(s, k + 1, hi)
            if stop <= k + 1:
                break
            k = stop
        else:
            break
    if k == start or k >= hi:
        return k
    settled = s.p.word[k] in (",", ":", "—", "–", "--", ";") or s.p.quote[k] >= 0 or s.p.low[k] in s.g.complementizers
    settled = settled or (_is_day(s, k - 1) and s.p.low[k] in s.g.infinitives)  # "promised in May to resign"
    if settled or all(s.p.low[j] in s.g.weekdays or s.p.low[j] in s.g.adverbs for j in range(start, k)):
        return k
    if s.p.low[k] in s.g.subject_pronouns:
        return k
    if s.p.low[start] in s.g.time_prepositions and s.p.low[k - 1] in s.g.weekdays:
        return k
    return start


def _is_day(s: Scene, k: int) -> bool:
    return s.p.low[k] in s.g.weekdays or s.p.low[k] in s.g.months


def past_aside(s: Scene, k: int) -> int:
    """Past ", by four votes to three," and "[on 2 April]" between a cue and its "that"."""
    shut = _ASIDES.get(s.p.word[k]) if k < s.hi and s.p.quote[k] < 0 else None
    if shut is None:
        return k
    for j in range(k + 1, min(s.hi - 1, k + _LONGEST_ASIDE)):
        if s.p.word[j] == shut:
            return j + 1 if s.p.low[j + 1] in s.g.complementizers else k
        if s.p.low[j] in s.lex.frames or s.p.quote[j] >= 0:
            break
    return k


def _phrase_end(s: Scene, k: int, hi: int) -> int:
    while k < hi:
        low = s.p.low[k]
        if s.p.quote[k] >= 0 or s.p.word[k] in (",", ":", ";", "—", "–", "--") or low in s.g.subordinators:
            return k
        month = low in s.g.months and s.p.word[k][0].isupper()  # "in May"
        verb = low in s.g.auxiliaries or (low in s.lex.frames and s.p.word[k][0].islower())
        if (verb and not month) or low in s.g.subject_pronouns:
            return k
        if low in s.g.prepositions or low in s.g.adverbs:
            return k
        k += 1
        if s.p.low[k - 1] in s.g.weekdays:
            return k
        if month:
            return k + 1 if k < hi and s.p.word[k].isdigit() else k  # "in March 2024"
    return k
