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
        claims = [_claim(answer, layout, odds, cue, stretch, settings) for cue in _cues(odds, *stretch, settings.cue)]
        out += [_found(claim, parts, odds, layout, settings) for claim, parts in _shared_out(claims, odds) if parts]
    return [f for f in out if f.score >= settings.least]


@dataclass(frozen=True, slots=True)
class _Odds:
    """Each word's log-odds of being in a cue, a content, a source; and of beginning a span rather than going on."""

    cue: NDArray[np.float64]
    content: NDArray[np.float64]
    source: NDArray[np.float64]
    begins: NDArray[np.float64]
    """[words, 3]: cue, content, source."""

    @classmethod
    def of(cls, logits: NDArray[np.float64]) -> _Odds:
        shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
        p = shifted / shifted.sum(axis=1, keepdims=True)
        sums = np.clip(p[:, 1::2] + p[:, 2::2], _SMALL, 1 - _SMALL)
        odds = np.clip(np.log(sums / (1 - sums)), -_SURE, _SURE)
        begins = np.clip(logits[:, 1::2] - logits[:, 2::2], -_SURE, _SURE)
        return cls(odds[:, 0], odds[:, 1], odds[:, 2], begins)


def _cues(odds: _Odds, lo: int, hi: int, least: float) -> list[Range]:
    """Runs of words that are likely enough, and likelier cues than anything else, cut where another cue begins."""
    floor = math.log(least / (1 - least))
    out: list[Range] = []
    others = np.maximum(odds.content[lo:hi], odds.source[lo:hi])
    likely = np.flatnonzero((odds.cue[lo:hi] > floor) & (odds.cue[lo:hi] >= others)) + lo
    for k in likely.tolist():
        if out and out[-1][1] == k and odds.begins[k, 0] < 0:
            out[-1] = (out[-1][0], k + 1)
        else:
            out.append((k, k + 1))
    return out


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one cue asks for. ``links`` are log-odds for each word of its stretch, which begins at word ``lo``."""

    cue: Range
    lo: int
    links: NDArray[np.float64]
    parts: tuple[Range, ...]
    source: Range | None
    trust: float


def _claim(answer: Answer, layout: Layout, odds: _Odds, cue: Range, stretch: Range, settings: Decoding) -> _Claim:
    lo, hi = stretch
    asked = answer.asks[layout.heads[cue[0]] : layout.heads[cue[1]]].mean(axis=0).reshape(2, -1)
    roles = (answer.offers[layout.heads[lo:hi]] @ asked.T).astype(np.float64)
    away = settings.away * np.abs(layout.sentences[lo:hi] - layout.sentences[cue[0]])
    apart = np.stack((np.where(layout.quoted[lo:hi], 0, away), away), axis=1)
    links = np.clip(roles - np.logaddexp(0, roles[:, ::-1]) - apart, -_SURE, _SURE)
    content = links[:, 0] + settings.tags * odds.content[lo:hi]
    content[cue[0] - lo : cue[1] - lo] = -2 * _SURE
    credited = links[:, 1] + settings.tags * odds.source[lo:hi]
    credited[cue[0] - lo : cue[1] - lo] = -2 * _SURE
    source = best_span(credited)
    trust = float(credited[slice(*source)].mean()) if source else -_SURE
    return _Claim(cue, lo, links, tuple(spans(content, settings.part)), source, trust)


def _shared_out(claims: Sequence[_Claim], odds: _Odds) -> list[tuple[_Claim, list[Range]]]:
    """Where two cues claim the same words, the surer one has them: people annotate no words twice."""
    bids = sorted(
        (-float(c.links[slice(*part), 0].mean() + odds.cue[slice(*c.cue)].max()), number, part)
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
    inside = np.concatenate([np.arange(*part) for part in parts])
    evidence = (
        float(odds.cue[slice(*claim.cue)].max()),
        float(claim.links[inside, 0].mean()),
        float(odds.content[inside + lo].mean()),
        claim.trust,
        float(source is not None),
        float(odds.begins[[first + lo for first, _ in parts], 1].mean()),
        float(layout.quoted[inside + lo].mean()),
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


def best_span(odds: NDArray[np.float64]) -> Range | None:
    """The stretch with the greatest sum; None if no sum is above zero."""
    sums = np.concatenate(([0.0], np.cumsum(odds)))
    gain = sums[1:] - np.minimum.accumulate(sums[:-1])
    last = int(gain.argmax())
    if gain[last] <= 0:
        return None
    return int(sums[: last + 1].argmin()), last + 1


def spans(odds: NDArray[np.float64], least: float) -> list[Range]:
    """The stretches whose sum is at least ``least``, and the gaps in them that are as clearly out, in order.

    The first needs no more than a sum above zero.
    """
    first = best_span(odds)
    if first is None:
        return []
    out: list[Range] = []
    todo = [first]
    while todo and len(out) + len(todo) < 8:
        lo, hi = todo.pop()
        gap = best_span(-odds[lo:hi])
        if gap and -odds[lo + gap[0] : lo + gap[1]].sum() >= least and gap[0] > 0 and gap[1] < hi - lo:
            todo += [(lo, lo + gap[0]), (lo + gap[1], hi)]
        else:
            out.append((lo, hi))
    out += todo
    for lo, hi in ((0, first[0]), (first[1], len(odds))):
        other = best_span(odds[lo:hi]) if lo < hi else None
        if other and odds[lo + other[0] : lo + other[1]].sum() >= least:
            out.append((lo + other[0], lo + other[1]))
    return sorted(out)
