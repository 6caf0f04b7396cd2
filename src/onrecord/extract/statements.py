"""An article to its statements: the reports of every paragraph, each credited, dated and placed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord import words
from onrecord.extract import occasions, turns
from onrecord.extract.bodies import Bodies
from onrecord.extract.crediting import credits_of
from onrecord.extract.dialogue import speech_in
from onrecord.extract.merging import merged
from onrecord.extract.nested import with_nested
from onrecord.extract.people import Cast
from onrecord.extract.phrases import sentence_subject
from onrecord.extract.quotes import left_open, quotes_in
from onrecord.extract.reports import Report, is_attitude, manner_of, reports_in, sorted_with_links
from onrecord.extract.scene import scene
from onrecord.extract.sources import Sources
from onrecord.extract.tagging import LANGUAGES, tag
from onrecord.extract.tokens import Paragraph, paragraph
from onrecord.types import (
    Article,
    Basis,
    BlockKind,
    Span,
    Spans,
    SpeakerKind,
    Statement,
    digest,
)

_MARKED = 5
UNDETERMINED = "und"  # ISO 639-2
# A place, then perhaps a day, then an agency in brackets or nothing, then a dash with blanks around it.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_]{3}[^\n(),]{0,40})(?:,[^\n()]{0,24})?(?:\([^()\n]{2,40}\))?\s?[-–—]{1,2}\s+(?=\S)"
)
_LONGEST_DATELINE = 120
_READ = (BlockKind.TITLE, BlockKind.PARAGRAPH)
_BULLETS = "-•*–—· "


@dataclass(frozen=True, slots=True)
class _Found:
    """The reports of a page in the order of its text, and the paragraphs that they stand in."""

    paragraphs: list[Paragraph]
    reports: list[Report]
    headlines: int
    """How many reports, the first ones, stand in headlines."""

    def paragraph_at(self, offset: int) -> Paragraph:
        return self.paragraphs[bisect_right(self.paragraphs, offset, key=lambda p: p.span.start) - 1]


def statements_of(article: Article, *, trained: bool = True) -> tuple[Statement, ...]:
    """Everything that the page credits to someone, in the order of its text.

    ``trained`` asks the trained reader where it knows the language, the rules beside it; otherwise the rules alone.
    A language without a table of reporting words gives none. A text too short to tell its language is read as
    English: the English tables find nothing in other languages.
    """
    if article.language == UNDETERMINED:
        article = replace(article, language="en")
    language = article.language
    if not words.load(language, "reporting"):
        return ()
    paragraphs = list(_paragraphs(article))
    cast = Cast([p for _, p in paragraphs], language)
    tagged = _tagged([p for _, p in paragraphs], language) if trained else [None] * len(paragraphs)
    body = [(p, seen) for (kind, p), seen in zip(paragraphs, tagged, strict=True) if kind is BlockKind.PARAGRAPH]
    titles = [(p, seen) for (kind, p), seen in zip(paragraphs, tagged, strict=True) if kind is BlockKind.TITLE]
    reports = _body_reports([p for p, _ in body], [seen for _, seen in body], language)
    headlines = _title_reports(titles, cast, reports, article.text, language)
    reports = headlines + [_moved(report, len(headlines)) for report in reports]
    found = _Found([p for _, p in paragraphs], reports, 0)
    inner = with_nested(reports, found.paragraph_at, language)
    first_body = sum(report.start < body[0][0].span.start for report in inner) if body and titles else 0
    found = replace(found, reports=inner, headlines=first_body)
    return tuple(_statements(article, found, cast))


def _paragraphs(article: Article) -> Iterator[tuple[BlockKind, Paragraph]]:
    carried = False
    for block in article.blocks:
        if block.kind not in _READ:
            continue
        span = _without_dateline(article.text, _without_bullet(article.text, block.span))
        marked = quotes_in(article.text, span.start, span.end, carried)
        dashed = span.start > block.span.start and article.text[block.span.start] in "—–-"
        quotes = speech_in(article.text, span, marked, article.language, dashed=dashed)
        carried = block.kind is BlockKind.PARAGRAPH and left_open(quotes, article.text, span.end)
        yield block.kind, paragraph(article.text, span, quotes, article.language)


def _without_dateline(text: str, span: Span) -> Span:
    """ "OSTERBY, May 4 (Norrwire) - The bridge …": the words begin behind the dash."""
    match = _DATELINE.match(text, span.start, min(span.end, span.start + _LONGEST_DATELINE))
    if match is None or match.end() >= span.end or not match["place"].isupper():
        return span
    return Span(match.end(), span.end)


def _without_bullet(text: str, span: Span) -> Span:
    start = span.start
    while start < span.end - 1 and text[start] in _BULLETS:
        start += 1
    return Span(start, span.end) if text[start - 1 : start] == " " or start == span.start else span


def _tagged(paragraphs: list[Paragraph], language: str) -> Sequence[list[Report] | None]:
    """What the trained reader sees in each paragraph; None where it does not know the language."""
    if language not in LANGUAGES:
        return [None] * len(paragraphs)
    return tag(paragraphs, language)


def _body_reports(body: list[Paragraph], tagged: Sequence[list[Report] | None], language: str) -> list[Report]:
    spoken = turns.transcript(body, language)
    out: list[Report] = []
    last: Report | None = None
    colon: Span | None = None
    announced = False
    quoting = not _opens_in_first_person(body, language) and _marks_are_rare(body)
    for number, p in enumerate(body):
        if number in spoken:
            new = [spoken[number].report]
        else:
            new = _merged(p, tagged[number], reports_in(p, language, last, colon), language)
            lost = turns.lost_marks(p, language, last, announced) if quoting and _only_own(p, new, language) else None
            new = [lost] if lost else new
        base = len(out)
        out += [_moved(report, base) for report in new]
        credited = [r for r in new if r.credited is not None and r.inside is None]
        stated = [r for r in new if r.rule == "anaphora"]
        last = stated[-1] if stated else credited[-1] if credited else last
        announced = bool(stated)
        colon = _before_colon(p, language)
    return out


def _merged(p: Paragraph, tagged: list[Report] | None, ruled: list[Report], language: str) -> list[Report]:
    return ruled if tagged is None else sorted_with_links(merged(p, tagged, ruled, language))


def _moved(report: Report, by: int) -> Report:
    return report if report.inside is None else replace(report, inside=report.inside + by)


def _opens_in_first_person(body: list[Paragraph], language: str) -> bool:
    """A column speaks for its author: its first-person paragraphs are nobody's lost quotation."""
    if not body:
        return False
    first = body[0]
    g = scene(first, 0, len(first.word), language).g
    return any(w in g.first_person and first.quote[k] < 0 for k, w in enumerate(first.low))


def _marks_are_rare(body: list[Paragraph]) -> bool:
    """A page that marks its quotations has lost no marks: fewer than one paragraph in five opens with one."""
    marked = sum(bool(p.quotes) and p.quotes[0].span.start == p.span.start for p in body)
    return _MARKED * marked <= len(body)


def _only_own(p: Paragraph, reports: list[Report], language: str) -> bool:
    """No report of somebody else stands in the paragraph: none at all, or only "I think", "we said"."""
    g = scene(p, 0, len(p.word), language).g
    own = g.first_person | g.second_person | g.neuter | g.plural
    for report in reports:
        if report.source is None:
            return False
        first, last = p.index(report.source.start), p.index(report.source.end)
        if not any(w in own for w in p.low[first:last]):
            return False
    return True


def _before_colon(p: Paragraph, language: str) -> Span | None:
    """The subject of the last sentence, where the paragraph ends in a colon."""
    if not p.word or p.word[-1] != ":" or not p.sentences:
        return None
    lo, hi = p.sentences[-1]
    s = scene(p, lo, hi, language)
    subject = sentence_subject(p, lo, hi - 1, s.g, s.lex)
    return p.stretch(*subject) if subject else None


def _title_reports(
    titles: list[tuple[Paragraph, list[Report] | None]],
    cast: Cast,
    body: list[Report],
    text: str,
    language: str,
) -> list[Report]:
    out: list[Report] = []
    credited = {r.credited.of(text).lower() for r in body if r.credited}
    for p, seen in titles:
        named = turns.headline(p, cast, credited)
        ruled = _merged(p, seen, reports_in(p, language, None, None), language)
        new = [named] if named else [r for r in ruled if r.inside is None]
        if not new:
            quoted = turns.quoted_headline(p, body, text)
            new = [quoted] if quoted else []
        out += new
    return out


def _statements(article: Article, found: _Found, cast: Cast) -> Iterator[Statement]:
    language = article.language
    bodies = Bodies(found.paragraphs, language)
    sources = Sources(cast, bodies, frozenset(cite.name for cite in article.cites), article.byline)
    dates = occasions.dates_of(article.text, language)
    credited = credits_of(found.reports, found.headlines, found.paragraph_at, sources)
    ids = list(_ids(article.page, found.reports))
    for identity, report, credit in zip(ids, found.reports, credited, strict=True):
        p = found.paragraph_at(report.start)
        c = occasions.circumstances(p, report)
        outer = credited[report.inside] if report.inside is not None else None
        yield Statement(
            id=identity,
            article=article.page,
            manner=manner_of(p, report),
            content=report.content,
            cue=report.cue,
            source=(report.source,) if report.source else (),
            speaker=credit.speaker if credit else None,
            addressee=_addressee(p, report, sources, language),
            occasion=occasions.occasion_of(c, language) if c else None,
            said=occasions.day_said(c, article.published, dates) if c else None,
            via=(outer.speaker.name,) if outer and outer.speaker.kind is SpeakerKind.OUTLET else (),
            inside=ids[report.inside] if report.inside is not None else None,
            basis=Basis(
                report.rule,
                credit.detail if credit else "nobody is named",
                round(report.score * (credit.score if credit else 0.8), 3),
            ),
            attitude=is_attitude(p, report, language),
        )


def _ids(page: str, reports: Sequence[Report]) -> Iterator[str]:
    """Digests of the page and the places of the words; the same words reported twice are numbered."""
    seen: Counter[Spans] = Counter()
    for report in reports:
        seen[report.content] += 1
        yield digest(page, *(f"{s.start}-{s.end}" for s in report.content), str(seen[report.content]))


def _addressee(p: Paragraph, report: Report, sources: Sources, language: str) -> str | None:
    span = occasions.addressee_of(p, report, language)
    if span is None:
        return None
    credit = sources.identify(p, p.index(span.start), p.index(span.end))
    return credit.speaker.name if credit else None
