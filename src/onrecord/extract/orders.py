"""Reports in languages that build their sentences another way than subject, verb, words said.

What a language needs is told by ``order`` in its ``reporting.toml`` and by its sets of small words; a language without
them (English) goes straight to the common shapes.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.beside import according, as_clause, credited_beside, past_circumstances, pointer
from onrecord.extract.complements import complement, content_end, quote_end, skip_adverbials
from onrecord.extract.cues import Cue, Frame
from onrecord.extract.phrases import Range, phrase_after, subject_before
from onrecord.extract.scene import COMMAS, STOPS, Attribution, Scene, trim
from onrecord.extract.shapes import behind_mark, inverted, read_cue

_REACH = 30
"""Words between a verb of saying and what was said: who was told, where and when."""
_NEAR = 14
_DROPPING = frozenset(("free", "verb final"))
_SUBJECT_BEHIND = frozenset(("free", "verb second"))


def read(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """The report that one cue makes, in the order of the sentence's language."""
    if not s.lex.order:
        return read_cue(s, cue, found)
    if cue.frame & Frame.TAG:
        before = behind_mark(s, cue.first - 1)
        closes = before > s.lo and (s.p.quote[before] >= 0 or s.p.word[before] in COMMAS)
        return inverted(s, cue, before) if closes else None
    if cue.frame & (Frame.FOLLOWING | Frame.OWNED):
        return credited_beside(s, cue)
    if cue.frame & Frame.ACCORDING:
        return according(s, cue, found)
    special = as_clause(s, cue) or pointer(s, cue)
    if special is not None:
        return special
    if s.lex.order == "verb final":
        return _verb_final(s, cue, found)
    if s.lex.order == "verb second" and (perfect := _perfect(s, cue)) is not None:
        return perfect
    plain = _settled(s, read_cue(s, cue, found), found)
    if plain is not None and plain.shape == "clause" and s.p.low[plain.first] not in s.g.complementizers:
        plain = _far(s, cue) or plain
    if plain is not None and plain.shape != "object" and not (plain.source and _is_oblique(s, plain.source)):
        return plain
    return _far(s, cue) or _unnamed(s, cue) or (None if plain and _is_oblique(s, plain.source) else plain)


def _settled(s: Scene, a: Attribution | None, found: list[Attribution]) -> Attribution | None:
    """Without what only looks like a report: a name in marks taken for speech; a relative stands for its noun."""
    if a is None or (a.shape == "fronted" and not _is_parted(s, a.content[0][1] - 1)):
        return None
    if a.shape == "quoted" and _names_outlet(s, a.cue[1], a.first):
        return None
    if a.shape == "fronted" and s.lex.order == "verb second":
        return None  # behind what was said the verb comes first there
    last = s.p.low[a.source[1] - 1] if a.source and a.source[1] - a.source[0] > 1 else ""
    if last in s.g.relatives or last in s.g.complementizers:
        return None
    if a.source is None or a.source[1] - a.source[0] > 1 or s.p.low[a.source[0]] not in s.g.relatives:
        return a
    noun = found[-1].source if found else None
    if noun is None and a.source[0] - 1 > s.lo and s.p.word[a.source[0] - 1] == ",":
        noun = subject_before(s.p, s.lo, a.source[0] - 1, s.g, s.lex)
    return replace(a, source=noun) if noun else a


def _names_outlet(s: Scene, k: int, quote: int) -> bool:
    """ "dijo a la revista «Faro» que …": the marks stand right behind a noun that a preposition leads to."""
    led = any(s.p.low[j] in s.g.prepositions for j in range(k, quote))
    return led and s.p.quote[quote] >= 0 and s.p.word[quote - 1][0].isalnum()


def _is_parted(s: Scene, k: int) -> bool:
    """A comma, a dash or the stop of a sentence ends the words said: "in „Bote“ sagte sie" quotes a name."""
    if s.p.quote[k] < 0:
        return True
    quote = s.p.quotes[s.p.quote[k]]
    parted = s.p.text[quote.span.end : quote.span.end + 3].lstrip()[:1] in (",", "—", "–", "-")
    return parted or s.p.text[quote.inner.end - 1] in ",.?!…"


def _is_oblique(s: Scene, source: Range | None) -> bool:
    """A phrase that cannot be the subject: behind a preposition, or by its determiner's case."""
    if source is None:
        return False
    before = source[0] - 1
    return s.p.low[source[0]] in s.g.oblique or (before >= s.lo and s.p.low[before] in s.g.prepositions)


def _perfect(s: Scene, cue: Cue) -> Attribution | None:
    """ "X hat die Pläne scharf kritisiert", "„…“, hat X am Montag gesagt": the participle far behind its small verb."""
    k = cue.first - 1
    floor = max(s.lo, cue.first - _NEAR)
    while k > floor and s.p.quote[k] < 0 and s.p.low[k] not in s.g.perfects and s.p.word[k] not in COMMAS:
        k -= 1
    if k < floor or s.p.low[k] not in s.g.perfects or s.p.quote[k] >= 0 or cue.first - k < 2:
        return None
    mark = behind_mark(s, k - 1)
    quoted = mark >= s.lo and s.p.quote[mark] >= 0
    before = None if quoted else subject_before(s.p, s.lo, k, s.g, s.lex)
    source = before if before and not _is_oblique(s, before) else phrase_after(s.p, k + 1, cue.first, s.g, s.lex)
    if source is None:
        return None
    at, shape = _said_behind(s, cue)
    if quoted:
        content = trim(s, s.lo, mark + 1)
    elif shape:
        content = trim(s, at, content_end(s, at, shape))
    else:
        content = trim(s, max(source[1], k + 1), cue.first) if cue.frame & Frame.OBJECT else None
    if content is None:
        return None
    named = "inverted" if quoted else shape or "object"
    return Attribution((content,), (cue.first, cue.last), source, named, 0.8 if quoted or shape else 0.5)


def _far(s: Scene, cue: Cue) -> Attribution | None:
    """What was said stands far behind the verb, or the subject stands behind the verb."""
    if not cue.frame & (Frame.SAY | Frame.CLAUSE) or cue.form.endswith(s.g.endings.participle):
        return None
    at, shape = _said_behind(s, cue)
    if not shape:
        return None
    source = subject_before(s.p, s.lo, cue.first, s.g, s.lex)
    if source is not None and (_is_oblique(s, source) or source[0] >= cue.first):
        source = None
    if source is None:
        source = _opening_subject(s, cue.first) if s.lex.order == "verb final" else _subject_behind(s, cue, at)
    if source is None and s.lex.order not in _DROPPING:
        return None
    content = trim(s, at, content_end(s, at, shape))
    if content is None or content[1] - content[0] < 2:
        return None
    named = shape if source else "unnamed"
    return Attribution((content,), (cue.first, cue.last), source, named, 0.8 if source else 0.6)


def _subject_behind(s: Scene, cue: Cue, stop: int) -> Range | None:
    """The phrase behind the verb, where the language puts subjects there and nothing marks it as an object."""
    if s.lex.order not in _SUBJECT_BEHIND:
        return None
    begin = past_circumstances(s, cue.last)
    source = phrase_after(s.p, begin, stop, s.g, s.lex)
    if source is None or s.p.low[begin] in s.g.prepositions or s.p.low[begin] in s.g.oblique:
        return None
    return source if s.p.low[begin] not in s.g.complementizers else None


def _said_behind(s: Scene, cue: Cue) -> tuple[int, str]:
    """Where the words said begin behind a verb, and as what: a clause with "that", a quotation, an unmarked clause."""
    for k in range(cue.last, min(s.hi, cue.last + _REACH)):
        low, word = s.p.low[k], s.p.word[k]
        if low in s.g.complementizers:
            return k, "that"
        if word == ":" and k + 1 < s.hi:
            return k + 1, "quoted" if s.p.quote[k + 1] >= 0 else "clause"
        if word == "," and k + 1 < s.hi and _is_indirect(s, k + 1):
            return k + 1, "clause"
        if word == "," and k + 1 < s.hi and s.p.low[k + 1] in s.lex.wh:
            return k + 1, "wh"
        if word in STOPS or (low in s.lex.frames and word[0].islower()):
            break
    return cue.last, ""


def _is_indirect(s: Scene, k: int) -> bool:
    """A form of indirect speech follows before long: "…, die Lage sei ernst"."""
    return any(w in s.g.subjunctives or w in s.g.conditionals for w in s.p.low[k : min(s.hi, k + _REACH)])


def _unnamed(s: Scene, cue: Cue) -> Attribution | None:
    """ "«…», añadió", "Zapewniła …": the verb alone, said of whoever spoke last."""
    if s.lex.order not in _DROPPING or not cue.frame & (Frame.SAY | Frame.CLAUSE):
        return None
    before = cue.first - 1
    while before >= s.lo and (s.p.low[before] in s.g.auxiliaries or s.p.low[before] in s.g.adverbs):
        before -= 1
    mark = behind_mark(s, before)
    if mark >= s.lo and s.p.quote[mark] >= 0 and cue.frame & Frame.SAY:
        return _around_verb(s, cue, mark)
    opens = before < s.lo or s.p.word[before] in COMMAS or s.p.low[before] in s.g.conjunctions
    after = skip_adverbials(s, cue.last, s.hi)
    shape, score = complement(s, cue, after) if opens or _only_adverbial(s, before) else ("", 0.0)
    if shape == "quoted" and _names_outlet(s, cue.last, after):
        return None
    content = trim(s, after, content_end(s, after, shape)) if shape and shape != "object" else None
    if content is None or content[1] - content[0] < 2:
        return None
    return Attribution((content,), (cue.first, cue.last), None, "unnamed", score * 0.8)


def _only_adverbial(s: Scene, before: int) -> bool:
    """Nothing but one phrase with its preposition stands before the verb: "Sul suo futuro ha detto …"."""
    return before - s.lo < _NEAR and s.p.low[s.lo] in s.g.prepositions


def _around_verb(s: Scene, cue: Cue, mark: int) -> Attribution | None:
    """The quotation before the verb, and the one that goes on behind it."""
    behind = skip_adverbials(s, cue.last, s.hi)
    while behind < s.hi and s.p.word[behind] in COMMAS:
        behind += 1
    tail = trim(s, behind, quote_end(s, behind)) if behind < s.hi and s.p.quote[behind] >= 0 else None
    first = s.p.index(s.p.quotes[s.p.quote[mark]].span.start)
    parts = ((first, mark + 1),) + ((tail,) if tail else ())
    return Attribution(parts, (cue.first, cue.last), None, "unnamed", 0.8)


def _verb_final(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """ "X, “…” dedi", "X, …düştüğünü söyledi", "“…” diyen X, …": who, then what, then the verb."""
    mark = behind_mark(s, cue.first - 1)
    quoted = mark >= s.lo and s.p.quote[mark] >= 0
    nominal = (
        cue.first - 1 > s.lo and bool(s.g.endings.nominal) and s.p.low[cue.first - 1].endswith(s.g.endings.nominal)
    )
    if not quoted and not nominal:
        return _far(s, cue)
    first = s.p.index(s.p.quotes[s.p.quote[mark]].span.start) if quoted else cue.first - 1
    if s.p.low[cue.last - 1] in s.g.relatives:
        source = phrase_after(s.p, cue.last, s.hi, s.g, s.lex)
    else:
        earlier = found[-1].source if found else None
        source = earlier or _opening_subject(s, first) or (_subject_at_end(s, cue) if quoted else None)
    begin = source[1] if source and source[1] <= first else s.lo
    content = (first, mark + 1) if quoted else trim(s, begin, cue.first)
    if content is None or content[1] - content[0] < 2:
        return None
    shape = "unnamed" if source is None else "quoted" if quoted else "clause"
    return Attribution((content,), (cue.first, cue.last), source, shape, 0.85 if source else 0.6)


def _opening_subject(s: Scene, stop: int) -> Range | None:
    """The sentence's first phrase up to its comma or the quotation."""
    k = s.lo
    while k < stop and (s.p.low[k] in s.g.conjunctions or s.p.low[k] in s.g.adverbs):
        k += 1
    comma = next((j for j in range(k, min(stop, k + _NEAR)) if s.p.word[j] == ","), None)
    last = comma if comma is not None else stop if stop - k <= _NEAR and s.p.quote[min(stop, s.hi - 1)] >= 0 else None
    if last is None:
        source = phrase_after(s.p, k, stop, s.g, s.lex, apposition=False)
        return source if source and s.p.word[k][0].isupper() and source[1] - source[0] <= 4 else None
    while last > k and (s.p.low[last - 1] in s.g.adverbs or s.p.low[last - 1] in s.g.conjunctions):
        last -= 1
    return (k, last) if last > k and s.p.quote[k] < 0 else None


def _subject_at_end(s: Scene, cue: Cue) -> Range | None:
    """ "“…” dedi X": the subject behind the verb, where the sentence ends with it."""
    source = phrase_after(s.p, cue.last, s.hi, s.g, s.lex)
    return source if source is not None and s.p.word[source[0]][0].isupper() else None
