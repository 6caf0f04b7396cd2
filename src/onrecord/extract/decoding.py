"""The tagger's numbers to attributions: each likely cue asks for its content and its source, as ranges of words.

A span is the stretch with the greatest sum of log-odds, found in one pass over running sums; a content has a second
part where the words between are clearly none of it. All of it is linear in the words of a window for each cue.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.windows import Flags, Ints

Floats = NDArray[np.float32]
Range = tuple[int, int]

BEGINS_CUE, IN_CUE, BEGINS_CONTENT, IN_CONTENT, BEGINS_SOURCE, IN_SOURCE = range(1, 7)
_SURE = 6.0
"""Log-odds beyond this count no more: one word must not outweigh a clause."""
_SMALL = 1e-6
EVIDENCE = ("cue", "linked", "tagged", "source", "sourced", "begun", "quoted", "words")
"""What a score rests on: the surest word of the cue; the content's mean log-odds by links and by tags; the source's;
1 if there is a source; the tags where parts begin; the share of quoted words; the logarithm of their number."""


class Answer(NamedTuple):
    """The model's three outputs for one window, a row a piece (``training.model`` says what they mean)."""

    tags: Floats
    asks: Floats
    offers: Floats


@dataclass(frozen=True, slots=True)
class Decoding:
    """What is fitted on held-out pages, beside the weights. Log-odds and probabilities, no units.

    ``cue``: the least probability of a cue's word. ``tags``: the weight of the tag layer beside the links.
    ``part``: the least sum of log-odds that opens or cuts a part.
    ``source``: the least mean log-odds of a source.
    ``away``: what each sentence between a cue and a word takes from the word's log-odds; quotations go on freely.
    ``confidence``: a bias and the weight of each of ``evidence``. ``least``: statements below that score are not told.
    """

    cue: float
    tags: float
    part: float
    source: float
    away: float
    least: float
    confidence: tuple[float, ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Decoding:
        """From the settings that stand beside a model."""
        return cls(**{**table, "confidence": tuple(table["confidence"])})


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution, as ranges of words of its window, half open. ``evidence`` is what its score rests on."""

    cue: Range
    content: tuple[Range, ...]
    source: Range | None
    evidence: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of a window: the piece with which each begins (the last entry: where the pieces end), and stretches
    of words that belong together, such as paragraphs; a cue has its content and source within its own stretch.
    ``sentences`` numbers each word's sentence."""

    heads: Ints
    stretches: tuple[Range, ...]
    quoted: Flags
    sentences: Ints


def decode(answer: Answer, layout: Layout, settings: Decoding) -> list[Found]:
    """The attributions of one window, in the order of their cues."""
    logits = answer.tags[layout.heads[:-1]].astype(np.float64)
    if not len(logits):
        return []
    odds = _Odds.of(logits)
    out: list[Found] = []
    for stretch in layout.stretches:
        cues = _cues(odds, *stretch, settings.cue)
        claims = _claims(answer, layout, odds, cues, stretch, settings) if cues else []
        out += [_found(claim, parts, odds, layout, settings) for claim, parts in _shared_out(claims, odds) if parts]
    return [f for f in out if f.score >= settings.least]


@dataclass(frozen=True, slots=True)
class _Odds:
    """Each word's log-odds of being in a cue, a content, a source; and of beginning a span rather than going on."""

    words: NDArray[np.float64]
    """[words, 3]: cue, content, source; the three lists are its columns."""
    cue: list[float]
    content: list[float]
    source: list[float]
    begins: list[list[float]]
    """[words, 3]."""

    @classmethod
    def of(cls, logits: NDArray[np.float64]) -> _Odds:
        shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
        p = shifted / shifted.sum(axis=1, keepdims=True)
        sums = np.clip(p[:, 1::2] + p[:, 2::2], _SMALL, 1 - _SMALL)
        odds = np.clip(np.log(sums / (1 - sums)), -_SURE, _SURE)
        begins = np.clip(logits[:, 1::2] - logits[:, 2::2], -_SURE, _SURE)
        cue, content, source = odds.T.tolist()
        return cls(odds, cue, content, source, begins.tolist())


def _cues(odds: _Odds, lo: int, hi: int, least: float) -> list[Range]:
    """Runs of words that are likely enough, and likelier cues than anything else, cut where another cue begins."""
    floor = math.log(least / (1 - least))
    out: list[Range] = []
    for k in range(lo, hi):
        if odds.cue[k] > floor and odds.cue[k] >= max(odds.content[k], odds.source[k]):
            if out and out[-1][1] == k and odds.begins[k][0] < 0:
                out[-1] = (out[-1][0], k + 1)
            else:
                out.append((k, k + 1))
    return out


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one cue asks for. ``links`` are each word's log-odds of being its content, from word ``lo`` on."""

    cue: Range
    lo: int
    links: list[float]
    parts: tuple[Range, ...]
    source: Range | None
    trust: float


def _claims(
    answer: Answer, layout: Layout, odds: _Odds, cues: Sequence[Range], stretch: Range, settings: Decoding
) -> list[_Claim]:
    """One for each cue of a stretch."""
    lo, hi = stretch
    links = _links(answer, layout, cues, stretch, settings.away)
    wanted = links + settings.tags * odds.words[lo:hi, 1:].T
    out: list[_Claim] = []
    for cue, linked, (content, credited) in zip(cues, links[:, 0].tolist(), wanted.tolist(), strict=True):
        content[cue[0] - lo : cue[1] - lo] = credited[cue[0] - lo : cue[1] - lo] = [-2 * _SURE] * (cue[1] - cue[0])
        source = best_span(credited)
        trust = _mean(credited[slice(*source)]) if source else -_SURE
        out.append(_Claim(cue, lo, linked, tuple(spans(content, settings.part)), source, trust))
    return out


def _links(answer: Answer, layout: Layout, cues: Sequence[Range], stretch: Range, away: float) -> NDArray[np.float64]:
    """[cues, 2, words]: each word's log-odds of being the cue's content, and its source, by what the cue asks for."""
    lo, hi = stretch
    asked = np.stack([answer.asks[layout.heads[first] : layout.heads[last]].mean(axis=0) for first, last in cues])
    offers = answer.offers[layout.heads[lo:hi]]
    roles = (asked.reshape(-1, offers.shape[1]) @ offers.T).reshape(len(cues), 2, -1).astype(np.float64)
    own = layout.sentences[[first for first, _ in cues]]
    apart = np.repeat(away * np.abs(layout.sentences[lo:hi] - own[:, None])[:, None], 2, axis=1)
    apart[:, 0, layout.quoted[lo:hi]] = 0
    links: NDArray[np.float64] = np.clip(roles - np.logaddexp(0, roles[:, ::-1]) - apart, -_SURE, _SURE)
    return links


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _shared_out(claims: Sequence[_Claim], odds: _Odds) -> list[tuple[_Claim, list[Range]]]:
    """Where two cues claim the same words, the surer one has them: people annotate no words twice."""
    bids = sorted(
        (-_mean(c.links[slice(*part)]) - max(odds.cue[slice(*c.cue)]), number, part)
        for number, c in enumerate(claims)
        for part in c.parts
    )
    won: list[list[Range]] = [[] for _ in claims]
    for _, number, part in bids:
        taken = (other for rival, parts in enumerate(won) if rival != number for other in parts)
        if not any(_mostly_shared(part, other) for other in taken):
            won[number].append(part)
    return [(claim, sorted(parts)) for claim, parts in zip(claims, won, strict=True)]


def _mostly_shared(one: Range, other: Range) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > min(one[1] - one[0], other[1] - other[0])


def _found(claim: _Claim, parts: Sequence[Range], odds: _Odds, layout: Layout, settings: Decoding) -> Found:
    lo = claim.lo
    source = claim.source if claim.trust >= settings.source else None
    inside = [k for part in parts for k in range(*part)]
    evidence = (
        max(odds.cue[slice(*claim.cue)]),
        _mean([claim.links[k] for k in inside]),
        _mean([odds.content[k + lo] for k in inside]),
        claim.trust,
        float(source is not None),
        _mean([odds.begins[first + lo][1] for first, _ in parts]),
        sum(np.count_nonzero(layout.quoted[first + lo : last + lo]) for first, last in parts) / len(inside),
        math.log(len(inside)),
    )
    return Found(
        cue=claim.cue,
        content=tuple((first + lo, last + lo) for first, last in parts),
        source=(source[0] + lo, source[1] + lo) if source else None,
        evidence=evidence,
        score=confidence(evidence, settings.confidence),
    )


def confidence(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a statement is right, by a logistic model with its bias first."""
    total = weights[0] + sum(w * x for w, x in zip(weights[1:], evidence, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def best_span(odds: Sequence[float]) -> Range | None:
    """The stretch with the greatest sum, the first of equals; None if no sum is above zero."""
    found = None
    best = total = least = 0.0
    first = 0
    for k, odd in enumerate(odds, 1):
        total += odd
        if total - least > best:
            best, found = total - least, (first, k)
        elif total < least:
            least, first = total, k
    return found


def spans(odds: Sequence[float], least: float) -> list[Range]:
    """The stretches whose sum is at least ``least``, and the gaps in them that are as clearly out, in order.

    The first needs no more than a sum above zero.
    """
    first = best_span(odds)
    if first is None:
        return []
    against = [-odd for odd in odds]
    out: list[Range] = []
    todo = [first]
    while todo and len(out) + len(todo) < 8:
        lo, hi = todo.pop()
        gap = best_span(against[lo:hi])
        if gap and sum(against[lo + gap[0] : lo + gap[1]]) >= least and gap[0] > 0 and gap[1] < hi - lo:
            todo += [(lo, lo + gap[0]), (lo + gap[1], hi)]
        else:
            out.append((lo, hi))
    out += todo
    for lo, hi in ((0, first[0]), (first[1], len(odds))):
        other = best_span(odds[lo:hi]) if lo < hi else None
        if other and sum(odds[lo + other[0] : lo + other[1]]) >= least:
            out.append((lo + other[0], lo + other[1]))
    return sorted(out)
