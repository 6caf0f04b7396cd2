"""Quoted words against the words that were said: all of a sentence, cut, or changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from onrecord.link.align import Wording, keys_of, pieces
from onrecord.link.quotations import Quotation, quotation, weight
from onrecord.link.verdicts import What, rendering

_FULL = 1.0
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
    """``places`` are the words of what was said that are quoted, ``told`` what is changed or cut."""

    fit: Fit
    places: tuple[int, ...]
    told: str


def fitted(text: str, said: Wording, language: str, page: Wording | None = None) -> Fitted:
    """A quotation against what was said; ``page`` is more of it, where the quotation may go on."""
    asked = quotation(_bracketed(text, said))
    if not asked.keys:
        return Fitted(Fit.CUT, (), "")
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
    return Fitted(Fit.CHANGED, places, ", ".join(f"“{each}”" for each in shown) or "all of it")


def _bracketed(text: str, said: Wording) -> str:
    """Words in round brackets that were not said are somebody's note, as those in square ones are."""
    there = set(said.keys)
    return _ASIDE.sub(lambda match: f"[{match[1]}]" if not there.issuperset(keys_of(match[1])) else match.group(), text)


def _run(asked: Quotation, said: Sequence[str]) -> tuple[int, ...]:
    """Where the quoted words stand one behind the other; a note in brackets may replace some words."""
    keys = asked.keys
    for start, key in enumerate(said):
        if key != keys[0]:
            continue
        places, at = [start], start
        for number in range(1, len(keys)):
            reach = _REPLACED + 1 if number in asked.inserted else 1
            at = next((j for j in range(at + 1, min(at + 1 + reach, len(said))) if said[j] == keys[number]), -1)
            if at < 0:
                break
            places.append(at)
        if len(places) == len(keys):
            return tuple(places)
    return ()


def _in_order(keys: Sequence[str], said: Sequence[str]) -> tuple[int, ...]:
    """Where the quoted words stand in their order, with others between; none where one is missing."""
    places: list[int] = []
    at = -1
    for key in keys:
        at = next((j for j in range(at + 1, len(said)) if said[j] == key), -1)
        if at < 0:
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
