"""How it shows that a page took from another: a plain sentence, and the words on both pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.align import Wording
from onrecord.link.origins.evidence import Evidence, run_places
from onrecord.link.origins.stories import RUN, Piece, Story
from onrecord.types import Span, Spans

_MOST_WORDS = 12
"""Words of a passage that a sentence shows."""
_TELLING = 0.2
"""What a source must explain more of a passage than any other page, to be the one that it is from."""
_ALIKE = 0.7
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """``told`` is a plain sentence; ``here`` are words of the page, ``there`` those of its source."""

    told: str
    here: Spans
    there: Spans
    score: float


def proof(page: Story, found: Evidence, others: Sequence[Evidence]) -> Proof:
    """Why a source is one, the strongest reason first; ``others`` are the other pages that could have been."""
    source = found.source
    reasons: list[str] = []
    here: Spans = ()
    there: Spans = ()
    if found.credited:
        reasons.append(f"it names {source.outlet}")
    run = _longest_run(page, source)
    if run:
        here, there = run
        reasons.append(f"both write “{_short(page, here)}”")
    only = _only(page, found, others)
    if only and not run:
        here, there = only[0].instance.passage.spans, only[1].instance.passage.spans
        reasons.append(f"of “{_short(page, here)}” no other page has so much")
    if found.order is not None and found.order >= _ALIKE:
        reasons.append("both tell what was said in the same order")
    if not here and (shared := _shared(page, source)):
        here, there = shared[0].instance.passage.spans, shared[1].instance.passage.spans
        reasons.append(f"both have “{_short(page, here)}”")
    return Proof(
        "; ".join(reasons) or "it tells what this page tells", here, there, min(0.95, 0.5 + 0.15 * len(reasons))
    )


def _longest_run(page: Story, source: Story) -> tuple[Spans, Spans] | None:
    """The longest row of narrative words that both have, where it stands on both."""
    places = sorted(run_places(page, source))
    if not places:
        return None
    best: tuple[int, int] = (0, 0)
    first = previous = places[0]
    for place in [*places[1:], len(page.told) + RUN]:
        if place != previous + 1:
            best = max(best, (previous + 1 - first, -first))
            first = place
        previous = place
    start = -best[1]
    keys = page.told.keys[start : start + RUN]
    there = next(i for i in range(len(source.told)) if source.told.keys[i : i + RUN] == keys)
    length = RUN
    while (
        length < best[0]
        and there + length < len(source.told)
        and source.told.keys[there + length] == page.told.keys[start + length]
    ):
        length += 1
    return _stretches(page.told, start, start + length), _stretches(source.told, there, there + length)


def _stretches(told: Wording, first: int, last: int) -> Spans:
    """Where some words stand; what the page has between them that is no part of its story is left out."""
    out: list[Span] = []
    for span in told.spans[first:last]:
        if out and _is_near(told.text[out[-1].end : span.start]):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def _is_near(between: str) -> bool:
    return len(between) <= _NEAR and "\n" not in between


def _only(page: Story, found: Evidence, others: Sequence[Evidence]) -> tuple[Piece, Piece] | None:
    """The passage that this source explains far better than any other page that could have been one."""
    best: tuple[float, int] | None = None
    for number in range(len(page.pieces)):
        elsewhere = max((each.items[number][1] for each in others), default=0.0)
        ahead = found.items[number][1] - elsewhere
        if ahead >= _TELLING and (best is None or ahead > best[0]):
            best = ahead, number
    return _beside(page.pieces[best[1]], found.source) if best else None


def _shared(page: Story, source: Story) -> tuple[Piece, Piece] | None:
    ours = sorted(page.pieces, key=lambda each: (-len(each.quoted), each.place))
    return next((pair for each in ours if (pair := _beside(each, source))), None)


def _beside(piece: Piece, source: Story) -> tuple[Piece, Piece] | None:
    theirs = [each for each in source.pieces if each.utterance == piece.utterance]
    shared = set(piece.keys)
    best = max(theirs, key=lambda each: (len(shared & set(each.keys)), -each.place), default=None)
    return (piece, best) if best else None


def _short(story: Story, spans: Spans) -> str:
    told = " ".join(" ".join(span.of(story.telling.text) for span in spans).split()).split()
    return " ".join(told[:_MOST_WORDS]).strip('"“”„«»‘’ ') + ("…" if len(told) > _MOST_WORDS else "")
