"""The path of one page, from bytes to findings; of pages that are read together; and into a record. Read this first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.clean import clean
from onrecord.errors import Unreadable
from onrecord.extract.figures import figures_of
from onrecord.extract.statements import statements_of
from onrecord.guard import guarded
from onrecord.link.candidates import alike
from onrecord.link.datings import settled
from onrecord.link.namings import named, renamed
from onrecord.types import Article, Page, Reading, Rejection

if TYPE_CHECKING:  # the database's libraries are for those who keep a record
    from onrecord.record.store import Record, State


def read(page: Page, *, trained: bool = True) -> Reading | Rejection:
    """Everything that one page gives, or the reason why it gives nothing.

    Pure: the same page gives the same answer on any day and machine; the clock comes with ``page.captured``.
    ``trained`` asks the trained reader who said what, where it knows the language; otherwise the rules alone.
    """
    try:
        article = clean(page)
    except Unreadable as error:
        return Rejection(page.name, page.sha256, error.reason, error.detail, page.address)
    return _findings(page, article, trained=trained)


def read_by_rules(page: Page) -> Reading | Rejection:
    """The same without the trained reader: several times faster, and less complete."""
    return read(page, trained=False)


def settle(outcomes: Sequence[Reading | Rejection], *, trained: bool = True) -> list[Reading | Rejection]:
    """The outcomes of pages that were read together, in their order.

    A page that tells no day is dated by a page that tells of the same occasion, and read anew with that: the days of
    its statements and the periods of its figures follow. A person whom a page names only in part gets the full name
    from such a page. The order of the pages changes nothing.
    """
    out = list(outcomes)
    places = [number for number, outcome in enumerate(out) if isinstance(outcome, Reading)]
    readings = [outcome for outcome in out if isinstance(outcome, Reading)]
    pairs = tuple(alike(readings))
    for number, dating in settled(readings, pairs).items():
        reading = readings[number]
        readings[number] = _findings(reading.page, replace(reading.article, published=dating), trained=trained)
    for number, namings in named(readings, pairs).items():
        readings[number] = renamed(readings[number], namings)
    for place, reading in zip(places, readings, strict=True):
        out[place] = reading
    return out


def _findings(page: Page, article: Article, *, trained: bool) -> Reading:
    statements = statements_of(article, trained=trained)
    return Reading(page=page, article=article, statements=statements, figures=figures_of(article))


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was to be kept; ``outcome`` is None where the record knew it already."""

    name: str
    state: State
    outcome: Reading | Rejection | None


def reader_name(*, trained: bool) -> str:
    """Who reads, as the record remembers it: what another one read is read anew."""
    return f"onrecord {__version__}" + ("" if trained else " by rules")


def keep(
    record: Record, items: Iterable[Page | Rejection], *, trained: bool = True, workers: int = 1
) -> Iterator[Kept]:
    """Reads pages in workers and keeps each in a transaction of its own, in their order.

    What a page gave is on disk when it is told here. A page that this reader has read before is not read again, so
    that a run that was cut short goes on where it stopped.
    """
    reader = reader_name(trained=trained)
    coming: deque[Kept | Page | Rejection] = deque()

    def missing() -> Iterator[Page | Rejection]:
        for item in items:
            state = record.knows(item.id, reader) if isinstance(item, Page) else None
            if state is None:
                coming.append(item)
                yield item
            else:
                coming.append(Kept(item.name, state, None))

    outcomes = guarded(read if trained else read_by_rules, missing(), workers=workers)
    for outcome in outcomes:
        while isinstance(first := coming.popleft(), Kept):
            yield first
        yield Kept(first.name, record.keep(first, outcome, reader), outcome)
    yield from (kept for kept in coming if isinstance(kept, Kept))
