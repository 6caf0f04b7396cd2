"""Pages in, readings out, for the other modules of ``bench``: what ``onrecord read`` runs, without a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord import capture
from onrecord.guard import guarded
from onrecord.pipeline import read, settle
from onrecord.record.codec import to_json, to_line
from onrecord.types import Page, Reading, Rejection

CAPTURED = datetime(2026, 6, 30, tzinfo=UTC)  # handed in, so that a run tomorrow measures the same


def pages(paths: Iterable[Path]) -> list[Page]:
    """The files as pages, in the order of their names."""
    found = capture.pages(map(str, sorted(paths)), CAPTURED)
    return [page for page in found if isinstance(page, Page)]


def sentences(texts: Iterable[str]) -> list[Page]:
    """Each text as a page by itself, in the order given."""
    return [Page(name=f"{at}.txt", content=text.encode(), captured=CAPTURED) for at, text in enumerate(texts)]


def readings(found: Iterable[Page]) -> dict[str, dict[str, Any]]:
    """Readings by the page's name without its ending; a page that was declined is left out, as scorers expect."""
    outcomes = [to_json(outcome) for outcome in together(found)]
    return {Path(outcome["page"]["name"]).stem: outcome for outcome in outcomes if outcome["article"]}


def write(found: Iterable[Page], target: Path) -> None:
    """The readings as JSON lines, for a scorer that runs on its own."""
    target.write_text("".join(to_line(outcome) + "\n" for outcome in together(found)), encoding="utf-8")


def together(found: Iterable[Page]) -> list[Reading | Rejection]:
    """The outcomes of pages of one run, which may date each other; what gave nothing is told on standard error."""
    outcomes = settle(list(guarded(read, found)))
    for outcome in outcomes:
        if isinstance(outcome, Rejection):
            print(f"{outcome.name}: {outcome.reason}: {outcome.detail}", file=sys.stderr)
    return outcomes
