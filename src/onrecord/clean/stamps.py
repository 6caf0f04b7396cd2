"""The places where a text says when it was written: datelines, and lines that are little more than a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord import words
from onrecord.types import Block, BlockKind
from onrecord.words.dategrammar import cased, either
from onrecord.words.dates import DateMention, Grain

_LINE = 160
_LETTERHEAD = 220
_PROSE = 24
_BARE = 6
_HEAD_BLOCKS = 14
_PLACE = 64
_LABEL_REACH = 60
_WORD = re.compile(r"[^\W\d_]+")
# What follows the day in a dateline: perhaps a year or stop, perhaps an agency in brackets, then a dash or colon.
_AFTER_DATELINE = re.compile(r"\.?,?[ \t]{0,3}(?:\([^()\n]{2,60}\)|/[^/\n]{2,30}/)?[ \t]{0,3}(?:[-–—:]|\.[ \t])")
_AGENCY_DATELINE = re.compile(r"\.?,?[ \t]{0,3}\([^()\n]{2,60}\)[ \t]")
_SENTENCE_IN_PLACE = re.compile(r"[a-zà-ÿ]{3}[.!?] ")


class Sort(StrEnum):
    """What kind of place it is, the firmest first."""

    DATELINE = "dateline"
    LABELLED = "labelled line"
    LINE = "date line"
    LETTERHEAD = "line before the text"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day told outside the story; ``updated`` where its label says that it is the day of a change."""

    mention: DateMention
    sort: Sort
    updated: bool = False


@dataclass(frozen=True, slots=True)
class _Labels:
    published: re.Pattern[str]
    updated: re.Pattern[str]


def stamps_of(text: str, blocks: Sequence[Block], mentions: Sequence[DateMention], language: str) -> tuple[Stamp, ...]:
    """The stamps of a page in the order of its text."""
    labels = _labels(language)
    first_prose = next((at for at, block in enumerate(blocks) if _is_prose(text, block)), len(blocks))
    stamps: list[Stamp] = []
    for place, block, told in _by_block(blocks, mentions):
        for mention in told:
            if not _is_day(mention):
                continue
            stamp = _stamp(text, block, mention, labels, in_head=place < min(first_prose, _HEAD_BLOCKS))
            if stamp is not None:
                stamps.append(stamp)
    return tuple(stamps)


def _by_block(
    blocks: Sequence[Block], mentions: Sequence[DateMention]
) -> Iterator[tuple[int, Block, list[DateMention]]]:
    """Each block that holds mentions, with them; both come in the order of the text."""
    at = 0
    for place, block in enumerate(blocks):
        told = []
        while at < len(mentions) and mentions[at].span.start < block.span.end:
            if block.span.covers(mentions[at].span):
                told.append(mentions[at])
            at += 1
        if told:
            yield place, block, told


def _stamp(text: str, block: Block, mention: DateMention, labels: _Labels, in_head: bool) -> Stamp | None:
    before = text[max(block.span.start, mention.span.start - _LABEL_REACH) : mention.span.start]
    length = block.span.end - block.span.start
    if _is_dateline(text, block, mention):
        return Stamp(mention, Sort.DATELINE)
    if length <= _LINE:
        updated, published = list(labels.updated.finditer(before)), list(labels.published.finditer(before))
        if updated and (not published or updated[-1].end() > published[-1].end()):
            return Stamp(mention, Sort.LABELLED, updated=True)
        if published:
            return Stamp(mention, Sort.LABELLED)
    line = block.span.of(text)
    if not in_head or block.kind is BlockKind.TITLE or line[-1] in ".!?":
        return None
    others = len(_WORD.findall(line)) - len(_WORD.findall(mention.span.of(text)))
    if length <= _LINE and others <= _BARE:
        return Stamp(mention, Sort.LINE)
    return Stamp(mention, Sort.LETTERHEAD) if length <= _LETTERHEAD and mention.year is not None else None


def _is_day(mention: DateMention) -> bool:
    return mention.grain is Grain.DAY and mention.month is not None and mention.day is not None and mention.end is None


def _is_dateline(text: str, block: Block, mention: DateMention) -> bool:
    """ "OSLO, March 12 (Agency) -": a place, the day, perhaps an agency, and a dash, at the start of a paragraph."""
    place = text[block.span.start : mention.span.start]
    if len(place) > _PLACE or not place.strip() or _SENTENCE_IN_PLACE.search(place) or not place.lstrip()[0].isupper():
        return False
    end = mention.span.end
    if _AGENCY_DATELINE.match(text, end, block.span.end):
        return True
    return place.rstrip()[-1] in ",-–—(/" and _AFTER_DATELINE.match(text, end, block.span.end) is not None


def _is_prose(text: str, block: Block) -> bool:
    """A paragraph of the story; a long line of residue is none."""
    if block.kind in (BlockKind.RESIDUE, BlockKind.CAPTION, BlockKind.TITLE):
        return False
    return len(block.span.of(text).split(maxsplit=_PROSE)) > _PROSE


@cache
def _labels(language: str) -> _Labels:
    table = words.load(language, "dates")
    return _Labels(*(_label(table.get(name, ())) for name in ("published", "updated")))


def _label(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(cased(forms))}(?!\w)")
