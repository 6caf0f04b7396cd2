"""What access a page had to what it tells: the record itself, a reporter of its own, or other pages.

Everything that shows it is on the page: labelled turns, the head of a release, an agency's dateline, a byline, an
outlet that names itself as the one that was told; against it speak a machine's translation, a footer of syndication, a
section of opinion, a day that is later than the occasion's. Limits: a page that shows nothing of this counts as one
that took its words from others, even where a reporter was there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache

from onrecord import words
from onrecord.link.align import keys_of
from onrecord.link.marks import without
from onrecord.link.origins.outlets import Outlet, outlets_of
from onrecord.link.tellings import Telling
from onrecord.types import Article, Block, BlockKind, Dating, Manner, Span

LEAST = 2.5
"""Points at which a page had a reporter of its own."""
_WIRE, _BYLINE, _STAFF, _TOLD, _SAME_DAY = 3.0, 2.0, 1.0, 1.0, 1.0
_LATER, _OPINION, _DIGEST, _COPIED, _TRANSLATED = -1.0, -1.5, -1.5, -2.0, -3.0
_FIRST_PERSON = 3
_STOPS = (".", "!", "?", '"', "”", "»")
_TURNS, _MOSTLY = 3, 0.6
_HEAD, _HEAD_LINE, _SECTION = 8, 160, 60
_STEM, _LEAST_STEM = 6, 4
_FEW_PAGES = 0.5
"""The share of pages beyond which a word of an outlet's name is one of the story's own words."""
_SOON, _LATE, _VAGUE = timedelta(days=1), timedelta(days=3), timedelta(days=14)
_COPIED_BY = frozenset({"syndication footer", "source link"})
_NOT_SECTIONS = frozenset({"comment", "comments", "counter", "links", "navigation", "related", "related headline"})
# Residue that asks or offers something signs for nothing.
_ASKING = frozenset(
    {
        "advertisement",
        "comment",
        "comments",
        "cookies",
        "counter",
        "donation",
        "newsletter",
        "notice",
        "promotion",
        "related",
        "sharing",
    }
)
# "CITY, March 12 (Agency) -", "(Agency) - CITY", "CITY /Agency/.": the agency stands between brackets or strokes.
_DATELINE = re.compile(r"[^()/\n]{0,60}[(/](?P<agency>[^()/\n]{2,40})[)/][ \t]{0,2}(?P<dash>[-–—]|\.|:)")


class Access(IntEnum):
    """How near a page is to what was said; the more the better."""

    TRANSLATED = 0
    OTHERS = 1
    OWN = 2
    RECORD = 3


@dataclass(frozen=True, slots=True)
class Making:
    """How a page was made: its access, the points of a reporter of its own, and what showed them (plain words).

    ``wire`` tells that an agency's own dateline opens it.
    """

    access: Access
    points: float
    signs: tuple[str, ...]
    wire: bool

    @property
    def own(self) -> bool:
        return self.access >= Access.OWN


def makings(tellings: Sequence[Telling]) -> dict[str, Making]:
    """How each page of an occasion was made, by its id."""
    common, outlets = _common_words(tellings), outlets_of(tellings)
    began = _first_day([each.reading.article for each in tellings])
    return {page: _making(each, outlets[page], common, began) for each in tellings if (page := each.page)}


def _making(telling: Telling, outlet: Outlet, common: Mapping[str, float], began: date | None) -> Making:
    article = telling.reading.article
    record = _is_record(telling)
    wire = _is_wire(article)
    signs = list(_signs(telling, outlet, common, began, wire))
    points = sum(worth for worth, _ in signs)
    told = tuple(sign for _, sign in signs)
    if article.translated:
        return Making(Access.TRANSLATED, points, told, wire)
    if record:
        return Making(Access.RECORD, points, (record,), wire)
    return Making(Access.OWN if points >= LEAST else Access.OTHERS, points, told, wire)


def _is_record(telling: Telling) -> str | None:
    """Why the page is a transcript or a release; None where it is neither."""
    article = telling.reading.article
    statements = telling.reading.statements
    direct = [each for each in statements if each.manner is Manner.DIRECT]
    labelled = sum(each.basis.rule.startswith("turn") and _is_label(telling, each.cue) for each in direct)
    turned = sum(each.basis.rule.startswith("turn") for each in direct)
    if labelled >= _TURNS and turned >= _MOSTLY * len(direct):
        return "labelled turns"
    if article.byline or article.cites or article.original_outlet:
        return None
    phrases = _phrases(article.language)
    match = phrases.records.search(" ".join(_headings(article)).casefold())
    if match:
        return f"“{match.group()}” at its head"
    maker = {word.casefold() for word in (article.outlet or "").split()} & phrases.institutions
    return f"made by {article.outlet}" if maker and direct and len(direct) >= _MOSTLY * len(statements) else None


def _is_label(telling: Telling, cue: Iterable[Span]) -> bool:
    return any(span.of(telling.text).strip() == ":" for span in cue)


def _is_wire(article: Article) -> bool:
    """Does an agency's dateline open the page, and is the agency the page's own outlet?"""
    paragraphs = [each for each in article.blocks if each.kind is BlockKind.PARAGRAPH][:3]
    for block in paragraphs:
        match = _DATELINE.match(article.text, block.span.start, block.span.end)
        if match and article.outlet:
            return _alike(match["agency"], article.outlet)
        if match:
            return match["dash"] in "-–—" and match["agency"][0].isupper()
    return False


def _signs(
    telling: Telling, outlet: Outlet, common: Mapping[str, float], began: date | None, wire: bool
) -> Iterator[tuple[float, str]]:
    article = telling.reading.article
    phrases = _phrases(article.language)
    if wire:
        yield _WIRE, "an agency's own dateline"
    if article.byline:
        yield _BYLINE, "signed by " + " and ".join(article.byline)
    elif any(phrases.newsroom.search(line) and not line.endswith((".", "!", "?")) for line in _credit_lines(article)):
        yield _STAFF, "signed by its newsroom"
    told = _names_itself(telling, outlet, common)
    if told:
        yield _TOLD, told
    if article.published and began:
        yield from _hurry(article.published, began, signed=bool(article.byline))
    sections = _sections(article)
    if any(phrases.opinion.match(line) for line in sections) or _in_first_person(article):
        yield _OPINION, "the writer's own opinion"
    if any(phrases.digest.search(line) for line in sections):
        yield _DIGEST, "a digest"
    if article.original_outlet or any(each.basis.rule in _COPIED_BY for each in article.blocks):
        yield _COPIED, f"taken over from {article.original_outlet or 'another page'}"
    if article.translated:
        yield _TRANSLATED, "translated by a machine"


def _hurry(published: Dating, began: date, *, signed: bool) -> Iterator[tuple[float, str]]:
    """A reporter who was there writes at once; a paper prints it on the next day, under a name."""
    if published.latest - published.earliest > _VAGUE:
        return
    if published.latest <= began + _SOON and (signed or published.latest <= began):
        yield _SAME_DAY, "published at once"
    elif published.earliest > began:
        yield (_LATER if published.earliest < began + _LATE else 2 * _LATER), "published later"


def _in_first_person(article: Article) -> bool:
    """Does the writer say "I" again and again, outside quotations?"""
    own = _phrases(article.language).first_person
    told = (without(block.span.of(article.text)) for block in _paragraphs(article))
    return sum(not own.isdisjoint(keys_of(each)) for each in told) >= _FIRST_PERSON


def _names_itself(telling: Telling, outlet: Outlet, common: Mapping[str, float]) -> str | None:
    """The words by which the story says that somebody spoke to its own outlet."""
    article = telling.reading.article
    phrases = _phrases(article.language)
    named = {key[:_STEM] for key in keys_of(outlet.name or "") if len(key) >= _LEAST_STEM}
    own = {stem for stem in named if common.get(stem, 0.0) <= _FEW_PAGES}
    for block in _paragraphs(article):
        text = without(block.span.of(article.text))
        start = match.end() if (match := _DATELINE.match(text)) else 0
        if found := phrases.own.search(text.casefold()):
            return f"“{found.group()}”"
        for word in re.findall(r"[^\W\d_]{4,}", text[start:]):
            if word[0].isupper() and keys_of(word)[0][:_STEM] in own:
                return f"it names itself: “{word}”"
    return None


def _common_words(tellings: Sequence[Telling]) -> dict[str, float]:
    """In which share of the pages a word stands, cut at its stem."""
    out: Counter[str] = Counter()
    for telling in tellings:
        text = " ".join(block.span.of(telling.text) for block in _paragraphs(telling.reading.article))
        out.update({key[:_STEM] for key in keys_of(text)})
    return {stem: count / len(tellings) for stem, count in out.items()}


def _paragraphs(article: Article) -> list[Block]:
    return [each for each in article.blocks if each.kind is BlockKind.PARAGRAPH]


def _headings(article: Article) -> list[str]:
    """The first lines of a page, but for sentences of its story."""
    ordered = sorted(article.blocks, key=lambda each: each.span)[:_HEAD]
    lines = [(block.kind, line) for block in ordered for line in block.span.of(article.text).splitlines()]
    return [line[:_HEAD_LINE] for kind, line in lines if kind is not BlockKind.PARAGRAPH or not line.endswith(_STOPS)]


def _credit_lines(article: Article) -> list[str]:
    """The lines of residue above the story's second paragraph: who signs for it."""
    told = _paragraphs(article)
    until = told[1].span.start if len(told) > 1 else len(article.text)
    above = [each for each in article.blocks if each.span.end <= until]
    return [each.span.of(article.text).casefold()[:_HEAD_LINE] for each in above if _signs_for(each)]


def _signs_for(block: Block) -> bool:
    return block.kind is BlockKind.RESIDUE and block.basis.rule not in _ASKING


def _sections(article: Article) -> list[str]:
    """Short lines that stand about the story, as names of sections do."""
    lines = [
        each.span.of(article.text).casefold()
        for each in article.blocks
        if each.kind is BlockKind.RESIDUE and each.basis.rule not in _NOT_SECTIONS
    ]
    return [line for line in lines if len(line) <= _SECTION]


def _first_day(articles: Iterable[Article]) -> date | None:
    """The day on which most pages came out that tell theirs exactly; of several, the first."""
    days = Counter(
        each.published.earliest
        for each in articles
        if each.published and each.published.latest - each.published.earliest <= _SOON
    )
    return min(days, key=lambda day: (-days[day], day), default=None)


def _alike(one: str, other: str) -> bool:
    return bool({*keys_of(one)} & {key for key in keys_of(other) if len(key) >= _LEAST_STEM})


@dataclass(frozen=True, slots=True)
class _Phrases:
    records: re.Pattern[str]
    own: re.Pattern[str]
    opinion: re.Pattern[str]
    digest: re.Pattern[str]
    newsroom: re.Pattern[str]
    institutions: frozenset[str]
    first_person: frozenset[str]


def _listed(codes: Iterable[str], theme: str, key: str) -> frozenset[str]:
    return frozenset(form for code in codes for form in words.load(code, theme).get(key, ()))


@cache
def _phrases(language: str) -> _Phrases:
    """The phrases of a language, with those of English, in which much of the machinery of pages is written."""
    codes = tuple(dict.fromkeys((language, "en")))

    def pattern(theme: str, key: str) -> re.Pattern[str]:
        forms = sorted(_listed(codes, theme, key), key=lambda form: (-len(form), form))
        told = "|".join(map(re.escape, forms))
        return re.compile(rf"(?<!\w)(?:{told})(?!\w)") if told else re.compile(r"(?!)")

    return _Phrases(
        records=pattern("access", "records"),
        own=pattern("access", "own"),
        opinion=pattern("access", "opinion"),
        digest=pattern("access", "digest"),
        newsroom=pattern("origins", "newsroom"),
        institutions=_listed(codes, "residue", "institutions") - _listed(codes, "origins", "kinds"),
        first_person=frozenset(words.load(language, "grammar").get("first_person", "").split()),
    )
