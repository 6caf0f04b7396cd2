"""Who made a plain-text page: its outlet, where it took its words from, who wrote it, and whom it cites.

The outlet is what the page says of itself: a syndication footer, a copyright line, the agency of a dateline, a
letterhead, its own name in its promotion. Limits: a page that never names itself has no outlet; an outlet that is
known by a short name only ("the Echo") is not completed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import words
from onrecord.clean.authors import byline_of
from onrecord.clean.outlets import Credit, Way, bare, credits_of, is_outlet, name_from
from onrecord.types import Block, BlockKind, Cite, Span
from onrecord.words.dategrammar import cased, either

_LINE = 240
_NOTICE = 320
_HEAD = 4
_LEAD_BLOCKS = 2
_NAME = 60
_NAME_WORDS = 5
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[ \t]{0,2}(?:©[ \t]?)?(?:\d{4}(?:[-–]\d{4})?[ \t,]{1,3})?", re.IGNORECASE
)
# "CITY, March 12 (Agency) -": the agency stands in brackets before a dash, near the start of a paragraph.
_AGENCY = re.compile(r"[^()\n]{2,60}\((?P<agency>[^()\n]{2,40})\)[ \t]{0,2}[-–—]")
_SEPARATOR = r"[ \t]+[|>»/·•–—-][ \t]+|,[ \t]|[ \t]{2,}"
_ENDS = " \t.,:;|»>\u00a0"
# Rules of residue that tell of a page copied from elsewhere.
_COPIED = frozenset({"syndication footer", "source link"})


@dataclass(frozen=True, slots=True)
class Description:
    """What a page says of its making; ``cites`` are the outlets that it names as the origin of something."""

    outlet: str | None
    original_outlet: str | None
    byline: tuple[str, ...]
    cites: tuple[Cite, ...]
    translated: bool


@dataclass(frozen=True, slots=True)
class _Phrases:
    own_before: re.Pattern[str]
    own_around: tuple[re.Pattern[str], ...]
    source_line: re.Pattern[str]
    by: re.Pattern[str]
    joins: re.Pattern[str]
    newsroom: frozenset[str]
    linking: frozenset[str]
    translation: re.Pattern[str]
    machine: re.Pattern[str]
    institutions: frozenset[str]


def describe(
    text: str, blocks: Sequence[Block], language: str, own: str | None = None, origin: str | None = None
) -> Description:
    """What a page's text says of its making; ``own`` and ``origin`` are its outlet and source if markup tells them."""
    phrases = _phrases(language)
    agency = _agency(text, blocks)
    source = origin or _source(text, blocks, phrases, language)
    outlet = own or _own_name(text, blocks, phrases, language) or agency or _letterhead(text, blocks, phrases)
    mastheads = _mastheads(text, blocks, phrases)
    known = [name for name in (outlet, agency, source, *mastheads) if name]
    residue = [block.span for block in blocks if block.kind is BlockKind.RESIDUE]
    credited = [
        credit
        for credit in credits_of(text, language, known)
        if not _is_own(credit, outlet, text) and not _in_residue(credit, residue)
    ]
    cites = {bare(credit.name): Cite(credit.name, credit.span) for credit in reversed(credited)}
    mentioned = [name for name in mastheads if not any(_is_form_of(cited, bare(name)) for cited in cites)]
    for name in filter(None, (source, *mentioned)):
        if (at := text.find(name)) >= 0 and not (outlet and _is_form_of(bare(name), bare(outlet))):
            cites.setdefault(bare(name), Cite(name, Span(at, at + len(name))))
    # "The Mercury" beside "the Northshore Mercury" is the same outlet.
    short = {name for name in cites for other in cites if other != name and _is_form_of(name, other)}
    return Description(
        outlet=outlet,
        original_outlet=_original(text, blocks, outlet, agency or source, credited),
        byline=byline_of(text, blocks, language),
        cites=tuple(sorted((cites[name] for name in cites.keys() - short), key=lambda cite: cite.span)),
        translated=_is_translated(text, blocks, phrases),
    )


def _own_name(text: str, blocks: Sequence[Block], phrases: _Phrases, language: str) -> str | None:
    """The page's own outlet: the syndication footer, the copyright line, its promotion, the line under the title."""
    residue = [block.span.of(text) for block in blocks if block.kind is BlockKind.RESIDUE]
    short = [line for line in residue if len(line) <= _LINE]
    for line in reversed(short):
        if footer := phrases.own_before.search(line):
            return line[footer.end() :].strip(_ENDS) or None
    for line in reversed(short):
        if (mark := _COPYRIGHT.match(line)) and (span := name_from(line, mark.end(), language)):
            return span.of(line)
    for line in short:
        for around in phrases.own_around:
            if (match := around.search(line)) and is_outlet(match["name"]):
                return match["name"]
    return next(iter(_mastheads(text, blocks, phrases)), None)


def _mastheads(text: str, blocks: Sequence[Block], phrases: _Phrases) -> list[str]:
    """Names of outlets in the lines over and under the title, the page's own first as a rule."""
    title = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.TITLE), 0)
    head = blocks[max(0, title - _HEAD) : title + _HEAD]
    lines = [block.span.of(text) for block in head if block.kind is BlockKind.RESIDUE]
    names = [name for line in lines if len(line) <= 2 * _NAME for name in _segments(line, phrases)]
    return list(dict.fromkeys(names))


def _segments(line: str, phrases: _Phrases) -> Iterator[str]:
    """The segments of a line that are names of outlets, without the words of an editorial office."""
    for segment in phrases.joins.split(line):
        tokens = [token for token in segment.strip(_ENDS).split() if token.casefold() not in phrases.newsroom]
        name = " ".join(tokens)
        if not 1 < len(tokens) <= _NAME_WORDS or tokens[0][0].islower() or phrases.by.match(name):
            continue
        titled = all(not token[0].islower() or token in phrases.linking or is_outlet(token) for token in tokens)
        if not titled or not is_outlet(name):
            continue
        if name.isupper():
            # A masthead in capitals is often followed by its section.
            last = max((at for at, token in enumerate(tokens) if is_outlet(token)), default=len(tokens) - 1)
            name = " ".join(tokens[: max(last + 1, 2)]).title()
        yield name


def _letterhead(text: str, blocks: Sequence[Block], phrases: _Phrases) -> str | None:
    """The body that issued a document, in the first line."""
    first = next((block for block in blocks if block.kind is not BlockKind.RESIDUE), None)
    if first is None or first.kind is BlockKind.TITLE:
        return None
    line = first.span.of(text)
    tokens = line.split()
    if len(line) > _NAME or line[-1] in ".!?:" or not phrases.institutions & {token.casefold() for token in tokens}:
        return None
    if line.isupper():
        small = phrases.linking
        return " ".join(token.lower() if token.lower() in small else token.capitalize() for token in tokens)
    return line if all(token[0].isupper() or token.casefold() in phrases.linking for token in tokens) else None


def _agency(text: str, blocks: Sequence[Block]) -> str | None:
    """The agency in the brackets of a dateline."""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            match = _AGENCY.match(text, block.span.start, block.span.end)
            return match["agency"].strip() if match and match["agency"][0].isupper() else None
    return None


def _source(text: str, blocks: Sequence[Block], phrases: _Phrases, language: str) -> str | None:
    """The outlet of a line such as "Source: X"."""
    for block in blocks:
        line = block.span.of(text) if block.span.end - block.span.start <= _LINE else ""
        if (match := phrases.source_line.match(line)) and (span := name_from(line, match.end(), language)):
            return span.of(line)
    return None


def _original(
    text: str, blocks: Sequence[Block], outlet: str | None, source: str | None, credited: Sequence[Credit]
) -> str | None:
    """Where the page took its story: a credit line, an interview that another outlet led, what a copied page cites."""
    if source and (outlet is None or bare(source) != bare(outlet)):
        return source
    prose = [block.span for block in blocks if block.kind is BlockKind.PARAGRAPH][:_LEAD_BLOCKS]
    lead = Span(prose[0].start, prose[-1].end) if prose else None
    copied = outlet is not None and any(block.basis.rule in _COPIED for block in blocks)
    telling = {Way.INTERVIEW, Way.REPORTED} if copied else {Way.INTERVIEW}
    for credit in credited:
        if lead is not None and lead.covers(credit.span) and credit.way in telling:
            return credit.name
    return _programme(text, lead) if lead else None


def _programme(text: str, lead: Span) -> str | None:
    opening = text[lead.start : lead.end].casefold()
    return next((owner for name, owner in words.facts("facts")["programmes"].items() if name in opening), None)


def _is_own(credit: Credit, outlet: str | None, text: str) -> bool:
    """The page's own outlet, by its name, a short form, or as "told the Echo" where no such name is known."""
    if outlet is not None:
        return _is_form_of(bare(credit.name), bare(outlet))
    alone = credit.way is Way.GIVEN and not credit.certain and " " not in credit.name
    return alone and text[max(0, credit.span.start - 4) : credit.span.start].casefold() == "the "


def _is_form_of(name: str, own: str) -> bool:
    return name == own or own.startswith(name + " ") or own.endswith(" " + name)


def _in_residue(credit: Credit, residue: Sequence[Span]) -> bool:
    """Residue is no part of the story; a linked headline that ends with an outlet's name does credit it."""
    at = bisect_right(residue, credit.span.start, key=lambda span: span.start) - 1
    return at >= 0 and residue[at].covers(credit.span) and residue[at].end != credit.span.end


def _is_translated(text: str, blocks: Sequence[Block], phrases: _Phrases) -> bool:
    for block in blocks:
        if block.kind is BlockKind.RESIDUE and block.span.end - block.span.start <= _NOTICE:
            line = " " + block.span.of(text).casefold() + " "
            if phrases.translation.search(line) and phrases.machine.search(line):
                return True
    return False


@cache
def _phrases(language: str) -> _Phrases:
    """The phrases of a language, with those of English, in which much of the machinery of pages is written."""
    tables = [words.load(code, "origins") for code in dict.fromkeys((language, "en"))]

    def joined(key: str) -> list[str]:
        return [form for table in tables for form in table.get(key, ())]

    around = [pair for table in tables for pair in table.get("own_around", ())]
    return _Phrases(
        own_before=re.compile(rf"(?<!\w){either(cased(joined('own_before')))}\s"),
        own_around=tuple(
            re.compile(rf"{either(cased([before]))}(?P<name>[^\n]{{2,{_NAME}}}?){either([after])}")
            for before, after in around
        ),
        source_line=re.compile(rf"{either(cased(joined('source_lines')))}(?::|(?<=\w\w\s)|(?=\s[^\W\d_]))"),
        by=re.compile(rf"{either(cased(joined('byline')))}\s"),
        joins=re.compile(rf"{_SEPARATOR}|(?:\s|^){either(joined('and'))}\s"),
        newsroom=frozenset(joined("newsroom")),
        linking=frozenset(joined("linking")),
        translation=re.compile(rf"[\s(]{either(joined('translation'))}"),
        machine=re.compile(rf"[\s(]{either(joined('machine'))}"),
        institutions=frozenset(
            item for code in (language, "en") for item in words.load(code, "residue").get("institutions", ())
        ),
    )
