"""One sentence to its attributions: content, cue and source as ranges of words, reports inside reports included."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.beside import unlisted
from onrecord.extract.cues import cues_in
from onrecord.extract.orders import read
from onrecord.extract.phrases import Range
from onrecord.extract.scene import COMMAS, Attribution, Scene

MOST_REPORTS = 24
"""The most reports that are read in one sentence; news has fewer than ten, and each is held against all before it."""

_LONGEST_JOINT = 6
_AROUND = ("fronted", "inverted")


def attributions(s: Scene) -> list[Attribution]:
    """The reports of one sentence, outermost first; a report inside another has depth 1 or more."""
    found: list[Attribution] = []
    for cue in cues_in(s.p, s.lo, s.hi, s.language):
        if s.p.quote[cue.first] >= 0:
            continue
        new = read(s, cue, found)
        if new is not None:
            _add(s, found, new)
        if len(found) == MOST_REPORTS:
            break
    if not found and s.lex.order and (new := unlisted(s)) is not None:
        return [new]
    return [a for a in found if a.content]


def _add(s: Scene, found: list[Attribution], new: Attribution) -> None:
    """Keep a new report beside the earlier ones: inside one, after one (whose words it cuts short), or not at all."""
    clears = new.shape in _AROUND
    found[:] = [a for a in found if a.content and (not clears or not _swallows(new, a) or _strong(a))]
    for i, old in enumerate(found):
        meets = old.first < new.cue[1] and new.cue[0] < old.last
        both = _met(s, old, new) if meets else _apart(old, new)
        if both is None:
            return
        found[i], new = both
    if any(clears and a.cue == new.cue for a in found):
        return
    found.append(new)


def _apart(old: Attribution, new: Attribution) -> tuple[Attribution, Attribution]:
    """The cue of the new report stands outside the old one's words, which may stand inside the new one's."""
    if not _swallows(new, old) or new.shape not in (*_AROUND, "according"):
        return old, new
    pointed = replace(new, content=((old.first, new.last),)) if old.shape == "anaphora" else new
    return replace(old, depth=old.depth + 1), pointed


def _met(s: Scene, old: Attribution, new: Attribution) -> tuple[Attribution, Attribution] | None:
    """The cue of the new report stands in the old one's words: one of them is cut or lies inside the other."""
    if old.depth < new.depth:
        return old, new
    if old.shape == "according" and new.shape in _AROUND and holds(new, old.cue):
        return None  # "As the agency “Port” reports, X said that …": the opening clause is nobody's words
    if _is_joined(s, old, new):
        cut = replace(old, content=_up_to(old.content, _joint(s, new, old.first)))
        return cut, new if new.source else replace(new, source=old.source, shape="elided")
    outside = new.source is not None and (new.source[0] < old.first or new.source == old.source)
    if outside or new.shape in ("participle", "elided"):
        kept = _up_to(old.content, _before_joint(s, new.cue[0], old.first))
        return (replace(old, content=kept), new) if kept else None
    if new.source is not None and new.first >= old.first and _strong(new):
        kept = _up_to(new.content, old.last)
        return (old, replace(new, depth=old.depth + 1, content=kept)) if kept else None
    if new.first <= old.first and new.shape in (*_AROUND, "according"):
        return replace(old, depth=old.depth + 1, content=_up_to(old.content, new.last)), new
    return None


def _is_joined(s: Scene, old: Attribution, new: Attribution) -> bool:
    """ "She told me that …, and in January she told me that …": two reports side by side, each with its "that"."""
    if old.shape != "that" or s.p.low[new.first] not in s.g.complementizers or new.cue[0] <= old.first + 1:
        return False
    if new.source is None:
        return _joint(s, new, old.first) < new.cue[0]
    pronoun = s.p.low[new.source[0]] in s.g.subject_pronouns
    return pronoun and new.source[0] > old.first + 1 and _joint(s, new, old.first) < new.source[0]


def _joint(s: Scene, new: Attribution, floor: int) -> int:
    """The comma before the "and" that joins a report with its own subject, an adverbial between; else the subject."""
    subject = new.source[0] if new.source else new.cue[0]
    while not new.source and (s.p.low[subject - 1] in s.g.auxiliaries or s.p.low[subject - 1] in s.g.proclitics):
        subject -= 1
    for k in range(subject - 1, max(floor, subject - _LONGEST_JOINT), -1):
        if s.p.low[k] in s.g.conjunctions:
            return k - 1 if s.p.word[k - 1] in COMMAS else subject
        if s.p.word[k] in COMMAS or s.p.low[k] in s.g.auxiliaries or s.p.low[k] in s.g.complementizers:
            break
    return subject


def _up_to(content: tuple[tuple[int, int], ...], end: int) -> tuple[tuple[int, int], ...]:
    return tuple((a, min(b, end)) for a, b in content if a < end)


def _swallows(new: Attribution, old: Attribution) -> bool:
    """The words of the new report hold the whole of the old one, its cue included."""
    first, last = old.cue if old.shape == "anaphora" else (min(old.first, old.cue[0]), max(old.last, old.cue[1]))
    return holds(new, (first, last))


def holds(a: Attribution, words: Range) -> bool:
    """The words stand inside what the report credits."""
    return any(start <= words[0] and words[1] <= end for start, end in a.content)


def _strong(a: Attribution) -> bool:
    return a.shape in ("clause", "that", "quoted", "according", "wh", "fronted", "inverted", "anaphora")


def _before_joint(s: Scene, cue: int, floor: int) -> int:
    """Where the words before a second report end: before its "and", "but" or comma, adverbs skipped."""
    k = cue
    while k > floor and (
        s.p.low[k - 1] in s.g.adverbs or s.p.low[k - 1] in s.g.auxiliaries or s.p.low[k - 1] in s.g.prepositions
    ):
        k -= 1
    while k > floor and (s.p.low[k - 1] in s.g.conjunctions or s.p.word[k - 1] in COMMAS or s.p.word[k - 1] == ";"):
        k -= 1
    return k
