"""One sentence to its attributions: content, cue and source as ranges of words, by the shapes that reports take.

Shapes, tried for each cue in turn: "According to X, …" and its mirror; "…, said X" and "…, X said", before, after or
between the words; "X told Y that …"; "…, adding that …"; "… was stated by X". Reports inside a report are found by the
same shapes inside its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.extract.cues import Cue, Frame, Lexicon, cues_in, lexicon
from onrecord.extract.phrases import Range, phrase_after, sentence_subject, subject_before
from onrecord.extract.tokens import Grammar, Paragraph, grammar

_COMMAS = frozenset((",", "—", "–", "-", "--"))
_STOPS = frozenset(".?!…;")
_END_MARKS = frozenset("\"”»’'") | {"''"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Ranges of words of one paragraph. ``shape`` names the pattern, ``score`` its trust."""

    content: tuple[Range, ...]
    cue: Range
    source: Range | None
    shape: str
    score: float
    addressee: Range | None = None
    depth: int = 0

    @property
    def first(self) -> int:
        return min(start for start, _ in self.content)

    @property
    def last(self) -> int:
        return max(end for _, end in self.content)


@dataclass(frozen=True, slots=True)
class Scene:
    """The stretch of a paragraph that is read: words ``lo`` to ``hi``, and the tables of its language."""

    p: Paragraph
    lo: int
    hi: int
    g: Grammar
    lex: Lexicon
    language: str


def scene(p: Paragraph, lo: int, hi: int, language: str) -> Scene:
    while hi > lo and p.word[hi - 1] in _STOPS and p.quote[hi - 1] < 0:
        hi -= 1
    return Scene(p, lo, hi, grammar(language), lexicon(language), language)


def attributions(s: Scene) -> list[Attribution]:
    """The reports of one sentence, outermost first; a report inside another has depth 1 or more."""
    found: list[Attribution] = []
    for cue in cues_in(s.p, s.lo, s.hi, s.language):
        if s.p.quote[cue.first] >= 0:
            continue
        new = _read(s, cue, found)
        if new is not None:
            _add(s, found, new)
    return [a for a in found if a.content]


def _add(s: Scene, found: list[Attribution], new: Attribution) -> None:
    """Keep a new report beside the earlier ones: inside one, after one (whose words it cuts short), or not at all."""
    for i, old in enumerate(found):
        if not (old.first < new.cue[1] and new.cue[0] < old.last):
            continue
        outside = new.source is not None and (new.source[0] < old.first or new.source == old.source)
        if outside or new.shape in ("participle", "elided"):
            cut = _before_joint(s, new.cue[0], old.first)
            kept = tuple((a, min(b, cut)) for a, b in old.content if a < cut)
            if not kept:
                return
            found[i] = replace(old, content=kept)
        elif new.source is not None and new.first >= old.first and _strong(new):
            new = replace(new, depth=old.depth + 1, content=tuple((a, min(b, old.last)) for a, b in new.content))
        elif new.source is not None and new.first <= old.first and new.shape in ("fronted", "inverted", "according"):
            continue
        else:
            return
    if any(new.shape in ("fronted", "inverted") and a.cue == new.cue for a in found):
        return
    found.append(new)


def _strong(a: Attribution) -> bool:
    return a.shape in ("clause", "that", "quoted", "according", "wh")


def _before_joint(s: Scene, cue: int, floor: int) -> int:
    """Where the words before a second report end: before its "and", "but" or comma, adverbs skipped."""
    k = cue
    while k > floor and (
        s.p.low[k - 1] in s.g.adverbs or s.p.low[k - 1] in s.g.auxiliaries or s.p.low[k - 1] in s.g.prepositions
    ):
        k -= 1
    while k > floor and (s.p.low[k - 1] in s.g.conjunctions or s.p.word[k - 1] in _COMMAS or s.p.word[k - 1] == ";"):
        k -= 1
    return k


def _read(s: Scene, cue: Cue, found: list[Attribution]) -> Attribution | None:
    if cue.frame & Frame.ACCORDING:
        return _according(s, cue)
    if _is_passive(s, cue.first):
        return _passive(s, cue)
    before = cue.first - 1
    while before >= s.lo and (s.p.low[before] in s.g.adverbs or s.p.low[before] in s.g.auxiliaries):
        before -= 1
    if before >= s.lo and s.p.low[before] == "to":
        return None
    if cue.form.endswith("ing") and (before < s.lo or s.p.word[before] in _COMMAS or _opens_participle(s, before)):
        return _shared_subject(s, cue, found, "participle")
    if before >= s.lo and s.p.low[before] in s.g.conjunctions and found:
        return _shared_subject(s, cue, found, "elided")
    if cue.frame & Frame.SAY and before >= s.lo and _closes_content(s, before):
        inverted = _inverted(s, cue, before)
        if inverted is not None:
            return inverted
    source = subject_before(s.p, s.lo, cue.first, s.g, s.lex)
    if source is None:
        return None
    return _fronted(s, cue, source) or _plain(s, cue, source)


def _opens_participle(s: Scene, k: int) -> bool:
    return s.p.low[k] in ("before", "after", "while", "by", "without", "and", "in")


def _is_passive(s: Scene, verb: int) -> bool:
    if s.p.low[verb].endswith("ing"):
        return False
    k = verb - 1
    while k >= s.lo and (s.p.low[k] in s.g.adverbs or s.p.low[k] in ("not", "been", "being")):
        if s.p.low[k] in ("been", "being"):
            return True
        k -= 1
    return k >= s.lo and s.p.low[k] in ("is", "are", "was", "were", "be", "isn't", "aren't", "wasn't", "weren't")


def _passive(s: Scene, cue: Cue) -> Attribution | None:
    """ "… was stated by X": the words are the subject, or the sentence before where the subject is "this"."""
    if cue.form not in s.lex.participles or cue.last >= s.hi or s.p.low[cue.last] != "by":
        return None
    source = phrase_after(s.p, cue.last + 1, s.hi, s.g, s.lex)
    subject = sentence_subject(s.p, s.lo, cue.first, s.g, s.lex)
    if source is None or subject is None:
        return None
    return Attribution((subject,), (cue.first, cue.last), source, "passive", 0.5)


def _according(s: Scene, cue: Cue) -> Attribution | None:
    source = phrase_after(s.p, cue.last, s.hi, s.g, s.lex, apposition=cue.first > s.lo)
    if source is None:
        return None
    after = source[1]
    while after < s.hi and s.p.word[after] != "," and s.p.quote[after] < 0 and cue.first <= s.lo + 1:
        after += 1
    if cue.first <= s.lo + 1:
        content = _trim(s, after, s.hi)
        return Attribution((content,), (cue.first, cue.last), source, "according", 0.75) if content else None
    head = _trim(s, s.lo, cue.first)
    tail = _trim(s, source[1], s.hi) if source[1] < s.hi and s.p.word[source[1]] == "," else None
    parts = tuple(part for part in (head, tail if tail and tail[1] - tail[0] > 2 else None) if part)
    return Attribution(parts, (cue.first, cue.last), source, "according", 0.75) if parts else None


def _closes_content(s: Scene, k: int) -> bool:
    """Does the word before a verb close what was said: a closing mark, or a comma after words?"""
    return (s.p.quote[k] >= 0 and s.p.word[k] in _END_MARKS) or (s.p.word[k] in _COMMAS and k - s.lo >= 2)


def _inverted(s: Scene, cue: Cue, before: int) -> Attribution | None:
    """ "…, said X": before or between the words."""
    if s.p.word[before] in _COMMAS and s.p.quote[before] < 0 and not _verbish(s, before):
        return None
    source = phrase_after(s.p, cue.last, s.hi, s.g, s.lex)
    if source is None or (s.p.low[source[0]] in s.g.pronouns and s.p.low[source[0]] not in s.g.subject_pronouns):
        return None
    if s.p.low[source[0]] in s.g.prepositions or s.p.low[source[0]] in s.g.subordinators:
        return None
    first = s.p.word[source[0]]
    if not (first[0].isupper() or s.p.low[source[0]] in s.g.determiners or s.p.low[source[0]] in s.g.subject_pronouns):
        if s.p.quote[before] < 0:
            return None
    head = _trim(s, s.lo, before + 1)
    if head is None:
        return None
    return _with_tail(s, cue, source, head, source[1], "inverted")


def _verbish(s: Scene, before: int) -> bool:
    return any(s.p.low[k] in s.g.auxiliaries or s.p.low[k].endswith(("ed", "s")) for k in range(s.lo, before))


def _fronted(s: Scene, cue: Cue, source: Range) -> Attribution | None:
    """ "…, X said", with nothing but adverbials behind: before or between the words."""
    k = source[0] - 1
    if not cue.frame & Frame.SAY or k < s.lo:
        return None
    closes = (s.p.quote[k] >= 0 and s.p.quote[source[0]] != s.p.quote[k]) or s.p.word[k] in (",", "—", "–", "--")
    if not closes:
        return None
    head = _trim(s, s.lo, source[0])
    if head is None or (head[1] - head[0] < 3 and s.p.quote[k] < 0):
        return None
    after = _skip_adverbials(s, cue.last, s.hi)
    quoted = s.p.quote[k] >= 0
    if after >= s.hi:
        return Attribution((head,), (cue.first, cue.last), source, "fronted", 0.92 if quoted else 0.7)
    ends = s.p.word[after] in (",", ":", "—", "–", "--", ";") or s.p.quote[after] >= 0
    if quoted or (ends and s.p.word[cue.last] == "," and not _opens_adverbial(s, s.lo)):
        return _with_tail(s, cue, source, head, cue.last, "fronted")
    return None


def _opens_adverbial(s: Scene, k: int) -> bool:
    return s.p.low[k] in s.g.prepositions or s.p.low[k] in s.g.subordinators


def _with_tail(s: Scene, cue: Cue, source: Range, head: Range, after: int, shape: str) -> Attribution:
    """The words go on behind the cue: as a second quotation, or after a comma where the first part broke off."""
    quoted = any(s.p.quote[k] >= 0 for k in range(*head))
    start = _skip_adverbials(s, after, s.hi)
    while start < s.hi and (s.p.word[start] in _COMMAS or s.p.word[start] == ":"):
        start += 1
    content: tuple[Range, ...] = (_quoted_core(s, head),)
    if start < s.hi:
        if s.p.quote[start] >= 0:
            tail = _trim(s, start, _quote_end(s, start))
            content += (tail,) if tail else ()
        elif not quoted and s.p.word[after] == ",":
            tail = _trim(s, after, s.hi)
            content += (tail,) if tail else ()
    addressee = phrase_after(s.p, cue.last, s.hi, s.g, s.lex) if shape == "fronted" and cue.form in s.lex.addressed else None
    return Attribution(content, (cue.first, cue.last), source, shape, 0.92 if quoted else 0.65, addressee)


def _quoted_core(s: Scene, head: Range) -> Range:
    """A sentence that opens with a connective before its quotation: the quotation is what was said."""
    first = next((k for k in range(*head) if s.p.quote[k] >= 0), None)
    if first is None or first - head[0] > 3 or first == head[0]:
        return head
    return (first, head[1]) if s.p.word[first - 1] in (",", ":") else head


def _quote_end(s: Scene, k: int) -> int:
    number = s.p.quote[k]
    while k < s.hi and s.p.quote[k] == number:
        k += 1
    return k


def _shared_subject(s: Scene, cue: Cue, found: list[Attribution], shape: str) -> Attribution | None:
    """ "X praised A, adding that B", "X said A and added that B": the source is that of the report before."""
    base = next((a for a in reversed(found) if a.depth == 0 and a.source is not None), None)
    source = base.source if base else sentence_subject(s.p, s.lo, cue.first, s.g, s.lex)
    if source is None or source[1] > cue.first and source[0] < cue.last:
        return None
    plain = _plain(s, cue, source)
    if plain is None:
        return None
    return replace(plain, shape=shape, score=plain.score * (0.95 if base else 0.7))


def _plain(s: Scene, cue: Cue, source: Range) -> Attribution | None:
    """ "X said (that) …", "X told Y: “…”", "X praised Z", "X wants to …"."""
    start, addressee = cue.last, None
    if cue.form in s.lex.addressed and start < s.hi and not _starts_content(s, start):
        person = phrase_after(s.p, start, s.hi, s.g, s.lex, apposition=False)
        if person is not None and person[1] - person[0] <= 10:
            start, addressee = person[1], person
    after = _skip_adverbials(s, start, s.hi)
    if after >= s.hi:
        if addressee is None or not cue.frame & Frame.OBJECT:
            return None
        after, addressee = cue.last, None
    if s.p.word[after] in (",", ":") and after + 1 < s.hi and s.p.quote[after + 1] >= 0:
        after += 1
    elif s.p.word[after] == ":":
        after += 1
    elif s.p.word[after] == "," and after + 1 < s.hi and s.p.low[after + 1] == "that":
        after += 1
    shape, score = _complement(s, cue, after)
    if not shape and after != cue.last:
        after, addressee = cue.last, None
        shape, score = _complement(s, cue, after)
    if not shape:
        return None
    content = _trim(s, after, _content_end(s, after, shape))
    if content is None or content[1] - content[0] < (2 if shape != "object" else 1):
        return None
    return Attribution((content,), (cue.first, cue.last), source, shape, score, addressee)


def _starts_content(s: Scene, k: int) -> bool:
    return s.p.low[k] in ("that", "to") or s.p.low[k] in s.lex.wh or s.p.quote[k] >= 0 or s.p.word[k] in (":", ",")


def _complement(s: Scene, cue: Cue, k: int) -> tuple[str, float]:
    """What stands behind the cue, and how far that shape is to be trusted; ("", 0) where it is no report."""
    if k >= s.hi:
        return "", 0.0
    low, frame = s.p.low[k], cue.frame
    verbal = bool(frame & (Frame.CLAUSE | Frame.SAY))
    if low == "that" and verbal:
        return "that", 0.85
    if s.p.quote[k] >= 0 and (verbal or frame & Frame.OBJECT):
        return "quoted", 0.85 if frame & Frame.SAY else 0.6
    if low == "to" and frame & Frame.INTEND:
        return "intend", 0.5
    if low in s.lex.wh and verbal:
        return "wh", 0.6
    if s.p.word[k] in _COMMAS or s.p.word[k] in _STOPS or low in s.g.conjunctions:
        return "", 0.0
    if frame & Frame.CLAUSE and _is_clause(s, k, cue):
        return "clause", 0.75
    if frame & Frame.OBJECT and low not in ("by", "as", "in", "on", "at", "from", "to"):
        return "object", 0.45
    return "", 0.0


def _is_clause(s: Scene, k: int, cue: Cue) -> bool:
    """A finite clause seems to follow: a subject, then an auxiliary or a verb's ending before the next comma."""
    low, g = s.p.low, s.g
    if low[k] in ("by", "about", "of", "for", "on", "to", "with", "at", "from", "as", "in"):
        return cue.form in ("said", "says") and low[k] not in ("by", "of", "to", "about")
    if low[k] in g.subject_pronouns or low[k].endswith(("n't", "'s", "'re", "'ll", "'ve", "'d")) and "'" in low[k]:
        return True
    for j in range(k + 1, min(s.hi, k + 18)):
        if low[j] in g.auxiliaries or s.p.low[j].endswith(("'s",)) and s.p.low[j - 1] in ("it", "he", "she", "there"):
            return True
        if s.p.word[j] in (";", ":"):
            break
        if (
            j > k
            and s.p.word[j][0].islower()
            and low[j].endswith(("ed", "es"))
            or (low[j] in s.lex.frames and s.p.word[j][0].islower())
        ):
            return True
    return cue.form in ("said", "says") and s.hi - k > 3


def _content_end(s: Scene, k: int, shape: str) -> int:
    """The words run to the end of the sentence; a bare quotation ends with its mark, an object before a new clause."""
    if shape == "quoted":
        stop = _quote_end(s, k)
        if stop >= s.hi or s.p.word[stop - 2] in (".", "?", "!", ",") or s.p.word[stop] in (",",):
            return stop
        return _object_end(s, stop)
    if shape in ("object", "intend"):
        return _object_end(s, k)
    return s.hi


def _object_end(s: Scene, k: int) -> int:
    while k < s.hi:
        if s.p.word[k] in (";", ":") and s.p.quote[k] < 0:
            return k
        if s.p.word[k] in _COMMAS and s.p.quote[k] < 0 and k + 1 < s.hi and _new_clause(s, k + 1):
            return k
        k += 1
    return k


def _new_clause(s: Scene, k: int) -> bool:
    low = s.p.low[k]
    if low in ("but", "while", "although", "though", "after", "when", "as", "because", "who", "which", "where", "saying"):
        return True
    if low in s.g.conjunctions and k + 1 < s.hi:
        return s.p.low[k + 1] in s.g.subject_pronouns or s.p.low[k + 1] in s.lex.frames
    return low.endswith("ing") and low in s.lex.frames


def _skip_adverbials(s: Scene, k: int, hi: int) -> int:
    """Past "on Tuesday", "in a statement to the Post", "later": what stands between a cue and what was said.

    A phrase that nothing but the end, a comma, a colon, a mark or "that" follows is an adverbial; otherwise it is
    left where it is, as the beginning of what was said.
    """
    start = k
    for _ in range(6):
        if k >= hi or s.p.quote[k] >= 0:
            break
        low = s.p.low[k]
        if low in s.g.weekdays or (low in s.g.adverbs and low not in ("not", "never")) or low.endswith("ly"):
            k += 1
        elif low in ("last", "this", "next", "earlier") and k + 1 < hi and s.p.word[k + 1][0].isalpha():
            k += 2
        elif low in s.g.prepositions and low not in ("like", "than"):
            stop = _phrase_end(s, k + 1, hi)
            if stop <= k + 1:
                break
            k = stop
        else:
            break
    if k == start or k >= hi:
        return k
    settled = s.p.word[k] in (",", ":", "—", "–", "--", ";") or s.p.quote[k] >= 0 or s.p.low[k] == "that"
    if settled or all(s.p.low[j] in s.g.weekdays or s.p.low[j] in s.g.adverbs for j in range(start, k)):
        return k
    if s.p.low[k] in s.g.subject_pronouns:
        return k
    if s.p.low[start] in ("on", "in", "at", "during", "after") and s.p.low[k - 1] in s.g.weekdays:
        return k
    return start


def _phrase_end(s: Scene, k: int, hi: int) -> int:
    while k < hi:
        low = s.p.low[k]
        if s.p.quote[k] >= 0 or s.p.word[k] in (",", ":", ";", "—", "–", "--") or low in s.g.subordinators:
            return k
        if low in s.g.auxiliaries or low in s.g.subject_pronouns or (low in s.lex.frames and s.p.word[k][0].islower()):
            return k
        if low in s.g.prepositions or low in s.g.adverbs:
            return k
        k += 1
        if s.p.low[k - 1] in s.g.weekdays:
            return k
    return k


def _trim(s: Scene, a: int, b: int) -> Range | None:
    """Without commas and dashes at the edges; marks of quotation and closing brackets stay."""
    while a < b and s.p.quote[a] < 0 and (s.p.word[a] in _COMMAS or s.p.word[a] in ";:.…" or s.p.low[a] in s.g.conjunctions):
        a += 1
    while b > a and s.p.quote[b - 1] < 0 and (s.p.word[b - 1] in _COMMAS or s.p.word[b - 1] in ";:.…"):
        b -= 1
    return (a, b) if a < b else None
