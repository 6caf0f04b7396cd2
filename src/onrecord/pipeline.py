"""The path of one page, from bytes to findings; of pages that are read together; and into a record. Read this first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.clean import clean
from onrecord.clean.proof import faults
from onrecord.errors import Contradiction, Unreadable
from onrecord.extract.figures import figures_of
from onrecord.extract.statements import statements_of
from onrecord.guard import guarded
from onrecord.link import LINEAGE
from onrecord.link.candidates import alike
from onrecord.link.datings import settled
from onrecord.link.identity.mentions import Mention, Role
from onrecord.link.identity.resolving import identities
from onrecord.link.identity.telling import holding, judged, label, told
from onrecord.link.namings import named, renamed
from onrecord.types import Article, Decision, DecisionKind, Page, Reading, Rejection

if TYPE_CHECKING:  # the database's libraries are for those who keep a record
    from sqlalchemy import Connection

    from onrecord.record.codec import Json
    from onrecord.record.doctor import Fault
    from onrecord.record.people import Mentioned, Resolved
    from onrecord.record.store import Record, State
    from onrecord.relating import Heard, Related


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
    """Reads pages in workers and keeps them in their order, each wholly or not at all.

    What a page gave is on disk when it is told here. A page that this reader has read before is not read again, so
    that a run that was cut short goes on where it stopped.
    """
    from onrecord.record.keeper import Keeper

    reader = reader_name(trained=trained)
    coming: deque[Kept | Page | Rejection] = deque()
    waiting: deque[Kept | tuple[str, Reading | Rejection]] = deque()

    def missing() -> Iterator[Page | Rejection]:
        for item in items:
            state = record.knows(item.id, reader) if isinstance(item, Page) else None
            if state is None:
                coming.append(item)
                yield item
            else:
                coming.append(Kept(item.name, state, None))

    with Keeper(record) as keeper:
        for outcome in guarded(read if trained else read_by_rules, missing(), workers=workers):
            while isinstance(first := coming.popleft(), Kept):
                waiting.append(first)
            keeper.hand(first, outcome, reader)
            waiting.append((first.name, outcome))
            yield from _on_disk(waiting, keeper.told())
        yield from _on_disk(waiting, keeper.finish())
    yield from (kept for kept in coming if isinstance(kept, Kept))


def _on_disk(waiting: deque[Kept | tuple[str, Reading | Rejection]], states: Iterable[State]) -> Iterator[Kept]:
    """The first of those that wait, as far as their states are told, and those that were known already among them."""
    for state in states:
        while isinstance(first := waiting.popleft(), Kept):
            yield first
        yield Kept(first[0], state, first[1])
    while waiting and isinstance(known := waiting[0], Kept):
        waiting.popleft()
        yield known


def identify(record: Record) -> bool:
    """Tells anew who is who in a record, where its pages or what editors said of names changed; was anything to do?"""
    from onrecord.record.people import identify as identified

    return identified(record.engine, _who_is_who)


def relate(record: Record, *, workers: int = 1, heard: Heard | None = None) -> Related:
    """Tells which pages of a record tell of one occasion, what was said there, and who took it from whom.

    Only what pages or decisions changed is computed; a record comes out the same whatever the order in which pages
    were added and related. ``heard`` is told how far it is.
    """
    from onrecord.relating import relate as related

    return related(record, partial(identify, record), workers=workers, heard=heard)


def decide(
    record: Record,
    kind: DecisionKind,
    target: str,
    *,
    who: str,
    moment: datetime,
    why: str = "",
    corrected: Json | None = None,
) -> Decision:
    """An editor's word as `Record.decide` takes it, and who is who with it, in one transaction.

    Raises:
        Contradiction: it cannot hold beside earlier ones, which the message names; nothing was written down.
        RecordError: as `Record.decide` tells.
    """
    return record.decide(kind, target, who=who, moment=moment, why=why, corrected=corrected, then=_settled)


def examine(record: Record) -> Iterator[Fault]:
    """All that is off in a record; its words are proved again against the pages, as `clean` understands them."""
    from onrecord.record.doctor import examine as examined

    return examined(record, faults, LINEAGE)


def repair(record: Record) -> int:
    """Makes anew what is computed of a record: the rows that are searched, who is who, and the lineage of a record
    that was related; how many pages it holds."""
    from onrecord.record.mending import mend, without_lineage

    related = without_lineage(record)
    pages = mend(record)
    identify(record)
    if related:
        relate(record)
    return pages


def contradictions(record: Record) -> list[str]:
    """Decisions on names that count for nothing beside earlier ones, as records that became one may hold them."""
    from onrecord.record.people import judged as standing_on_names

    with record.engine.connect() as connection:
        return list(holding(judged(standing_on_names(connection))[0])[1].values())


def _settled(connection: Connection) -> None:
    """Who is who, told anew in the transaction of a decision, unless that cannot hold."""
    from onrecord.record.decisions import on_names, standing
    from onrecord.record.people import settle

    said = on_names(connection)
    _, idle = holding(judged(standing(said[:-1]))[0])
    for judgement, against in holding(judged(standing(said))[0])[1].items():
        if judgement not in idle:
            raise Contradiction(f"nothing was written down: {against.replace(label(said[-1]), 'the new decision')}")
    settle(connection, _who_is_who)


def _who_is_who(mentioned: Sequence[Mentioned], said: Sequence[Decision]) -> Iterator[Resolved]:
    """What `link.identity` makes of the names in a record and of what editors said of them."""
    from onrecord.record.people import Resolved

    mentions = [_mention(each) for each in mentioned]
    judgements, renamings = judged(said)
    found = identities(mentions, holding(judgements)[0], renamings)
    for each in told(found, mentions):
        places = [mentioned[number].place for number in each.mentions]
        yield Resolved(each.identity.id, each.identity.name, each.identity.kind, each.detail, places)


def _mention(each: Mentioned) -> Mention:
    return Mention(
        name=each.name,
        kind=each.kind,
        page=each.page,
        language=each.language,
        roles=tuple(Role(role, each.earliest, each.latest, each.language) for role in each.roles),
        aliases=each.aliases,
        statements=each.statements,
        occasions=(each.occasion,) if each.occasion else (),
    )
