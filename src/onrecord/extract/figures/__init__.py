"""Figures: every quantity that a page asserts, with value, hedge, unit, what is counted, trend and period.

``figures_of`` walks the blocks of an article; a block is cut into sentences, a sentence without a number costs nothing
more. The modules follow a number's way: ``apart`` (what is no figure), ``units``, ``quantities`` (ranges, parts),
``hedges``, ``concepts``, ``periods``. The words of a language stand in ``words/<language>/figures.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.figures.concepts import Stretch, concepts
from onrecord.extract.figures.lexicon import Lexicon, lexicon
from onrecord.extract.figures.periods import periods, within
from onrecord.extract.figures.quantities import quantities
from onrecord.extract.figures.quantity import Quantity, Sentence, UnitKind
from onrecord.types import Article, Basis, Block, BlockKind, Figure, Period, Span, digest
from onrecord.words.dates import DateMention, mentions
from onrecord.words.lexemes import lexemes, sentences
from onrecord.words.numbers import numerals
from onrecord.words.numberwords import number_words

__all__ = ["figures_of"]

_WORD = re.compile(r"\w+")
_LEFT_OUT = frozenset((BlockKind.RESIDUE, BlockKind.CAPTION))
_FALLBACK = "en"
_SURE, _DOUBTFUL = 0.9, 0.7


def figures_of(article: Article) -> tuple[Figure, ...]:
    """The figures of an article in the order of the text; residue and captions hold none.

    Spans are code points of ``article.text`` and take in the words of the hedge and the unit. Pure, and linear in the
    text. A page whose language is not known or has no tables is read as English: digits, signs and most units are the
    same everywhere, and words that are none of its own change nothing.
    """
    language = article.language if number_words(article.language).known else _FALLBACK
    words, dates = lexicon(language), mentions(article.text, language)
    return tuple(
        figure
        for block in article.blocks
        if block.kind not in _LEFT_OUT
        for figure in _in_block(article, block, dates, words)
    )


def _in_block(article: Article, block: Block, dates: Sequence[DateMention], words: Lexicon) -> Iterator[Figure]:
    table, text = number_words(words.language), block.span.of(article.text)
    if not table.may_number(text) and words.counting.isdisjoint(_WORD.findall(text.lower())):
        return
    found = lexemes(article.text, block.span.start, block.span.end, table.plain_space)
    for sentence in sentences(found, words.grammar.abbreviations):
        yield from _in_sentence(article, sentence, dates, words)


def _in_sentence(
    article: Article, sentence: Sentence, dates: Sequence[DateMention], words: Lexicon
) -> Iterator[Figure]:
    numbers = numerals(sentence, words.language)
    if not numbers and not any(lexeme.low in words.counting for lexeme in sentence):
        return
    near = within(dates, sentence[0].start, sentence[-1].end)
    found = quantities(sentence, numbers, [mention.span for mention in near], words)
    about, times = concepts(sentence, found, words), periods(sentence, found, near, article.published, words)
    for quantity, stretches, period in zip(found, about, times, strict=True):
        yield _figure(article, sentence, quantity, stretches, period)


def _figure(
    article: Article,
    sentence: Sentence,
    quantity: Quantity,
    stretches: Sequence[Stretch],
    period: tuple[Period, Span] | None,
) -> Figure:
    span = Span(sentence[quantity.first].start, sentence[quantity.last].end)
    concept = tuple(Span(sentence[first].start, sentence[last].end) for first, last in stretches)
    return Figure(
        id=digest(article.page, "figure", str(span.start), str(span.end)),
        article=article.page,
        span=span,
        value=quantity.value,
        hedge=quantity.hedge,
        unit=quantity.unit.name,
        of=", ".join(stretch.of(article.text) for stretch in concept) or None,
        period=period[0] if period else None,
        basis=_basis(sentence, quantity),
        measure=quantity.unit.measure,
        trend=quantity.trend,
        concept=concept,
        evidence=(period[1],) if period else (),
    )


def _basis(sentence: Sentence, quantity: Quantity) -> Basis:
    """The rule is the sort of unit; the detail states how the number is written and what is doubtful about its sign."""
    number = " ".join(lexeme.text for lexeme in sentence[quantity.at : quantity.to + 1])
    detail = f"{number}; {quantity.unit.note}" if quantity.unit.note else number
    doubtful = bool(quantity.unit.note) or quantity.vague or quantity.unit.kind is UnitKind.RANK
    return Basis(f"figure:{quantity.unit.kind.value}", detail, _DOUBTFUL if doubtful else _SURE)
