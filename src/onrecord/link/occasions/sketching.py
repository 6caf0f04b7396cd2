"""What a page can be recognised by, small enough to be kept beside it: hashed words, names, numbers, figures, runs.

Words count by their first letters, so that a word's forms are one; a name is a word that the page never writes in small
letters, and also counts by its sound, for pages in other alphabets. Runs of words are taken apart into those inside
quotations, which pages of one occasion share, and those outside, which copies share. Work is linear in the text; of
very long pages the first ``MOST_LETTERS`` characters count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from math import log2

import numpy as np

from onrecord.link.candidates import figure_key
from onrecord.link.identity.sounds import heard
from onrecord.link.identity.spellings import fold
from onrecord.link.occasions.kinds import settings
from onrecord.link.occasions.sketches import SCALE, Hashes, Sketch, Terms
from onrecord.meaning.commonness import share_of_pages
from onrecord.types import BlockKind, Dating, Manner, Reading
from onrecord.words.dates import mentions

MOST_LETTERS = 60_000
MOST_WORDS, MOST_NAMES, MOST_NUMBERS, MOST_RUNS = 260, 80, 60, 160
"""Of each kind the rarest and most frequent are kept."""
STEM = 6
"""Letters of a word that tell it from others."""
RUN, QUOTED_RUN = 5, 3
"""Words in a run outside and inside quotations."""
SHOWN = 12
"""Names and figures that are kept as they are written, to tell why pages were brought together."""
FIRM = 0.5
"""A dating that is surer than this speaks for or against other pages."""
_EVERYWHERE = 0.3
"""A word in a larger share of all pages tells nothing."""
_PAGE = 300
_SHORTEST, _LEAST_BONES = 3, 3
_SAMPLED = 4
"""One run outside quotations of so many is kept, the same ones on every page."""
_FIGURE_SHARE = 2.0**-8
"""The most common that a value that is no common number is taken to be."""
_WEEK, _YEAR, _YEARS_BACK = 7, 4, 75
_LEAST_SHARE = 2.0**-60
_PRIME = np.uint32(0x01000193)
# An apostrophe ends a word ("Quist's", "l'Ukraine"), but for Cyrillic letters, where it is a sign of their own.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][а-яіїєґ]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Words = list[tuple[str, int]]
"""The words of a paragraph as they are written, and where they begin."""


def sketch(reading: Reading) -> Sketch:
    """What the page of a reading can be recognised by. Pure; residue and captions are left out."""
    text, language = reading.article.text, reading.article.language
    places = list(_told(reading))
    paragraphs = [_words_of(text, start, end) for start, end in places]
    written = Counter(word for words in paragraphs for word, _ in words)
    names, forms = _names(written)
    numbers = Counter(match.group() for start, end in places for match in _NUMBER.finditer(text, start, end))
    figures = {key: figure for figure in reading.figures if (key := figure_key(figure))}
    quotations = list(_quotations(reading))
    return Sketch(
        language=language,
        days=_days(reading.article.published),
        year=_latest_year(reading, written),
        weekdays=_weekdays(text[:MOST_LETTERS], language),
        words=_terms(_stems(written), MOST_WORDS),
        names=_terms({name: (count, _common(forms[name])) for name, count in names.items()}, MOST_NAMES),
        sounds=_terms(_sounds(names, forms, language), MOST_NAMES),
        numbers=_terms({number: (count, _common(number)) for number, count in numbers.items()}, MOST_NUMBERS),
        figures=_terms({" ".join(key): (1, _figure_common(key)) for key in figures}, MOST_NUMBERS),
        quoted=_runs([_words_of(text, start, end) for start, end in quotations], QUOTED_RUN),
        runs=_runs(_outside(paragraphs, quotations), RUN, _SAMPLED),
        shown=tuple(forms[name] for name, _ in sorted(names.items(), key=lambda row: (-row[1], row[0]))[:SHOWN]),
        told=tuple(figure.span.of(text) for _, figure in sorted(figures.items()))[:SHOWN],
        settings=settings(reading),
    )


@lru_cache(maxsize=65536)
def hashed(thing: str) -> int:
    """A thing in 32 bits, the same on every machine."""
    return int.from_bytes(blake2b(thing.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


def _told(reading: Reading) -> Iterator[tuple[int, int]]:
    for block in reading.article.blocks:
        if block.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION) and block.span.start < MOST_LETTERS:
            yield block.span.start, min(block.span.end, MOST_LETTERS)


def _quotations(reading: Reading) -> Iterator[tuple[int, int]]:
    for statement in reading.statements:
        if statement.manner is not Manner.INDIRECT:
            yield from ((span.start, span.end) for span in statement.content if span.start < MOST_LETTERS)


def _words_of(text: str, start: int, end: int) -> Words:
    return [(match.group(), match.start()) for match in _WORD.finditer(text, start, end)]


@lru_cache(maxsize=65536)
def _common(word: str) -> float:
    return share_of_pages(word, _PAGE)


@lru_cache(maxsize=65536)
def _stem(word: str) -> tuple[str, float]:
    """A word's stem, and how common it is, with a capital or without."""
    return fold(word)[:STEM], max(_common(word), _common(word.lower()))


@lru_cache(maxsize=65536)
def _key(word: str) -> int:
    return hashed(fold(word))


@lru_cache(maxsize=65536)
def _level(common: float) -> int:
    return min(255, round(-SCALE * log2(max(common, _LEAST_SHARE))))


def _figure_common(key: tuple[str, str]) -> float:
    """A figure is half as common as its number: "5 %" stands on many pages."""
    return max(_FIGURE_SHARE, _common(key[0]) / 2)


def _stems(written: Mapping[str, int]) -> dict[str, tuple[int, float]]:
    """Words by their stems: how often they come, and how common the commonest of them is."""
    out: dict[str, tuple[int, float]] = {}
    for word, count in written.items():
        stem, own = _stem(word)
        before, common = out.get(stem, (0, 0.0))
        out[stem] = before + count, max(common, own)
    return {stem: row for stem, row in out.items() if row[1] < _EVERYWHERE}


def _names(written: Mapping[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Words with a capital that the page never writes in small letters, and how they are first written."""
    small = {fold(word) for word in written if word[0].islower()}
    names: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for word, count in written.items():
        if len(word) >= _SHORTEST and word[0].isalpha() and not word[0].islower() and (name := fold(word)) not in small:
            names[name] += count
            forms.setdefault(name, word)
    return dict(names), forms


def _is_capital(word: str) -> bool:
    """A capital that does not just begin a sentence: the word is not commoner in small letters."""
    return word[0].isalpha() and not word[0].islower() and _common(word.lower()) <= _common(word)


def _sounds(names: Mapping[str, int], forms: Mapping[str, str], language: str) -> dict[str, tuple[int, float]]:
    """Names by the consonants that are heard in them: what another alphabet leaves of them."""
    out: dict[str, tuple[int, float]] = {}
    for name, count in names.items():
        reading = heard(name, language)
        if reading is not None and len(reading.bones) >= _LEAST_BONES:
            before, common = out.get(reading.bones, (0, 0.0))
            out[reading.bones] = before + count, max(common, _common(forms[name]))
    return out


def _terms(things: Mapping[str, tuple[int, float]], most: int) -> Terms:
    """Things with how often they come and in which share of pages at large; of too many those that tell most."""
    rows: dict[int, tuple[int, int]] = {}
    for thing, (count, common) in things.items():
        rows[hashed(thing)] = min(count, 255), _level(common)
    if len(rows) > most:
        rows = dict(sorted(rows.items(), key=lambda row: (-row[1][1] * (1 + log2(row[1][0])), row[0]))[:most])
    ordered = sorted(rows)
    return Terms(
        np.array(ordered, np.uint32),
        np.array([rows[key][0] for key in ordered], np.uint8),
        np.array([rows[key][1] for key in ordered], np.uint8),
    )


def _outside(paragraphs: list[Words], quotations: list[tuple[int, int]]) -> Iterator[Words]:
    """The words between quotations, a stretch at a time."""
    starts = sorted(quotations)
    at, inside = 0, 0
    for words in paragraphs:
        stretch: Words = []
        for word in words:
            while at < len(starts) and starts[at][0] <= word[1]:
                inside, at = max(inside, starts[at][1]), at + 1
            if word[1] >= inside:
                stretch.append(word)
            elif stretch:
                yield stretch
                stretch = []
        yield stretch


def _runs(stretches: Iterable[Words], size: int, sampled: int = 1) -> Hashes:
    """The hashes of runs of so many words, one in ``sampled``; of too many the smallest."""
    found = [np.zeros(0, np.uint32)]
    for words in stretches:
        keys = np.fromiter((_key(word) for word, _ in words), np.uint32, len(words))
        if len(keys) >= size:
            run = np.zeros(len(keys) - size + 1, np.uint32)
            for shift in range(size):
                run = run * _PRIME + keys[shift : shift + len(run)]
            run ^= run >> np.uint32(15)
            found.append(run[run % sampled == 0] if sampled > 1 else run)
    return np.unique(np.concatenate(found))[:MOST_RUNS]


def _days(dating: Dating | None) -> tuple[int, int] | None:
    if dating is None or dating.basis.score <= FIRM:
        return None
    return dating.earliest.toordinal(), dating.latest.toordinal()


def _latest_year(reading: Reading, written: Iterable[str]) -> int:
    """The latest year that the page names, that of its own day among them; none after its capture."""
    captured = reading.page.captured.year
    years = {int(word) for word in written if len(word) == _YEAR and word.isascii() and word.isdecimal()}
    own = reading.article.published
    if own is not None and own.basis.score > FIRM and own.earliest.year == own.latest.year:
        years.add(own.latest.year)
    return max((year for year in years if captured - _YEARS_BACK <= year <= captured), default=0)


def _weekdays(text: str, language: str) -> tuple[int, ...]:
    counts = [0] * _WEEK
    for mention in mentions(text, language):
        if mention.weekday is not None:
            counts[mention.weekday] = min(counts[mention.weekday] + 1, 255)
    return tuple(counts)
