"""The shared retellings as a careful reader finds them, in our own types: perfect readings, and their lineage.

Pages are cleaned by our own code, and the labelled fragments are looked for in their text. With perfect statements the
loss of each stage of lineage can be measured by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bench import reading
from onrecord.link.tellings import Telling, tellings
from onrecord.pipeline import read_by_rules
from onrecord.types import (
    Article,
    Basis,
    Dating,
    Figure,
    Form,
    Instance,
    Manner,
    Passage,
    Reading,
    Setting,
    Span,
    Spans,
    Speaker,
    SpeakerKind,
    Statement,
    Utterance,
    digest,
)

GOLD = Basis("gold")
_LEAST_SHARED = 0.5
_BODY = re.compile(r"(?i)council|ministry|tribunal|party|union|company|office|committee|agency|club|government")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One occasion of the gold: its pages (those that tell of something else apart) and its utterances.

    ``lineage`` is the gold's own JSON; ``groups`` are the names of the utterances there, in the same order.
    """

    name: str
    tellings: list[Telling]
    elsewhere: list[Reading]
    utterances: list[Utterance]
    groups: list[str]
    lineage: Row

    def names(self) -> dict[str, str]:
        """The names of pages, without their ending, by their ids."""
        pages = [*(telling.reading for telling in self.tellings), *self.elsewhere]
        return {page.page.id: Path(page.page.name).stem for page in pages}


def occasions(root: Path, *, own: bool = False) -> list[Told]:
    """The occasions below a folder; ``own`` keeps our own statements and figures (read together), not the gold's."""
    folders = sorted(path.parent for path in root.glob("*/lineage.json"))
    mine = _own(folders) if own else {}
    return [_occasion(folder, mine) for folder in folders]


def _own(folders: Sequence[Path]) -> dict[str, Reading]:
    found = reading.pages(path for folder in folders for path in (folder / "pages").iterdir())
    return {each.page.name: each for each in reading.together(found) if isinstance(each, Reading)}


def _occasion(folder: Path, own: Mapping[str, Reading]) -> Told:
    lineage = json.loads((folder / "lineage.json").read_bytes())
    rows = {row["page"]: row for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())}
    readings = [own.get(path.name) or _reading(path, rows[path.stem]) for path in sorted((folder / "pages").iterdir())]
    alone = {Path(name).stem for name in lineage["elsewhere"]}
    here = tellings([each for each in readings if Path(each.page.name).stem not in alone], folder.name)
    by_name = {Path(telling.reading.page.name).stem: telling for telling in here}
    return Told(
        name=folder.name,
        tellings=here,
        elsewhere=[each for each in readings if Path(each.page.name).stem in alone],
        utterances=[_utterance(row, folder.name, by_name) for row in lineage["utterances"]],
        groups=[row["id"] for row in lineage["utterances"]],
        lineage=lineage,
    )


def _utterance(row: Row, occasion: str, pages: Mapping[str, Telling]) -> Utterance:
    instances = []
    for each in row["instances"]:
        passage = _passage(pages[Path(each["page"]).stem], each["fragments"])
        if passage:
            instances.append(Instance(passage, Form(each["form"]), GOLD))
    told = row.get("reference")
    reference = _passage(pages[Path(told["page"]).stem], [told["fragment"]]) if told else None
    speakers = [who for each in instances if (who := _who(each.passage, pages.values(), row["speaker"]))]
    return Utterance(
        id=digest(occasion, row["id"]),
        occasion=occasion,
        speaker=max(sorted(set(speakers)), key=speakers.count, default=None),
        reference=reference,
        instances=tuple(sorted(instances, key=lambda each: each.passage)),
    )


def _who(passage: Passage, pages: Iterable[Telling], name: str) -> str | None:
    """The id of the gold's speaker of an utterance, where the page's own statement credits that very name."""
    for telling in pages:
        if telling.page == passage.page:
            for each in telling.reading.statements:
                if each.id == passage.statement and each.speaker and each.speaker.name == name:
                    return telling.who(each)
    return None


def _passage(telling: Telling, fragments: Sequence[str]) -> Passage | None:
    spans = _find(telling.text, fragments)
    if spans is None:
        return None
    covered = {at for span in spans for at in range(span.start, span.end)}
    best = max(
        telling.reading.statements,
        key=lambda each: sum(at in covered for span in each.content for at in range(span.start, span.end)),
        default=None,
    )
    held = sum(at in covered for span in best.content for at in range(span.start, span.end)) if best else 0
    return Passage(telling.page, spans, best.id if best and held >= _LEAST_SHARED * len(covered) else None)


def _find(text: str, fragments: str | Sequence[str]) -> Spans | None:
    out, at = [], 0
    for fragment in [fragments] if isinstance(fragments, str) else fragments:
        match = re.compile(r"\s+".join(map(re.escape, fragment.split()))).search(text, at)
        if match is None:
            return None
        out.append(Span(*match.span()))
        at = match.end()
    return tuple(out)


@cache
def _read(path: Path) -> Reading:
    (page,) = reading.pages([path])
    outcome = read_by_rules(page)
    if not isinstance(outcome, Reading):
        raise TypeError(f"{path}: {outcome.reason}")
    return outcome


def _reading(path: Path, row: Row) -> Reading:
    """A page as the gold has it; statements that do not stand in our text are left out."""
    held = _read(path)
    article = _article(held.article, row)
    bodies = {each["name"] for each in row["people"] if _BODY.search(each["name"])}
    statements = {said.id: said for each in row["statements"] if (said := _statement(article, each, bodies))}
    figures = [figure for each in row["figures"] if (figure := _figure(article, each))]
    ordered = sorted(_nested(article, row, statements), key=lambda each: each.content)
    return Reading(held.page, article, tuple(ordered), tuple(figures))


def _article(article: Article, row: Row) -> Article:
    low, high = map(date.fromisoformat, row["published"])
    fields = {name: getattr(article, name) for name in article.__slots__}
    return Article(**{**fields, "published": Dating(low, high, GOLD), "title": row["title"], "outlet": row["outlet"]})


def _statement(article: Article, row: Row, bodies: set[str]) -> Statement | None:
    content = _spans_of(row.get("content_spans")) or _find(article.text, row["content"])
    if content is None:
        return None
    source = _spans_of([row["source_span"]] if row.get("source_span") else None) or _near(article, row, content)
    name = row["speaker"]
    speaker = Speaker(name, SpeakerKind.BODY if name in bodies or _BODY.search(name) else SpeakerKind.PERSON)
    return Statement(
        id=digest(article.page, str(content)),
        article=article.page,
        manner=Manner(row["kind"]),
        content=content,
        cue=_cue(article, row, content),
        source=source,
        speaker=speaker if name else None,
        addressee=row.get("addressee"),
        occasion=Setting("", row["occasion"], row.get("place")) if row.get("occasion") else None,
        said=_said(row),
        via=(),
        inside=None,
        basis=Basis("turn" if row["cue"] == ":" or row["source"] is None else "gold"),
    )


def _said(row: Row) -> Dating | None:
    told = row.get("when")
    try:
        return Dating(date.fromisoformat(told[0]), date.fromisoformat(told[1]), GOLD) if told else None
    except (ValueError, TypeError, IndexError):
        return None


def _near(article: Article, row: Row, content: Spans) -> Spans:
    """The mention of the source that stands nearest to the content."""
    if not row["source"]:
        return ()
    found = [Span(*match.span()) for match in re.finditer(re.escape(row["source"]), article.text)]
    outside = [span for span in found if not any(span.meets(each) for each in content)]
    return tuple(sorted(outside, key=lambda span: abs(span.start - content[0].start))[:1])


def _cue(article: Article, row: Row, content: Spans) -> Spans:
    if not row["cue"]:
        return ()
    low, high = max(0, content[0].start - 420), content[-1].end + 320
    found = [Span(low + m.start(), low + m.end()) for m in re.finditer(re.escape(row["cue"]), article.text[low:high])]
    return tuple(sorted(found, key=lambda span: abs(span.start - content[0].start))[:1])


def _nested(article: Article, row: Row, statements: Mapping[str, Statement]) -> Iterator[Statement]:
    """Reports that the gold tells to stand inside another's."""
    inside = {}
    for each in row["statements"]:
        if each.get("inside") and (said := _statement(article, each, set())):
            inside[said.id] = each["inside"]
    for each in statements.values():
        name = inside.get(each.id)
        holders = [
            other
            for other in statements.values()
            if other.id != each.id and other.speaker and other.speaker.name == name
        ]
        around = [other for other in holders if other.content[0].start <= each.content[0].start < other.content[-1].end]
        if name is None:
            yield each
        else:
            fields = {field: getattr(each, field) for field in each.__slots__}
            yield Statement(**{**fields, "inside": around[0].id if around else None, "via": (name,)})


def _figure(article: Article, row: Row) -> Figure | None:
    span = _spans_of([row["span"]] if row.get("span") else None) or _find(article.text, row["text"])
    if span is None:
        return None
    value = row["value"]
    return Figure(
        id=digest(article.page, "figure", str(span)),
        article=article.page,
        span=span[0],
        value=tuple(value) if isinstance(value, list) else value,
        hedge=row.get("modality") or "exactly",
        unit=row["unit"],
        of=row.get("of"),
        period=None,
        basis=GOLD,
        measure=row["unit"] if row["unit"] == "%" else None,
    )


def _spans_of(given: Sequence[Sequence[int]] | None) -> Spans:
    return tuple(Span(*each) for each in given or ())
