"""What the readers of one sentence share: the scene that they look at, and the attribution that they return."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.cues import Lexicon, lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.phrases import Range
from onrecord.extract.tokens import Paragraph

COMMAS = frozenset((",", "—", "–", "-", "--"))
STOPS = frozenset(".?!…;")


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
    while hi > lo and p.word[hi - 1] in STOPS and p.quote[hi - 1] < 0:
        hi -= 1
    return Scene(p, lo, hi, grammar(language), lexicon(language), language)


def trim(s: Scene, a: int, b: int) -> Range | None:
    """Without commas and dashes at the edges; marks of quotation and closing brackets stay."""
    while (
        a < b
        and s.p.quote[a] < 0
        and (s.p.word[a] in COMMAS or s.p.word[a] in ";:.…" or s.p.low[a] in s.g.conjunctions)
    ):
        a += 1
    while b > a and s.p.quote[b - 1] < 0 and (s.p.word[b - 1] in COMMAS or s.p.word[b - 1] in ";:.…"):
        b -= 1
    return (a, b) if a < b else None
