"""What an occasion is called and of what kind it is: what most of its pages tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.link.identity.spellings import fold
from onrecord.link.occasions.grouping import Group
from onrecord.link.occasions.kinds import lead, named_in, told_at
from onrecord.link.occasions.whereabouts import is_firm, place, when
from onrecord.types import Basis, Dating, Occasion, Reading, SpeakerKind, digest

_SETTING, _MENTION = 2, 1
"""What a page counts for a kind: one that a statement was made at or that a transcript begins with, and one that any
other page names at its beginning."""
_LOOSE = frozenset({"meeting", "written statement", "post", "broadcast", "call"})
"""Kinds that pages mention without being about one: any other kind that is told often enough goes before them."""
_LEAST, _SHARE = 2, 1 / 3
"""What pages must count for a kind together, or all of a lesser number; and the share of them that must tell a loose
one."""
_MADE_BY = frozenset({"speech", "written statement", "post"})
"""Kinds that one person makes; at the others there are more."""


def occasion(group: Group, readings: Sequence[Reading]) -> Occasion:
    """The occasion that the pages of a group tell of; ``readings`` are theirs, in any order.

    What no page tells is None, the kind "" then. A page that stands alone is an occasion, too: what it reports.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.page)
    kind, days = _kind(ordered), when(ordered)
    return Occasion(
        id=digest("occasion", min(group.pages)),
        kind=kind,
        name=_name(ordered, kind, days),
        place=place(ordered),
        when=days,
        pages=tuple(sorted(group.pages)),
        basis=Basis("shared by its pages", group.grounds),
    )


def _kind(readings: Sequence[Reading]) -> str:
    counts: Counter[str] = Counter()
    telling: Counter[str] = Counter()
    for reading in readings:
        told, named = told_at(reading), named_in(lead(reading), reading.article.language)
        counts.update(dict.fromkeys(told, _SETTING))
        counts.update(dict.fromkeys(named - told, _SETTING if _is_transcript(reading) else _MENTION))
        telling.update(told | named)
    least = min(_LEAST, len(readings))
    firm = {kind: count for kind, count in counts.items() if kind not in _LOOSE and count >= least}
    loose = {kind: count for kind, count in counts.items() if telling[kind] >= _SHARE * len(readings)}
    return _most(Counter(firm or loose)) or ""


def _name(readings: Sequence[Reading], kind: str, days: Dating | None) -> str | None:
    """The name that most pages give an occasion of this kind; else what its transcript is titled; else who spoke there,
    and when. A page alone, and pages that credit nothing to people, are called by the title of the first.
    """
    told: Counter[str] = Counter()
    for reading in readings:
        settings = [s.occasion for s in reading.statements if s.occasion and s.occasion.kind == kind]
        told.update({setting.name for setting in settings if setting.name and _is_proper(setting.name)})
    titled = sorted((reading for reading in readings if reading.article.title), key=_rank)
    official = (each.article.title for each in titled if _is_transcript(each) and _is_titled(each, kind))
    made = _made(kind, _main_speaker(readings), days) if len(readings) > 1 else None
    return _most(told) or next(official, None) or made or next((each.article.title for each in titled), None)


def _is_proper(name: str) -> bool:
    """More than the noun of its kind: "press conference" names none."""
    return " " in name and any(word[0].isupper() for word in name.split())


def _is_transcript(reading: Reading) -> bool:
    """Are most of its statements the turns of those who speak?"""
    turns = sum(each.basis.rule.startswith("turn") for each in reading.statements)
    return 2 * turns > len(reading.statements)


def _is_titled(reading: Reading, kind: str) -> bool:
    return bool(kind) and kind in named_in(reading.article.title or "", reading.article.language)


def _made(kind: str, speaker: str | None, days: Dating | None) -> str | None:
    """ "Press conference with Ada Finch, 2025-09-12"; None where neither kind nor speaker is known."""
    if kind and speaker:
        out = f"{kind} {'by' if kind in _MADE_BY else 'with'} {speaker}"
    elif kind or speaker:
        out = kind or f"statements by {speaker}"
    else:
        return None
    day = f", {days.earliest.isoformat()}" if days and days.earliest == days.latest else ""
    return out[0].upper() + out[1:] + day


def _main_speaker(readings: Sequence[Reading]) -> str | None:
    """The person with the largest share of the words that pages credit to people, each page counting alike; by the
    fullest name that several pages have, if any.
    """
    shares: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        speakers = (each.speaker for each in reading.statements)
        told = Counter(each.name for each in speakers if each and each.kind is SpeakerKind.PERSON)
        for name, count in told.items():
            last = fold(name.split()[-1])
            shares[last] += count / told.total()
            names[last][name] += 1
    if not shares:
        return None
    who = min(shares, key=lambda last: (-round(shares[last], 9), last))
    least = min(2, max(names[who].values()))
    usual = {name: count for name, count in names[who].items() if count >= least}
    return min(usual, key=lambda name: (-len(name.split()), -usual[name], name))


def _rank(reading: Reading) -> tuple[bool, int, str]:
    """Pages by their days, those that surely have one first."""
    dating = reading.article.published
    firm = is_firm(dating)
    return not firm, dating.earliest.toordinal() if dating and firm else 0, reading.article.page


def _most(counts: Counter[str]) -> str | None:
    """The commonest, of equals the first of the alphabet."""
    return min(counts, key=lambda name: (-counts[name], name), default=None)
