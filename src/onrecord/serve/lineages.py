"""Lineage as answers tell it: an utterance with the pages that tell it, who took from whom, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.link.origins import Origins, origins_of
from onrecord.record import schema
from onrecord.record.codec import Json
from onrecord.record.lineage.reading import lent, lineages, speaker_names
from onrecord.record.lineage.rows import spans_of
from onrecord.record.pages import excerpts
from onrecord.types import Derivation, Discrepancy, Form, Instance, Lineage, Occasion, Passage, Span, Spans, Utterance

_MARKS = ("“", "„", "«", "»", "‘", '"', "'", "‟")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as lineage shows it. Days are ISO dates; ``lent`` says that other pages of the occasion tell them."""

    id: str
    name: str
    address: str | None
    title: str | None
    outlet: str | None
    language: str
    published: tuple[str, str] | None
    lent: bool
    text: str

    def words(self, spans: Iterable[Span]) -> str:
        return " … ".join(span.of(self.text) for span in spans)


@dataclass(frozen=True, slots=True)
class Telling:
    """A page that tells an utterance: how, where, and from which page (by its id) it has it, where that shows.

    ``origin`` marks a page at which the tellings end: it had access of its own, or nobody knows where it has it from.
    ``speaker`` is who is credited there, as the page calls them.
    """

    sheet: Sheet
    form: Form
    spans: Spans
    words: str
    statement: str | None
    because: str
    source: str | None
    kind: str | None
    proof: str | None
    origin: bool

    @property
    def quoted(self) -> str:
        """The words in quotation marks: their own, where the page has some."""
        return self.words if self.words[:1] in _MARKS else f"“{self.words}”"


@dataclass(frozen=True, slots=True)
class Differing:
    """What tellings disagree on, in a sentence; the words of the reference, and of each page that departs from it."""

    what: str
    told: str
    reference: str | None
    departures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """One utterance: who said it on what occasion, the best wording, and its tellings, the earliest first.

    ``reference`` is the page (its id) that has it best; None where none has it firmly. ``origins`` are the ids of the
    pages that all tellings go back to.
    """

    id: str
    speaker: str | None
    occasion: Occasion
    reference: str | None
    words: str
    tellings: tuple[Telling, ...]
    origins: tuple[str, ...]
    differences: tuple[Differing, ...]

    @property
    def counted(self) -> str:
        """How many pages tell it, and how many origins they have: "14 pages, 2 origins"."""
        pages = len({telling.sheet.id for telling in self.tellings})
        return f"{_number(pages, 'page')}, {_number(len(self.origins), 'origin')}"

    def branches(self) -> list[tuple[int, Telling]]:
        """The tellings as a tree: how deep each stands below the one whose page it was taken from, in order."""
        pages = {each.sheet.id for each in self.tellings}
        below: dict[str | None, list[Telling]] = {}
        for each in self.tellings:
            below.setdefault(each.source if each.source in pages else None, []).append(each)
        out: list[tuple[int, Telling]] = []
        met: set[str] = set()
        waiting = [(0, each) for each in reversed(below.get(None, []))]
        while waiting:
            depth, each = waiting.pop()
            out.append((depth, each))
            if each.sheet.id not in met:
                met.add(each.sheet.id)
                waiting += [(depth + 1, child) for child in reversed(below.get(each.sheet.id, []))]
        told = {id(each) for _, each in out}
        return out + [(0, each) for each in self.tellings if id(each) not in told]

    @property
    def first(self) -> Telling | None:
        """The telling that is dated earliest; one whose day is known only roughly counts by its last."""
        dated = [each for each in self.tellings if each.sheet.published]
        return min(dated, key=lambda each: (each.sheet.published or ("", ""))[1], default=None)


def told(connection: Connection, utterances: Iterable[str]) -> list[Traced]:
    """Utterances by their ids, those with most pages first."""
    wanted = list(dict.fromkeys(utterances))
    row = schema.utterance.c
    occasions = set(connection.execute(select(row.occasion).where(row.id.in_(wanted))).scalars())
    out = [each for lineage in lineages(connection, occasions) for each in traced(connection, lineage, wanted)]
    return sorted(out, key=lambda each: (-len({telling.sheet.id for telling in each.tellings}), each.id))


def touching_at(connection: Connection, places: Mapping[str, Spans]) -> list[str]:
    """Utterances with a telling that holds some of the words at these places of pages (ids), the longest first."""
    row, page = schema.instance.c, schema.page.c
    asked = select(page.id, row.utterance, row.spans).join(schema.page, page.number == row.page)
    held: dict[str, int] = {}
    for each in connection.execute(asked.where(page.id.in_(list(places)))):
        shared = _shared(spans_of(each.spans), places[each.id])
        if shared:
            held[each.utterance] = held.get(each.utterance, 0) + shared
    return sorted(held, key=lambda id_: (-held[id_], id_))


def traced(connection: Connection, lineage: Lineage, wanted: Iterable[str]) -> list[Traced]:
    """The utterances of one occasion that are wanted (their ids), in its order."""
    chosen = set(wanted)
    utterances = [each for each in lineage.utterances if each.id in chosen]
    pages = {each.passage.page for utterance in utterances for each in utterance.instances}
    pages |= {each.reference.page for each in utterances if each.reference}
    found = sheets(connection, pages)
    speakers = speaker_names(connection, {each.speaker for each in utterances if each.speaker})
    return [_traced(each, lineage, found, speakers) for each in utterances]


def sheets(connection: Connection, pages: Iterable[str]) -> dict[str, Sheet]:
    """Pages by their ids; those that gave nothing are left out."""
    ids = sorted(set(pages))
    days = lent(connection, ids)
    out = {}
    for id_, told in excerpts(connection, dict.fromkeys(ids, ())).items():
        article: Json = told["article"]
        published = days.get(id_) or article["published"]
        out[id_] = Sheet(
            id=id_,
            name=told["page"]["name"],
            address=article["address"],
            title=article["title"],
            outlet=article["outlet"],
            language=article["language"],
            published=(published["earliest"], published["latest"]) if published else None,
            lent=id_ in days,
            text=article["text"],
        )
    return out


def _traced(utterance: Utterance, lineage: Lineage, found: Mapping[str, Sheet], speakers: Mapping[str, str]) -> Traced:
    [occasion] = lineage.occasions
    origins = origins_of(utterance, Origins(lineage.derivations, lineage.independent))
    holders = {each.passage.page for each in utterance.instances}
    sources = _sources(lineage.derivations, holders)
    tellings = [
        _telling(each, found[each.passage.page], sources.get(each.passage.page), origins)
        for each in utterance.instances
        if each.passage.page in found
    ]
    return Traced(
        id=utterance.id,
        speaker=speakers.get(utterance.speaker, utterance.speaker) if utterance.speaker else None,
        occasion=occasion,
        reference=utterance.reference.page if utterance.reference else None,
        words=_best_words(utterance, found),
        tellings=tuple(sorted(tellings, key=_day)),
        origins=tuple(sorted(origins)),
        differences=tuple(_differing(each, found) for each in lineage.discrepancies if each.utterance == utterance.id),
    )


def _telling(each: Instance, sheet: Sheet, source: Derivation | None, origins: Iterable[str]) -> Telling:
    spans = each.passage.spans
    because = f"{each.basis.rule}: {each.basis.detail}" if each.basis.detail else each.basis.rule
    return Telling(
        sheet=sheet,
        form=each.form,
        spans=spans,
        words=sheet.words(spans),
        statement=each.passage.statement,
        because=because,
        source=source.source if source else None,
        kind=source.kind.value if source else None,
        proof=source.proof if source else None,
        origin=sheet.id in set(origins),
    )


def _sources(derivations: Sequence[Derivation], holders: Iterable[str]) -> dict[str, Derivation]:
    """The page that each of those that tell something has it from: the surest of its sources that tells it too."""
    pages = set(holders)
    out: dict[str, Derivation] = {}
    for each in sorted(derivations, key=lambda each: (-each.basis.score, each.source)):
        if each.page in pages and each.source in pages:
            out.setdefault(each.page, each)
    return out


def _best_words(utterance: Utterance, found: Mapping[str, Sheet]) -> str:
    best: Passage | None = utterance.reference
    if best is None and utterance.instances:
        best = max(
            (each.passage for each in utterance.instances), key=lambda each: sum(s.end - s.start for s in each.spans)
        )
    return found[best.page].words(best.spans) if best and best.page in found else ""


def _differing(each: Discrepancy, found: Mapping[str, Sheet]) -> Differing:
    reference = each.reference
    return Differing(
        what=each.what.value,
        told=each.told,
        reference=found[reference.page].words(reference.spans) if reference and reference.page in found else None,
        departures=tuple(
            (passage.page, found[passage.page].words(passage.spans))
            for passage in each.departures
            if passage.page in found
        ),
    )


def _day(telling: Telling) -> tuple[str, str, int]:
    published = telling.sheet.published
    return published[1] if published else "9999", telling.sheet.id, telling.spans[0].start


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _shared(one: Spans, other: Spans) -> int:
    """How many characters two lists of stretches have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
