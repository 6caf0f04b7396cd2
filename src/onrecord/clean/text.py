"""Plain text to blocks: the lines of a page, each labelled as title, heading, paragraph, caption or residue.

A block is a line, or the lines of one hard-wrapped paragraph; white space at its ends belongs to no block. Every
visible character belongs to one. The order of looking is that of a reader: the title, what stands before the first
sentence, what stands after the last, and then the lines between. Time is linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.clean.credits import caption
from onrecord.clean.foot import STOP, Label, label_foot
from onrecord.clean.lines import Line, is_prose, line_of
from onrecord.clean.outlets import is_outlet
from onrecord.clean.phrases import Phrases, phrases_of
from onrecord.clean.residue import (
    evidence,
    is_byline,
    is_date,
    is_dateline,
    is_letterhead,
    related,
    shape,
)
from onrecord.clean.wrapping import paragraphs_of
from onrecord.types import Anchor, Basis, Block, BlockKind

TITLE_WORDS = 32
"""The most words that a title has."""

_HEAD_LINES = 14
_TITLE_LEAST = 4
_PLEA_WORDS = 12
_PLEAS = frozenset({"newsletter", "donation"})
_BOXES = frozenset({"newsletter", "donation", "sharing", "promotion", "comments", "cookies", "within a box"})
_LIST_ITEMS = 12
_HEADING_WORDS = 14


def blocks_of(text: str, language: str) -> tuple[Block, ...]:
    """The blocks of a plain text in their order; each one's place in the page is its own span."""
    spans = paragraphs_of(text)
    lines = [line_of(span.of(text)) for span in spans]
    labels = labels_of(lines, phrases_of(language))
    return tuple(
        Block(kind, span, (Anchor(span, span),), basis) for span, (kind, basis) in zip(spans, labels, strict=True)
    )


def labels_of(lines: Sequence[Line], phrases: Phrases) -> list[Label]:
    """What each line is."""
    labels: list[Label | None] = [_alone(line, phrases) for line in lines]
    _label_repetitions(lines, labels)
    _label_lists(lines, labels, phrases)
    _label_boxes(lines, labels)
    title = _title(lines, labels, phrases)
    if title is not None:
        labels[title] = (BlockKind.TITLE, Basis("first line that reads as a title", "", 0.8))
    first = _first_prose(lines, labels, title)
    names = _label_head(lines, labels, phrases, title, first)
    label_foot(lines, labels, phrases, first, names)
    return [label or _between(lines, labels, index) for index, label in enumerate(labels)]


def _alone(line: Line, phrases: Phrases) -> Label | None:
    """What a line is by itself, wherever it stands."""
    credit = caption(line, phrases)
    if credit:
        return BlockKind.CAPTION, credit
    basis = shape(line, phrases) or evidence(line, phrases, edge=False)
    return (BlockKind.RESIDUE, basis) if basis else None


def _label_repetitions(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """A short line that is no sentence and stands twice is furniture."""
    counts = Counter(line.joined for line in lines if 3 <= len(line.words) <= 15)
    for index, line in enumerate(lines):
        if labels[index] is None and counts[line.joined] > 1 and not line.text.endswith(":") and not is_prose(line):
            labels[index] = (BlockKind.RESIDUE, Basis("repetition", f"{counts[line.joined]} times", 0.85))


def _label_lists(lines: Sequence[Line], labels: list[Label | None], phrases: Phrases) -> None:
    """A pointer to other articles, and the headlines that follow it."""
    index = 0
    while index < len(lines):
        pointer = related(lines[index], phrases)
        if pointer and not lines[index].quoted:
            labels[index] = (BlockKind.RESIDUE, Basis("related", lines[index].text[:40], 0.95))
        index += 1
        if pointer != "list":
            continue
        items = 0
        while index < len(lines) and items < _LIST_ITEMS and _is_headline(lines[index]):
            if labels[index] is None:
                labels[index] = (BlockKind.RESIDUE, Basis("related headline", "", 0.85))
            index, items = index + 1, items + 1


def _is_headline(line: Line) -> bool:
    return 1 <= len(line.words) <= 24 and not STOP.search(line.text[-8:]) and not is_prose(line)


def _label_boxes(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """A short line between two that ask something of the reader belongs to their box."""
    for index in range(1, len(lines) - 1):
        if (
            labels[index] is None
            and _asks(labels[index - 1])
            and _asks(labels[index + 1])
            and _is_headline(lines[index])
        ):
            labels[index] = (BlockKind.RESIDUE, Basis("within a box", "", 0.8))


def _asks(label: Label | None) -> bool:
    return label is not None and label[1].rule in _BOXES


def _title(lines: Sequence[Line], labels: Sequence[Label | None], phrases: Phrases) -> int | None:
    """The first line that reads as a title; a kicker gives way to a fuller one behind it."""
    candidates: list[int] = []
    doubted: list[int] = []
    for index in range(min(_HEAD_LINES, len(lines) - 1)):
        if labels[index] is not None or _is_setting(lines[index], phrases):
            doubted += [index] if _hinted(lines[index], labels[index]) else []
            continue
        if not _reads_as_title(lines, index, phrases) or (candidates and is_prose(lines[index])):
            break
        doubt = evidence(lines[index], phrases, edge=True)
        if doubt:
            doubted += [index] if doubt.score < 0.9 else []
            continue
        candidates.append(index)
        if not _is_kicker(lines[index]):
            return index
    return next(iter(candidates or doubted), None)


def _hinted(line: Line, label: Label | None) -> bool:
    """It was left out for nothing but single words of promotion, which a headline may have too."""
    return (
        label is not None and label[1].rule == "promotion" and label[1].score < 0.9 and len(line.words) >= _TITLE_LEAST
    )


def _is_setting(line: Line, phrases: Phrases) -> bool:
    """Place, date, author or issuer: what may stand before a title and is none."""
    if is_date(line, phrases) or is_dateline(line, phrases):
        return True
    if line.words[:1] and line.words[0] in phrases.byline and is_byline(line, phrases):
        return True
    if _is_name(line) and is_outlet(line.text):
        return True  # a masthead
    return is_letterhead(line, phrases) and (line.text.isupper() or _is_name(line))


def _is_name(line: Line) -> bool:
    """Every longer word begins with a capital, and there are few."""
    tokens = [token for token in line.text.split() if len(token) > 3]
    return len(line.words) <= 6 and all(token[:1].isupper() for token in tokens)


def _is_kicker(line: Line) -> bool:
    """One or two words, or a beginning in capitals with little behind it: the name of a section or column."""
    tokens = line.text.split()
    capitals = sum(len(token) > 1 and token.isupper() for token in tokens[:2])
    return len(tokens) <= 2 or (capitals == 2 and len(tokens) <= 7)


def _reads_as_title(lines: Sequence[Line], index: int, phrases: Phrases) -> bool:
    line = lines[index]
    if not 1 <= len(line.words) <= TITLE_WORDS or line.text.endswith((":", ",")):
        return False
    if not is_prose(line):
        return True
    # A closed sentence is a title only where it opens the page, is short, and does not tell when or who said it.
    stopped = line.text[-1:] == "."
    if index > 1 and stopped:
        return False
    dated = phrases.calendar.intersection(line.words) and len(line.words) > 12 and not _is_headline_case(line)
    return (
        len(line.words) <= 24
        and not (stopped and dated)
        and not (line.quoted and stopped and not _is_headline_case(line))
    )


def _is_headline_case(line: Line) -> bool:
    """Nearly every word begins with a capital, as English headlines do."""
    tokens = line.text.split()
    return sum(token[:1].isupper() for token in tokens) * 4 >= len(tokens) * 3


def _first_prose(lines: Sequence[Line], labels: Sequence[Label | None], title: int | None) -> int:
    start = 0 if title is None else title + 1
    for index in range(start, len(lines)):
        if labels[index] is None and is_prose(lines[index]):
            return index
    return len(lines)


def _label_head(
    lines: Sequence[Line], labels: list[Label | None], phrases: Phrases, title: int | None, first: int
) -> frozenset[str]:
    """Labels what stands before the first sentence; gives the capitalized words of bylines and section names."""
    names: set[str] = set()
    for index in range(min(first, _HEAD_LINES)):
        line = lines[index]
        if labels[index] is None:
            labels[index] = _at_head(line, phrases, before_title=title is not None and index < title)
        if labels[index] and labels[index][0] is BlockKind.RESIDUE:  # type: ignore[index]
            names.update(token.strip(",.|") for token in line.text.split() if token[:1].isupper() and len(token) > 2)
    if first < len(lines) and title is not None:
        basis = evidence(lines[first], phrases, edge=True) if labels[first] is None else None
        if basis:
            labels[first] = (BlockKind.RESIDUE, basis)
    return frozenset(names)


def _at_head(line: Line, phrases: Phrases, *, before_title: bool) -> Label | None:
    if is_dateline(line, phrases):
        return BlockKind.PARAGRAPH, Basis("dateline", "", 0.8)
    basis = evidence(line, phrases, edge=True)
    if basis:
        return BlockKind.RESIDUE, basis
    if is_letterhead(line, phrases) and (before_title or _is_name(line)):
        return BlockKind.PARAGRAPH, Basis("letterhead", "", 0.6)
    if is_byline(line, phrases):
        return BlockKind.RESIDUE, Basis("byline", line.text[:40], 0.85)
    if before_title and not is_prose(line):
        return (
            (BlockKind.PARAGRAPH, Basis("letterhead", "", 0.5))
            if _is_name(line) and not _is_kicker(line)
            else (BlockKind.RESIDUE, Basis("before the title", "", 0.8))
        )
    if len(line.words) <= 3 and not STOP.search(line.text[-8:]):
        return BlockKind.RESIDUE, Basis("section", line.text, 0.7)
    return None


def _between(lines: Sequence[Line], labels: Sequence[Label | None], index: int) -> Label:
    """A line within the article: a heading where it is short, open and leads to a sentence, else a paragraph."""
    line = lines[index]
    behind = range(index + 1, min(index + 5, len(lines)))
    follows = next((lines[after] for after in behind if labels[after] is None), None)
    short = 1 <= len(line.words) <= _HEADING_WORDS and not is_prose(line)
    open_ended = line.text[-1:] not in '.!,;:"”»' and line.text[:1] not in "-–—•*(["
    if short and open_ended and index and follows is not None and is_prose(follows):
        return BlockKind.HEADING, Basis("short line before a sentence", "", 0.6)
    return BlockKind.PARAGRAPH, Basis("text", "", 0.9 if is_prose(line) else 0.6)
