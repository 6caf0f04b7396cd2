"""The shapes that reports take, each tried for one cue.

"According to X, …" and its mirror; "…, said X" and "…, X said", before, after or between the words; "X told Y that …";
"…, adding that …"; "… was stated by X".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.extract.complements import (
    complement,
    content_end,
    past_aside,
    quote_end,
    skip_adverbials,
    starts_content,
)
from onrecord.extract.cues import Cue, Frame
from onrecord.extract.phrases import Range, phrase_after, sentence_subject, subject_before
from onrecord.extract.scene import COMMAS, STOPS, Attribution, Scene, trim

_LONGEST_NICKNAME = 4
_END_MARKS = frozenset("\"”»’'“«") | {"''"}


def read_cue(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    if cue.frame & Frame.ACCORDING:
        return _according(s, cue)
    if _is_passive(s, cue.first):
        return _passive(s, cue)
    before = cue.first - 1
    while before >= s.lo and (
        s.p.low[before] in s.g.adverbs or s.p.low[before] in s.g.auxiliaries or s.p.low[before] in s.g.proclitics
    ):
        before -= 1
    before = behind_mark(s, before)
    if before >= s.lo and s.p.low[before] in s.g.infinitives:
        return None
    opens = before < s.lo or s.p.word[before] in COMMAS or s.p.low[before] in s.g.participle_openers
    if opens and cue.form.endswith(s.g.endings.participle):
        return _shared_subject(s, cue, found, "participle")
    if before >= s.lo and s.p.low[before] in s.g.conjunctions and found:
        return _shared_subject(s, cue, found, "elided")
    source = subject_before(s.p, s.lo, cue.first, s.g, s.lex)
    if cue.frame & Frame.SAY and before >= s.lo and _closes_content(s, before):
        apposed = source and s.p.quote[before] < 0 and (_fronted(s, cue, source) or _plain(s, cue, source))
        behind = inverted(s, cue, before)
        if apposed and (behind is None or _opens_clause(s, apposed)):
            return apposed
        if behind is not None:
            return behind
    if source is None:
        return None
    return _fronted(s, cue, source) or _plain(s, cue, source)


def _opens_clause(s: Scene, a: Attribution) -> bool:
    """The source with its apposition begins the sentence, or stands right behind a quotation."""
    if a.source is None:
        return False
    k = a.source[0] - 1
    while k >= s.lo and (s.p.low[k] in s.g.adverbs or s.p.low[k] in s.g.conjunctions):
        k -= 1
    if k < s.lo or s.p.quote[k] >= 0:
        return True
    return s.p.word[k] == "," and (s.p.low[s.lo] in s.g.prepositions or s.p.low[s.lo] in s.g.subordinators)


def _is_passive(s: Scene, verb: int) -> bool:
    if s.p.low[verb].endswith(s.g.endings.participle):
        return False
    k = verb - 1
    while k >= s.lo and (s.p.low[k] in s.g.adverbs or s.p.low[k] in s.g.negations):
        k -= 1
    return k >= s.lo and s.p.low[k] in s.g.copulas


def _passive(s: Scene, cue: Cue) -> Attribution | None:
    """ "… was stated by X": the words are the subject, or the sentence before where the subject is "this"."""
    if cue.form not in s.lex.participles or cue.last >= s.hi or s.p.low[cue.last] not in s.lex.agents:
        return None
    source = phrase_after(s.p, cue.last + 1, s.hi, s.g, s.lex)
    subject = sentence_subject(s.p, s.lo, cue.first, s.g, s.lex)
    if source is None or subject is None:
        return None
    if source[1] < s.hi and s.p.low[source[1]] in s.g.complementizers:
        told = trim(s, source[1], s.hi)
        return Attribution((told,), (cue.first, cue.last), source, "that", 0.8, subject) if told else None
    if subject[1] - subject[0] == 1 and s.p.low[subject[0]] in s.lex.anaphora:
        number = bisect_left(s.p.sentences, (s.lo, s.lo)) - 1
        content = trim(s, *s.p.sentences[number]) if number >= 0 else None
        return Attribution((content,), (cue.first, cue.last), source, "anaphora", 0.7) if content else None
    return Attribution((subject,), (cue.first, cue.last), source, "passive", 0.5)


def _according(s: Scene, cue: Cue) -> Attribution | None:
    source = phrase_after(s.p, cue.last, s.hi, s.g, s.lex, apposition=cue.first > s.lo)
    if source is None:
        return None
    after = source[1]
    while after < s.hi and s.p.word[after] != "," and s.p.quote[after] < 0 and cue.first <= s.lo + 1:
        after += 1
    if cue.first <= s.lo + 1:
        if s.lex.order == "verb second" or after >= s.hi:
            after = source[1]
        content = trim(s, after, s.hi)
        return Attribution((content,), (cue.first, cue.last), source, "according", 0.75) if content else None
    head = trim(s, s.lo, cue.first)
    tail = trim(s, source[1], s.hi) if source[1] < s.hi and s.p.word[source[1]] == "," else None
    parts = tuple(part for part in (head, tail if tail and tail[1] - tail[0] > 2 else None) if part)
    return Attribution(parts, (cue.first, cue.last), source, "according", 0.75) if parts else None


def behind_mark(s: Scene, k: int) -> int:
    """Back over a comma and a dash to the closing mark before them: "“…”, — said X"."""
    stop = k
    while stop > s.lo and k - stop < 2 and s.p.quote[stop] < 0 and s.p.word[stop] in COMMAS:
        stop -= 1
    return stop if stop < k and stop >= s.lo and _ends_quote(s, stop) else k


def _ends_quote(s: Scene, k: int) -> bool:
    """A closing mark, or the last word of speech that dashes mark."""
    if s.p.quote[k] < 0:
        return False
    quote = s.p.quotes[s.p.quote[k]]
    return s.p.word[k] in _END_MARKS or (quote.closed and quote.inner.end == quote.span.end)


def _closes_content(s: Scene, k: int) -> bool:
    """Does the word before a verb close what was said: a closing mark, or a comma after words?"""
    if s.p.quote[k] < 0:
        return s.p.word[k] in COMMAS and k - s.lo >= 2
    quote = s.p.quotes[s.p.quote[k]]
    parted = s.p.text[quote.span.end : quote.span.end + 3].lstrip()[:1] in (",", "—", "–", "-")
    whole = parted or quote.span.start <= s.p.start[s.lo] or s.p.text[quote.inner.end - 1] in ",.?!…"
    return _ends_quote(s, k) and whole


def inverted(s: Scene, cue: Cue, before: int) -> Attribution | None:
    """ "…, said X": before or between the words."""
    if s.p.word[before] in COMMAS and s.p.quote[before] < 0 and not _verbish(s, before):
        return None
    begin = cue.last
    while begin < s.hi and s.p.low[begin] in s.g.proclitics and s.p.low[begin] not in s.g.determiners:
        begin += 1
    source = phrase_after(s.p, begin, s.hi, s.g, s.lex)
    if source is None or (s.p.low[source[0]] in s.g.pronouns and s.p.low[source[0]] not in s.g.subject_pronouns):
        return None
    if s.p.low[source[0]] in s.g.prepositions or s.p.low[source[0]] in s.g.subordinators:
        return None
    low, first = s.p.low[source[0]], s.p.word[source[0]]
    begins = first[0].isupper() or low in s.g.determiners or low in s.g.subject_pronouns or not s.g.articles
    if s.p.quote[before] < 0 and not begins:
        return None
    head = trim(s, s.lo, before + 1)
    if head is None or (s.p.quote[before] < 0 and not _clause_ends(s, source[1])):
        return None
    return _with_tail(s, cue, source, head, source[1], "inverted")


def _clause_ends(s: Scene, k: int) -> bool:
    """Nothing but adverbials, a comma or a mark follows: what stood after the verb was its subject."""
    k = skip_adverbials(s, k, s.hi)
    return (
        k >= s.hi
        or s.p.word[k] in COMMAS
        or s.p.word[k] in STOPS
        or s.p.quote[k] >= 0
        or s.p.low[k] in s.g.prepositions
    )


def _verbish(s: Scene, before: int) -> bool:
    if not s.g.endings.finite:
        return before - s.lo > 2 and not _opens_adverbial(s, s.lo)
    return any(s.p.low[k] in s.g.auxiliaries or s.p.low[k].endswith(s.g.endings.finite) for k in range(s.lo, before))


def _fronted(s: Scene, cue: Cue, source: Range) -> Attribution | None:
    """ "…, X said", with nothing but adverbials behind: before or between the words."""
    k = source[0] - 1
    while k > s.lo and s.p.quote[k] < 0 and s.p.low[k] in s.g.auxiliaries:
        k -= 1
    k = behind_mark(s, k)
    if not cue.frame & Frame.SAY or k < s.lo:
        return None
    closes = (s.p.quote[k] >= 0 and s.p.quote[source[0]] != s.p.quote[k]) or s.p.word[k] in (",", "—", "–", "--")
    if not closes or _parts_name(s, k):
        return None
    head = trim(s, s.lo, k + 1)
    if head is None or (head[1] - head[0] < 3 and s.p.quote[k] < 0):
        return None
    after = skip_adverbials(s, cue.last, s.hi)
    quoted = s.p.quote[k] >= 0 or (k > s.lo and s.p.quote[k - 1] >= 0)
    if after >= s.hi or (not quoted and _only_circumstances(s, cue.last) and not _opens_adverbial(s, s.lo)):
        return Attribution((head,), (cue.first, cue.last), source, "fronted", 0.92 if quoted else 0.7)
    ends = s.p.word[after] in (",", ":", "—", "–", "--", ";") or s.p.quote[after] >= 0
    if quoted or (ends and s.p.word[cue.last] == "," and not _opens_adverbial(s, s.lo)):
        return _with_tail(s, cue, source, head, cue.last, "fronted")
    return None


def _parts_name(s: Scene, k: int) -> bool:
    """ "Willem “Red” Haverkate": marks between the words of a name, with no stop inside."""
    if s.p.quote[k] < 0 or k + 1 >= s.hi:
        return False
    first = s.p.index(s.p.quotes[s.p.quote[k]].span.start)
    parted = first > s.lo and s.p.word[first - 1][0].isupper() and s.p.word[k + 1][0].isupper()
    return parted and k - first <= _LONGEST_NICKNAME and s.p.word[k - 1][0].isalnum()


def _only_circumstances(s: Scene, k: int) -> bool:
    """ "…, X said at a meeting with A, B and C": what follows tells where, and holds no words of the speaker."""
    if s.p.low[k] not in s.g.time_prepositions:
        return False
    rest = range(k, s.hi)
    return not any(
        s.p.quote[j] >= 0
        or s.p.low[j] in s.g.complementizers
        or s.p.low[j] in s.g.auxiliaries
        or s.p.low[j] in s.g.subject_pronouns
        for j in rest
    )


def _opens_adverbial(s: Scene, k: int) -> bool:
    return s.p.low[k] in s.g.prepositions or s.p.low[k] in s.g.subordinators


def _with_tail(s: Scene, cue: Cue, source: Range, head: Range, after: int, shape: str) -> Attribution:
    """The words go on behind the cue: as a second quotation, or after a comma where the first part broke off."""
    quoted = any(s.p.quote[k] >= 0 for k in range(*head))
    start = skip_adverbials(s, after, s.hi)
    while start < s.hi and (s.p.word[start] in COMMAS or s.p.word[start] == ":"):
        start += 1
    content: tuple[Range, ...] = (_quoted_core(s, head),)
    if start < s.hi:
        if s.p.quote[start] >= 0:
            tail = trim(s, start, quote_end(s, start))
            content += (tail,) if tail else ()
        elif not quoted and s.p.word[after] == ",":
            tail = trim(s, after, s.hi)
            content += (tail,) if tail else ()
    addressee = (
        phrase_after(s.p, cue.last, s.hi, s.g, s.lex) if shape == "fronted" and cue.form in s.lex.addressed else None
    )
    return Attribution(content, (cue.first, cue.last), source, shape, 0.92 if quoted else 0.65, addressee)


def _quoted_core(s: Scene, head: Range) -> Range:
    """A sentence that opens with a connective before its quotation: the quotation is what was said."""
    first = next((k for k in range(*head) if s.p.quote[k] >= 0), None)
    if first is None or first - head[0] > 3 or first == head[0]:
        return head
    return (first, head[1]) if s.p.word[first - 1] in (",", ":") else head


def _shared_subject(s: Scene, cue: Cue, found: list[Attribution], shape: str) -> Attribution | None:
    """ "X praised A, adding that B", "X said A and added that B": the source is that of the report before."""
    base = _parallel(s, cue, found) or next((a for a in reversed(found) if a.depth == 0 and a.source), None)
    source = base.source if base else sentence_subject(s.p, s.lo, cue.first, s.g, s.lex)
    if source is None or (source[1] > cue.first and source[0] < cue.last):
        return None
    plain = _plain(s, cue, source)
    if plain is None:
        return None
    score = plain.score * (0.95 if base else 0.7)
    return replace(plain, shape=shape, score=score, depth=base.depth if base else 0)


def _parallel(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """ "She said that he had told her … and had promised …": the last report, where its small verb is the same."""
    last = found[-1] if found else None
    k = cue.first - 1
    same = last is not None and k > s.lo and s.p.low[k] in s.g.auxiliaries and s.p.low[last.cue[0] - 1] == s.p.low[k]
    return last if same and last is not None and last.source else None


def _plain(s: Scene, cue: Cue, source: Range) -> Attribution | None:
    """ "X said (that) …", "X told Y: “…”", "X praised Z", "X wants to …"."""
    start, addressee = cue.last, None
    if cue.form in s.lex.addressed and start < s.hi and not starts_content(s, start):
        person = phrase_after(s.p, start, s.hi, s.g, s.lex, apposition=False)
        if person is not None and person[1] - person[0] <= 10:
            start, addressee = person[1], person
    after = past_aside(s, skip_adverbials(s, start, s.hi))
    if after >= s.hi > start and cue.frame & Frame.INTEND and s.p.low[start] in s.g.infinitives:
        after = start
    if after >= s.hi:
        if addressee is None or not cue.frame & Frame.OBJECT:
            return None
        after, addressee = cue.last, None
    if (
        (s.p.word[after] in (",", ":") and after + 1 < s.hi and s.p.quote[after + 1] >= 0)
        or s.p.word[after] == ":"
        or (s.p.word[after] == "," and after + 1 < s.hi and s.p.low[after + 1] in s.g.complementizers)
    ):
        after += 1
    shape, score = complement(s, cue, after)
    if not shape and after != cue.last:
        after, addressee = cue.last, None
        shape, score = complement(s, cue, after)
    if not shape:
        return None
    content = trim(s, after, content_end(s, after, shape))
    if content is None or content[1] - content[0] < (2 if shape != "object" else 1):
        return None
    return Attribution((content,), (cue.first, cue.last), source, shape, score, addressee)
