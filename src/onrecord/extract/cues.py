"""The words that credit words to someone, with the frames in which they do (``words/<language>/reporting.toml``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from functools import cache

from onrecord import words
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.tokens import Paragraph


class Frame(IntFlag):
    """What may stand with a cue: words around it, a clause, an object, an infinitive; or, behind it, a source.

    ``TAG``: its source stands behind it, the words before ("…, so X"). ``FOLLOWING``: its source stands before it ("X
    zufolge"). ``OWNED``: its source is the possessive inside it ("à son avis").
    """

    NONE = 0
    SAY = 1
    CLAUSE = 2
    OBJECT = 4
    INTEND = 8
    ACCORDING = 16
    TAG = 32
    FOLLOWING = 64
    OWNED = 128


@dataclass(frozen=True, slots=True)
class Cue:
    """Words ``first`` up to, not including, ``last`` of a paragraph."""

    first: int
    last: int
    frame: Frame
    form: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    frames: dict[str, Frame]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    starts: frozenset[str]
    """The first words of all of them."""
    plain: frozenset[str]
    """They take any clause."""
    irregular: frozenset[str]
    """They are never nouns."""
    participles: frozenset[str]
    agents: frozenset[str]
    anaphora: frozenset[str]
    attitudes: frozenset[str]
    """They report what somebody thinks or means to do, not what was said."""
    valuing: frozenset[str]
    """With a quantity they credit it: "put the damage at 5 million"."""
    addressed: frozenset[str]
    wh: frozenset[str]
    order: str
    """How sentences are built: "verb second", "free" (subjects may be left out), "inverting", "verb final"; empty for
    subject, verb, object throughout."""
    pointers: frozenset[tuple[str, ...]]
    """They open a sentence that credits the one before: "das sagte X", "про це заявив X"."""
    dashes: frozenset[str]
    """Dashes that mark speech."""


_CREDITING = {"before": Frame.ACCORDING, "tags": Frame.TAG, "after": Frame.FOLLOWING, "owned": Frame.OWNED}


@cache
def lexicon(language: str) -> Lexicon:
    table = words.load(language, "reporting")
    named = {
        "speech": Frame.SAY | Frame.CLAUSE,
        "say": Frame.SAY,
        "clause": Frame.CLAUSE,
        "object": Frame.OBJECT,
        "intend": Frame.INTEND,
        "valuing": Frame.OBJECT,
    }
    frames: dict[str, Frame] = {}
    for name, frame in named.items():
        for form in str(table.get(name, "")).split():
            frames[form] = frames.get(form, Frame.NONE) | frame
    phrases: dict[tuple[str, ...], Frame] = {}
    for name, frame in named.items():
        for phrase in table.get("phrases", {}).get(name, ()):
            key = tuple(phrase.split())
            phrases[key] = phrases.get(key, Frame.NONE) | frame
    for name, frame in _CREDITING.items():
        for phrase in table.get("according", {}).get(name, ()):
            phrases[tuple(phrase.split())] = frame
    by_first: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for key, frame in sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])):
        by_first.setdefault(key[0], []).append((key, frame))
    passive = table.get("passive", {})
    return Lexicon(
        frames=frames,
        phrases={first: tuple(rows) for first, rows in by_first.items()},
        starts=frozenset(frames) | frozenset(by_first),
        plain=frozenset(str(table.get("plain", "")).split()),
        irregular=frozenset(str(table.get("irregular", "")).split()),
        participles=frozenset(str(passive.get("participles", "")).split()),
        agents=frozenset(str(passive.get("agents", "")).split()),
        anaphora=frozenset(str(passive.get("anaphora", "")).split()),
        attitudes=frozenset((*str(table.get("attitude", "")).split(), *table.get("phrases", {}).get("attitude", ()))),
        valuing=frozenset(str(table.get("valuing", "")).split()),
        addressed=frozenset(str(table.get("addressed", "")).split()),
        wh=frozenset(str(table.get("wh", "")).split()),
        order=str(table.get("order", "")),
        pointers=frozenset(tuple(phrase.split()) for phrase in table.get("pointers", ())),
        dashes=frozenset(str(table.get("dashes", "")).split()),
    )


def cues_in(p: Paragraph, first: int, last: int, language: str) -> Iterator[Cue]:
    """The cues among words ``first`` to ``last``, longest phrase first, nouns of the same form left out."""
    lex, g = lexicon(language), grammar(language)
    passed = first
    for i, form in enumerate(p.low[first:last], first):
        if form not in lex.starts or i < passed:
            continue
        rows = lex.phrases.get(form)
        cue = _phrase(p, i, last, rows) if rows else None
        if cue is None:
            frame = lex.frames.get(form)
            if frame is None or _is_noun(p, i, first, g, lex.irregular):
                continue
            cue = Cue(i, i + 1, frame, form)
        yield cue
        passed = cue.last


def _phrase(p: Paragraph, i: int, last: int, rows: tuple[tuple[tuple[str, ...], Frame], ...]) -> Cue | None:
    for key, frame in rows:
        stop = i + len(key)
        if stop <= last and tuple(p.low[i:stop]) == key:
            return Cue(i, stop, frame, " ".join(key))
    return None


def _is_noun(p: Paragraph, i: int, first: int, g: Grammar, irregular: frozenset[str]) -> bool:
    """ "the claims", "his hopes", "of reports", "China's demands": a verb's form that is a noun here."""
    if i == first:
        return False
    before = p.low[i - 1]
    form, owner = p.low[i], before.partition("'")[0]
    if i + 1 < len(p.low) and p.low[i + 1] == "'" and p.start[i + 1] == p.end[i]:
        return True
    if before in g.standing or before in g.proclitics:
        return False
    if before.endswith(g.endings.possessive) or (before == "'" and p.quote[i - 1] < 0):
        return owner not in g.subject_pronouns
    if form.endswith(g.endings.past + g.endings.participle):
        return (before in g.definite or before in g.articles) and before not in g.object_pronouns
    if form in irregular:
        return False
    return before in g.determiners or (
        before in g.prepositions and before not in g.infinitives and before not in g.as_words
    )
