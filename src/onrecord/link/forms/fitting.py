"""Quoted words against the words that were said: all of a sentence, cut, or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice, pairwise

from onrecord.link.align import Pair, Wording, keys_of, pieces
from onrecord.link.quotations import Quotation, quotation, weight
from onrecord.link.verdicts import What, rendering

_FULL = 1.0
_MOST_PLACES = 50
_CUT = "the sentence begins earlier or goes on"
_REPLACED = 3
"""Words for which whoever quotes may put others, in brackets."""
_BEGINS = re.compile(r"[.!?…:\n]")
_ENDS = re.compile(r"[.!?…\n]")
_ASIDE = re.compile(r"\(([^()\n]{1,120})\)")


class Fit(IntEnum):
    """How quoted words stand to what was said, the best first."""

    WHOLE = 0
    CUT = 1
    CHANGED = 2


@dataclass(frozen=True, slots=True)
class Fitted:
    """``places`` are the words of what was said that are quoted, ``told`` what is changed or cut.

    ``share`` of the quotation, by weight, was said.
    """

    fit: Fit
    places: tuple[int, ...]
    told: str
    share: float = 1.0


def fitted(text: str, said: Wording, language: str, page: Wording | None = None) -> Fitted:
    """A quotation against what was said; ``page`` is more of it, where the quotation may go on."""
    asked = quotation(_bracketed(text, said))
    if not asked.keys:
        return Fitted(Fit.CUT, (), "", 0.0)
    run = _run(asked, said.keys)
    if not run and page is not None and (beyond := _run(asked, page.keys)):
        whole = _is_whole(page, beyond[0], beyond[-1])
        return Fitted(Fit.WHOLE if whole else Fit.CUT, (), "" if whole else _CUT)
    if run:
        whole = _is_whole(said, run[0], run[-1])
        return Fitted(Fit.WHOLE if whole else Fit.CUT, run, "" if whole else _CUT)
    scattered = _in_order(asked.keys, said.keys)
    if scattered:
        return Fitted(Fit.CUT, scattered, "words are left out between the quoted ones")
    return _changed(asked, said, language)


def _changed(asked: Quotation, said: Wording, language: str) -> Fitted:
    laid = pieces(asked.keys, said.keys)
    places = tuple(sorted({j for piece in laid for _, j in piece}))
    found = rendering(asked, said, laid, language)
    changes = [each for each in found.changes if each.quoted or each.what is not What.WORD] if found else []
    if found and not changes:
        whole = not found.before and not found.after
        return Fitted(Fit.WHOLE if whole else Fit.CUT, places, "" if whole else _CUT)
    shown = [each.quoted.of(asked.wording.text) if each.quoted else "…" for each in changes[:3]]
    return Fitted(Fit.CHANGED, places, ", ".join(f"“{each}”" for each in shown) or "all of it", _held(asked, laid))


def _held(asked: Quotation, laid: Sequence[list[Pair]]) -> float:
    found = {i for piece in laid for i, _ in piece}
    return sum(weight(asked.keys[i]) for i in found) / sum(map(weight, asked.keys))


def _bracketed(text: str, said: Wording) -> str:
    """Words in round brackets that were not said are somebody's note, as those in square ones are."""
    there = set(said.keys)
    return _ASIDE.sub(lambda match: f"[{match[1]}]" if not there.issuperset(keys_of(match[1])) else match.group(), text)


def _run(asked: Quotation, said: Sequence[str]) -> tuple[int, ...]:
    """Where the quoted words stand one behind the other; a note in brackets may replace some words."""
    parts = _parts(asked)
    for start in islice(_found(parts[0], said), _MOST_PLACES):
        places = list(range(start, start + len(parts[0])))
        for part in parts[1:]:
            at = places[-1] + 1
            begin = next((i for i in range(at, at + _REPLACED + 1) if tuple(said[i : i + len(part)]) == part), None)
            if begin is None:
                break
            places += range(begin, begin + len(part))
        if len(places) == len(asked.keys):
            return tuple(places)
    return ()


def _parts(asked: Quotation) -> list[tuple[str, ...]]:
    """The words of a quotation, cut where something was put in."""
    cuts = [0, *sorted(each for each in asked.inserted if 0 < each < len(asked.keys)), len(asked.keys)]
    return [asked.keys[first:last] for first, last in pairwise(cuts)]


def _found(part: Sequence[str], said: Sequence[str]) -> Iterator[int]:
    """The places at which some words stand in a row, found as a text in a text: no word holds a line's end."""
    text, sought = "\n" + "\n".join(said) + "\n", "\n" + "\n".join(part) + "\n"
    number = at = 0
    while (place := text.find(sought, at)) >= 0:
        number += text.count("\n", at, place)
        yield number
        number, at = number + 1, place + 1


def _in_order(keys: Sequence[str], said: tuple[str, ...]) -> tuple[int, ...]:
    """Where the quoted words stand in their order, with others between; none where one is missing."""
    places: list[int] = []
    at = -1
    for key in keys:
        try:
            at = said.index(key, at + 1)
        except ValueError:
            return ()
        places.append(at)
    return tuple(places)


def _is_whole(said: Wording, first: int, last: int) -> bool:
    """Do the words make up whole sentences? A little word at the beginning ("and") may be missing."""
    starts = first
    if starts and weight(said.keys[starts - 1]) < _FULL and not _between(said, starts - 1, _BEGINS):
        starts -= 1
    begins = starts == 0 or _between(said, starts - 1, _BEGINS)
    return begins and (last == len(said) - 1 or _between(said, last, _ENDS))


def _between(said: Wording, number: int, mark: re.Pattern[str]) -> bool:
    """Is there a mark between a word and the next?"""
    if said.spans[number + 1].start < said.spans[number].end:
        return True
    return mark.search(said.text, said.spans[number].end, said.spans[number + 1].start) is not None
