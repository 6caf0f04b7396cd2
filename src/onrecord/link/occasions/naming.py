"""What an occasion is called, of what kind it is, where and when it was: what most of its pages tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache

from onrecord import words
from onrecord.link.occasions.grouping import Group
from onrecord.types import Basis, BlockKind, Dating, Occasion, Reading, digest

_WEEK = timedelta(days=7)
_FIRM = 0.7
_LEAD = 600
"""Letters at the beginning of a page where the kind of an occasion is named."""
_SETTING, _MENTION = 2, 1
"""What a page counts for a kind: one that a statement was made at, and one that it names at its beginning."""
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\W\d_'’-]{2,}(?: [^\W\d_][^\W\d_'’-]+){0,2})(?:,[^,\n—–(]{0,30})?\s*(?:—|–|\()"
)


def occasion(group: Group, readings: Sequence[Reading]) -> Occasion:
    """The occasion that the pages of a group tell of; ``readings`` are theirs, in any order.

    What no page tells is None, the kind "" then. A page that stands alone is an occasion, too: what it reports.
    """
    ordered = sorted(readings, key=lambda reading: reading.page.id)
    kind = _kind(ordered)
    return Occasion(
        id=digest("occasion", min(group.pages)),
        kind=kind,
        name=_name(ordered, kind),
        place=_place(ordered),
        when=_when(ordered),
        pages=tuple(sorted(group.pages)),
        basis=Basis("shared by its pages", group.grounds),
    )


def _kind(readings: Sequence[Reading]) -> str:
    counts: Counter[str] = Counter()
    for reading in readings:
        told = {s.occasion.kind for s in reading.statements if s.occasion and s.occasion.kind}
        counts.update(dict.fromkeys(told, _SETTING))
        counts.update(dict.fromkeys(_kinds_named(reading) - told, _MENTION))
    return _most(counts) or ""


def _kinds_named(reading: Reading) -> set[str]:
    pattern, kinds = _kind_words(reading.article.language)
    return {kinds[match.group().casefold()] for match in pattern.finditer(_lead(reading))} if kinds else set()


@cache
def _kind_words(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The nouns of occasions in a language, the longest first, and the kinds that they stand for."""
    table = words.load(language, "occasions").get("kinds", {})
    kinds = {noun.casefold(): kind for noun, kind in table.items()}
    nouns = sorted(kinds, key=lambda noun: (-len(noun), noun))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, nouns))})(?!\w)", re.IGNORECASE), kinds


def _lead(reading: Reading) -> str:
    """The beginning of what the page tells, its title first."""
    text = reading.article.text
    parts = (b.span.of(text) for b in reading.article.blocks if b.kind not in (BlockKind.RESIDUE, BlockKind.CAPTION))
    out = reading.article.title or ""
    for part in parts:
        out += f"\n{part}"
        if len(out) > _LEAD:
            break
    return out[:_LEAD]


def _name(readings: Sequence[Reading], kind: str) -> str | None:
    """The name that most pages give an occasion of this kind; else the title of the page that was first."""
    told: Counter[str] = Counter()
    for reading in readings:
        settings = [s.occasion for s in reading.statements if s.occasion and s.occasion.kind == kind]
        told.update({setting.name for setting in settings if setting.name and _is_proper(setting.name)})
    titled = [reading for reading in readings if reading.article.title]
    first = min(titled, key=_rank, default=None)
    return _most(told) or (first.article.title if first else None)


def _is_proper(name: str) -> bool:
    """More than the noun of its kind: "press conference" names none."""
    return " " in name and any(word[0].isupper() for word in name.split())


def _rank(reading: Reading) -> tuple[bool, int, str]:
    """Pages by their days, those that surely have one first."""
    dating = reading.article.published
    firm = _is_firm(dating)
    return not firm, dating.earliest.toordinal() if dating and firm else 0, reading.page.id


def _place(readings: Sequence[Reading]) -> str | None:
    """The place that most pages set it in; of several pages, two at least must write of it."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(_places(reading))
    least = min(2, len(readings))
    spread = {place: sum(place in reading.article.text for reading in readings) for place in counts}
    return _most(Counter({place: n for place, n in counts.items() if spread[place] >= least}))


def _places(reading: Reading) -> set[str]:
    out = {s.occasion.place for s in reading.statements if s.occasion and s.occasion.place}
    text = reading.article.text
    first = next((b for b in reading.article.blocks if b.kind is BlockKind.PARAGRAPH), None)
    line = _DATELINE.match(text, first.span.start, first.span.end) if first else None
    if line and (line["place"].isupper() or line["place"].istitle()):
        out.add(line["place"].title())
    return out


def _when(readings: Sequence[Reading]) -> Dating | None:
    """The day on which most pages have it said; else the days of the first page that surely has some."""
    said: Counter[tuple[str, str]] = Counter()
    datings: dict[tuple[str, str], Dating] = {}
    for reading in readings:
        days = {(s.said.earliest.isoformat(), s.said.latest.isoformat()): s.said for s in reading.statements if s.said}
        near = {key: day for key, day in days.items() if _near(day, readings)}
        said.update(near.keys())
        for key, day in near.items():
            datings.setdefault(key, Dating(day.earliest, day.latest, Basis("told day", reading.page.name, 0.7)))
    published = sorted(_firm(readings), key=lambda dating: (dating.earliest, dating.latest))
    shared = {key: pages for key, pages in said.items() if pages > 1}
    if shared:
        return datings[min(shared, key=lambda key: (-shared[key], key))]
    if published:
        first = published[0]
        return Dating(first.earliest, first.latest, Basis("first page", first.basis.rule, first.basis.score))
    return datings[min(said)] if said else None


def _near(day: Dating, readings: Sequence[Reading]) -> bool:
    """Not more than a week before or after some page of the occasion: other days are of what went before."""
    firm = list(_firm(readings))
    if day.latest - day.earliest > _WEEK:
        return False
    return not firm or any(day.earliest <= d.latest + _WEEK and d.earliest <= day.latest + _WEEK for d in firm)


def _firm(readings: Iterable[Reading]) -> Iterator[Dating]:
    return (r.article.published for r in readings if r.article.published and _is_firm(r.article.published))


def _is_firm(dating: Dating | None) -> bool:
    return dating is not None and dating.basis.score >= _FIRM and dating.latest - dating.earliest <= _WEEK


def _most(counts: Counter[str]) -> str | None:
    """The commonest, of equals the first of the alphabet."""
    return min(counts, key=lambda name: (-counts[name], name), default=None)
