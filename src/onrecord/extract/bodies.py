"""Bodies by their full names: "the tribunal" is the "International Tribunal for River Rights" that the page names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.extract.callings import PeopleWords, fold, people_words
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.names import is_headline
from onrecord.extract.tokens import Paragraph
from onrecord.types import Span

MOST_WORDS = 10
MOST_BODIES = 200
SHOUTED = 3
"""Words in block letters from which on a name is shouted, not an acronym and a word."""


class Bodies:
    """The bodies that one page names with capitals, asked by a shorter form."""

    def __init__(self, paragraphs: Sequence[Paragraph], language: str) -> None:
        self._g, self._table = grammar(language), people_words(language)
        self._at: list[tuple[int, int, str]] = []
        self._names: list[tuple[str, frozenset[str]]] = []
        known: set[str] = set()
        for p in sorted(paragraphs, key=lambda p: p.span.start):
            if is_headline(p, language) and not p.span.of(p.text).isupper():
                continue
            for span in _bodies_in(p, self._g, self._table):
                name = self._shaped(span.of(p.text))
                self._at.append((span.start, span.end, name))
                if name not in known and len(known) < MOST_BODIES:
                    known.add(name)
                    self._names.append((name, frozenset(fold(name).split())))

    def around(self, start: int, end: int) -> str | None:
        """The body whose name holds the words between two offsets and more: a source that was cut off."""
        number = bisect_right(self._at, start, key=lambda row: row[0]) - 1
        if number < 0:
            return None
        first, last, name = self._at[number]
        return name if end <= last and end - start < last - first else None

    def _shaped(self, name: str) -> str:
        """Block letters as a name is mostly written."""
        words = " ".join(name.split()).split(" ")
        if not name.isupper() or len(words) < SHOUTED:
            return " ".join(words)
        small = self._g.name_links | self._g.articles | self._g.additives
        return " ".join(w.lower() if w.lower() in small else w.capitalize() for w in words)

    def find(self, low: Sequence[str]) -> str | None:
        """The one body whose name holds all of these words, a noun for a body among them; None where two do."""
        small = self._g.determiners | self._g.prepositions
        wanted = {fold(w) for w in low if w not in small and w[:1].isalnum()}
        if not wanted or not any(w in self._table.bodies for w in low):
            return None
        fits = [(name, held) for name, held in self._names if wanted < held]
        longest = max(fits, key=lambda fit: len(fit[1]), default=None)
        if longest is None or any(not held <= longest[1] for _, held in fits):
            return None
        return longest[0]


def _bodies_in(p: Paragraph, g: Grammar, table: PeopleWords) -> Iterator[Span]:
    """Runs of capitalised words, "of", "for" and "and" between them, with a noun for a body."""
    k, count = 0, len(p.word)
    if not any(low in table.bodies and p.word[n][0].isupper() for n, low in enumerate(p.low)):
        return
    while k < count:
        if not _capital(p, k) or p.low[k] in g.determiners or p.low[k] in g.prepositions:
            k += 1
            continue
        stop = _run_end(p, k, g)
        noun = any(p.low[n] in table.bodies for n in range(k, stop))
        if noun and stop - k > 1 and not _titled(p, k, stop, g, table):
            yield Span(p.start[k], p.end[stop - 1])
        k = stop


def _run_end(p: Paragraph, k: int, g: Grammar) -> int:
    stop = k + 1
    while stop < len(p.word) and stop - k < MOST_WORDS and p.quote[stop] == p.quote[k]:
        if _capital(p, stop):
            stop += 1
            continue
        links = stop
        while (
            links < len(p.word)
            and links < stop + 3
            and (p.low[links] in g.name_links or p.low[links] in g.articles or p.low[links] in g.additives)
        ):
            links += 1
        if links == stop or links >= len(p.word) or not _capital(p, links):
            break
        stop = links + 1
    return stop


def _titled(p: Paragraph, k: int, stop: int, g: Grammar, table: PeopleWords) -> bool:
    """ "Speaker of the House", "Minister of the Bank": the head before its "of" is a person."""
    head = k
    while head < stop and p.low[head] not in g.prepositions:
        head += 1
    return any(p.low[n] in table.human and p.low[n] not in table.portfolios for n in range(k, head))


def _capital(p: Paragraph, k: int) -> bool:
    return p.word[k][0].isupper()
