"""Which pages of a record tell of one occasion, and what is told there: computed where pages or decisions changed.

Pages are sketched once, each by itself; all sketches are grouped anew each time, for that is a function of the set of
pages alone; then every occasion is computed whose inputs are not those that its lineage was made of. So it can be
killed at any moment and goes on, and the order in which pages came changes nothing.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from onrecord.guard import SPAWN, WorkerError
from onrecord.link import LINEAGE
from onrecord.link.candidates import alike
from onrecord.link.datings import settled
from onrecord.link.lineage import lineage
from onrecord.link.occasions import SKETCH_VERSION, Group, Sketch, grouped, occasion, sentences, sketch
from onrecord.link.tellings import Telling, tellings, with_speakers
from onrecord.record.codec import dating_to_json
from onrecord.record.database import writing
from onrecord.record.lineage import store
from onrecord.record.lineage.store import Computed, Gathered, Who
from onrecord.record.searching.similar import Meant, keep_vectors, meant, vectors_of, without_vector
from onrecord.record.store import Record
from onrecord.types import Basis, Dating, Reading, digest

MOST = 200
"""Pages of one occasion that are compared, the earliest ones: the work grows with the square of their number."""
SKETCHED_AT_ONCE, COMPUTED_AT_ONCE, READ_AT_ONCE = 100, 40, 500
"""Pages, pages of occasions, and statements that are handed to a worker and written in one transaction."""

Heard = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""
_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Failure:
    """An occasion that could not be computed, and why; it waits, and is tried again by the next `relate`."""

    occasion: str
    pages: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Related:
    """What `relate` did: pages that were sketched, occasions that there are, those of several pages, and those that
    were computed."""

    sketched: int
    occasions: int
    shared: int
    computed: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """An occasion to be computed: its pages, who is credited on each, and the digest of all of it."""

    occasion: str
    gathered: Gathered
    who: Mapping[str, Who]
    inputs: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was made of some occasions, and the meanings that their pages' statements did not have yet."""

    made: Sequence[Computed | Failure]
    meanings: Sequence[Meant]


def relate(record: Record, identify: Callable[[], object], *, workers: int = 1, heard: Heard | None = None) -> Related:
    """Brings the lineage of a record up to date; ``identify`` tells anew who is who there, once pages are gathered."""
    told = heard or (lambda *_: None)
    with _crew(record, workers) as crew:
        sketched = _sketch_all(record, crew, told)
        _gather(record, told)
        identify()
        computed, failures = _compute_all(record, crew, told)
        _read_meanings(record, crew, told)
    with record.engine.connect() as connection:
        held = [gathered for gathered, _ in store.occasions(connection).values()]
    return Related(sketched, len(held), sum(len(each.pages) > 1 for each in held), computed, tuple(failures))


def changed(record: Record) -> int:
    """How many occasions are not as they would be told now: their pages, or what is said of them, changed since."""
    return len(_waiting(record))


def occasion_id(pages: Sequence[str]) -> str:
    """What an occasion is called: by the first of its pages, so that most pages that join do not rename it."""
    return digest("occasion", min(pages))


def sketches_of(record: Record, pages: Sequence[str]) -> list[tuple[str, bytes]]:
    """The sketches of some pages, packed."""
    return [(reading.article.page, sketch(reading).pack()) for reading in record.readable(pages)]


def computed_of(record: Record, jobs: Sequence[Job]) -> Part:
    """What pages tell of some occasions, and what their statements mean: most of that was just asked for."""
    made: list[Computed | Failure] = []
    held: list[Reading] = []
    for job in jobs:
        try:
            readings = list(record.readable(job.gathered.pages))
            made.append(computed(job, readings))
        except Exception as error:  # whatever a page makes the code raise: other occasions are told
            made.append(Failure(job.occasion, job.gathered.pages, f"{type(error).__name__}: {error}"))
        else:
            held += readings
    with record.engine.connect() as connection:
        return Part(made, meant(connection, held))


def computed(job: Job, readings: Sequence[Reading]) -> Computed:
    """What these pages, as editors have them, tell of their occasion."""
    ordered = sorted(sorted(readings, key=_day)[:MOST], key=lambda reading: reading.article.page)
    lent = settled(ordered, alike(ordered)) if len(ordered) > 1 else {}
    dated = [_dated(reading, lent.get(number)) for number, reading in enumerate(ordered)]
    told = occasion(Group(job.gathered.pages, job.gathered.grounds), dated)
    here = replace(told, id=job.occasion, pages=job.gathered.pages, basis=_basis(told.basis, len(readings)))
    known = _known(tellings(dated, job.occasion), job.who) if len(dated) > 1 else []
    days = {ordered[number].article.page: dating_to_json(dating) for number, dating in lent.items()}
    return Computed(lineage(here, known), job.inputs, days)


def _day(reading: Reading) -> tuple[str, str]:
    published = reading.article.published
    return published.latest.isoformat() if published else "9999", reading.article.page


def _basis(basis: Basis, pages: int) -> Basis:
    """Says where more pages tell of an occasion than are compared."""
    more = f"; of {pages:,} pages the first {MOST:,} were compared" if pages > MOST else ""
    return replace(basis, detail=basis.detail + more)


def _sketch_all(record: Record, crew: _Crew, told: Heard) -> int:
    with record.engine.connect() as connection:
        made_of, held = store.page_inputs(connection), store.sketched(connection, SKETCH_VERSION)
    missing = sorted(page for page, inputs in made_of.items() if held.get(page) != inputs)
    done = 0
    for made in crew.map(sketches_of, _parts(missing, SKETCHED_AT_ONCE)):
        with writing(record.engine) as connection:
            packed = {page: (made_of[page], raw) for page, raw in made}
            store.keep_sketches(connection, packed, SKETCH_VERSION)
        done += len(made)
        told("sketching", done, len(missing))
    return len(missing)


def _gather(record: Record, told: Heard) -> None:
    with record.engine.connect() as connection:
        held = store.sketches(connection)
    told("grouping", 0, len(held))
    groups = grouped(
        [(page, Sketch.unpack(packed)) for page, packed in held],
        ask=lambda pages: {reading.article.page: sentences(reading) for reading in record.readable(pages)},
    )
    wanted = {occasion_id(group.pages): Gathered(tuple(sorted(group.pages)), group.grounds) for group in groups}
    with writing(record.engine) as connection:
        store.regroup(connection, wanted)


def _compute_all(record: Record, crew: _Crew, told: Heard) -> tuple[int, list[Failure]]:
    jobs = _waiting(record)
    done, failures = 0, []
    for part in crew.map(computed_of, _packed(jobs)):
        failures += [each for each in part.made if isinstance(each, Failure)]
        with writing(record.engine) as connection:
            store.keep(connection, [each for each in part.made if isinstance(each, Computed)])
            keep_vectors(connection, part.meanings)
        done += len(part.made)
        told("relating", done, len(jobs))
    return done - len(failures), failures


def _read_meanings(record: Record, crew: _Crew, told: Heard) -> None:
    """Makes the vectors that are still missing, so that nobody waits for them who asks what says the like."""
    with record.engine.connect() as connection:
        missing = without_vector(connection)
    done = 0
    for made in crew.map(vectors_of, _parts(missing, READ_AT_ONCE)):
        with writing(record.engine) as connection:
            keep_vectors(connection, made)
        done += len(made)
        told("reading meanings", done, len(missing))


def _waiting(record: Record) -> list[Job]:
    """The occasions whose inputs are not those that they were computed from."""
    with record.engine.connect() as connection:
        held = store.occasions(connection)
        made_of, who = store.page_inputs(connection), store.credited(connection)
    out = []
    for id_, (gathered, was) in held.items():
        inputs = store.inputs_of(gathered, made_of, who, LINEAGE)
        if inputs != was:
            shared = len(gathered.pages) > 1
            here = {page: who[page] for page in gathered.pages if page in who} if shared else {}
            out.append(Job(id_, gathered, here, inputs))
    return out


def _dated(reading: Reading, lent: Dating | None) -> Reading:
    return replace(reading, article=replace(reading.article, published=lent)) if lent else reading


def _known(here: Sequence[Telling], who: Mapping[str, Who]) -> list[Telling]:
    """Tellings with speakers as the record has them, who knows more pages and what editors said.

    A name that another page lent is that page's speaker; where several pages have it, of the first of them.
    """
    by_name: dict[Any, str] = {}
    for page in sorted(who, reverse=True):
        by_name |= who[page]
    out = []
    for telling in here:
        own = who.get(telling.page, {})
        credits_ = {s.speaker: s for s in telling.reading.statements if s.speaker}
        known = {}
        for speaker in credits_:
            forms = [(speaker.kind, name) for name in (speaker.name, *speaker.aliases)]
            found = own.get(forms[0]) or by_name.get(forms[0]) or next((own[f] for f in forms if f in own), None)
            if found:
                known[forms[0]] = found
        out.append(with_speakers(telling, known))
    return out


class _Crew:
    """Who does the work: this process, or several others."""

    def __init__(self, record: Record, pool: ProcessPoolExecutor | None) -> None:
        self._record = record
        self._pool = pool
        self._where = record.engine.url.render_as_string(hide_password=False)

    def map(
        self, function: Callable[[Record, Sequence[_Job]], _Made], parts: Sequence[Sequence[_Job]]
    ) -> Iterator[_Made]:
        """What the function makes of each part, in order."""
        if self._pool is None or len(parts) < 2:
            yield from (function(self._record, part) for part in parts)
            return
        try:
            yield from self._pool.map(_elsewhere, [self._where] * len(parts), [function] * len(parts), parts)
        except BrokenProcessPool as error:
            raise WorkerError(
                "a process that related pages ended, perhaps for want of memory: try one worker"
            ) from error


@contextmanager
def _crew(record: Record, workers: int) -> Iterator[_Crew]:
    if workers == 1:
        yield _Crew(record, None)
        return
    # The parent ends the work when a person interrupts it; the workers go on deaf.
    pool = ProcessPoolExecutor(workers, SPAWN, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield _Crew(record, pool)
    finally:
        pool.shutdown(cancel_futures=True)


@cache
def _opened(where: str) -> Record:
    return Record.open(where)


def _elsewhere(where: str, function: Callable[[Record, Sequence[_Job]], _Made], part: Sequence[_Job]) -> _Made:
    return function(_opened(where), part)


def _parts(values: Sequence[_Job], size: int) -> list[Sequence[_Job]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def _packed(jobs: Sequence[Job]) -> list[list[Job]]:
    """Occasions together that have so many pages between them."""
    out: list[list[Job]] = []
    size = COMPUTED_AT_ONCE
    for job in jobs:
        if size >= COMPUTED_AT_ONCE:
            out.append([])
            size = 0
        out[-1].append(job)
        size += len(job.gathered.pages)
    return out
