"""Lineage against gold: the example pages that retell one hearing, and the shared retellings by their own scorer.

The shared ones go the way that commands go (keep, relate, export) into one record. Three groups of figures tell where
quality is lost:

    lineage              from our own readings of the pages
    lineage_statements   from perfect statements (`bench.gold`), so that reading costs nothing
    lineage_utterances   from perfect statements, occasions and utterances: forms, origins and drift alone

Speed is measured over a made press, most of whose pages retell or reprint others (`bench.press`).
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

from bench import cases, gold, made, press, reading, shared
from bench.floors import Figure
from onrecord.link.drift import discrepancies
from onrecord.link.forms import formed
from onrecord.link.origins import origins
from onrecord.link.utterances import Grouped
from onrecord.pipeline import keep, relate
from onrecord.record.codec import Json, to_line
from onrecord.record.export import export
from onrecord.record.lineage.codec import lineage_to_json
from onrecord.record.store import Record
from onrecord.types import Basis, Lineage, Occasion, Reading

RETOLD = Path(__file__).with_name("retold.toml")
SPEED_PAGES = 200
SPEED_SHARE = 0.5
READER = "bench"
GIVEN = ("occasions", "utterances")
"""What is no figure where it is handed in."""
_HALF = 0.5
_NUMBER = r"(\d+\.\d+)"
_LINES = {
    "occasions": rf"occasions\s+{_NUMBER}",
    "utterances": rf"utterances\s+{_NUMBER}",
    "form": rf"form\s+{_NUMBER}",
    "form_coarse": rf"coarse {_NUMBER}",
    "copies": rf"copies\s+{_NUMBER}",
    "origins": rf"origins\s+{_NUMBER}",
    "discrepancies_recall": rf"discrepancies {_NUMBER}",
    "discrepancies_precision": rf"discrepancies \d+\.\d+ {_NUMBER}",
}


def measure() -> tuple[list[Figure], list[str]]:
    figures = [Figure("lineage_examples", name, value) for name, value in examples().items()]
    figures += [Figure("lineage", "retold_pages_per_cpu_second", speed(SPEED_PAGES), SPEED_SHARE)]
    folder = shared.folder() / "data/retellings"
    if not folder.exists():
        return figures, ["retellings"]
    own, told = by_commands(folder)
    figures += [Figure("lineage", name, value) for name, value in scored(own, told).items()]
    perfect = gold.occasions(folder)
    readings = [each for occasion in perfect for each in _pages(occasion)]
    figures += [Figure("lineage_statements", *each) for each in scored(readings, related(readings)).items()]
    later = scored(readings, from_utterances(perfect))
    return figures + [Figure("lineage_utterances", *each) for each in later.items() if each[0] not in GIVEN], []


def by_commands(folder: Path) -> tuple[list[Reading], Json]:
    """What `onrecord add`, `relate` and `export --lineage` make of pages: their readings, and the lineage."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(f"{scratch}/lineage.db", create=True) as record:
        for _ in keep(record, reading.pages(folder.glob("*/pages/*"))):
            pass
        return list(record.readings()), _told(record)


def related(readings: Iterable[Reading]) -> Json:
    """The lineage of pages that were read already."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(f"{scratch}/lineage.db", create=True) as record:
        for each in readings:
            record.keep(each.page, each, READER)
        return _told(record)


def _told(record: Record) -> Json:
    failures = relate(record).failures
    if failures:
        raise ValueError(failures)
    out = io.BytesIO()
    export(record, out, "lineage", "", reading.CAPTURED)
    told: Json = json.loads(out.getvalue())
    return told


def from_utterances(golds: Sequence[gold.Told]) -> Json:
    """What the later stages make of perfect utterances."""
    whole = Lineage()
    names: dict[str, str] = {}
    for told in golds:
        names |= {each.page.id: each.page.name for each in _pages(told)}
        groups = [Grouped(u.id, u.speaker, tuple(i.passage for i in u.instances)) for u in told.utterances]
        utterances = tuple(formed(groups, told.tellings, told.name))
        found = origins(told.tellings, utterances)
        pages = tuple(sorted(each.page for each in told.tellings))
        whole = Lineage(
            (*whole.occasions, Occasion(told.name, "", None, None, None, pages, Basis("gold"))),
            (*whole.utterances, *utterances),
            (*whole.derivations, *found.derivations),
            (*whole.independent, *found.independent),
            (*whole.discrepancies, *discrepancies(told.tellings, utterances)),
        )
    return lineage_to_json(whole, names, {})


def scored(readings: Iterable[Reading], lineage: Json) -> dict[str, float]:
    """The figures of the shared scorer."""
    with tempfile.TemporaryDirectory() as scratch:
        lines, told = Path(scratch) / "readings.jsonl", Path(scratch) / "lineage.json"
        lines.write_text("".join(to_line(each) + "\n" for each in readings), encoding="utf-8")
        told.write_text(json.dumps(lineage), encoding="utf-8")
        # The scorer breaks ties by the order of a set: the same on every run only where the hashes are.
        same = {**os.environ, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "acceptance/score_lineage.py", "data/retellings", str(lines), str(told)]
        run = subprocess.run(
            command,
            cwd=shared.folder(),
            env=same,
            capture_output=True,
            text=True,
            check=True,
            timeout=shared.TIME_LIMIT,
        )
    found = {name: re.search(pattern, run.stdout) for name, pattern in _LINES.items()}
    return {name: float(match[1]) for name, match in found.items() if match}


def examples() -> dict[str, float]:
    """The same measures for our own pages: pairs of pages and of passages, forms, edges, kinds of drift."""
    read = [each for each in reading.together(reading.pages(cases.PAGES.glob("*.txt"))) if isinstance(each, Reading)]
    return compared(related(read), {Path(each.page.name).stem: each.article.text for each in read})


def compared(lineage: Json, texts: dict[str, str]) -> dict[str, float]:
    """A lineage of the example pages against what is written of them."""
    told = tomllib.loads(RETOLD.read_text(encoding="utf-8"))
    here = set(told["pages"])  # nothing is written of the other examples: a pair of two of them does not count
    grouped = (pair for each in lineage["occasions"] for pair in _pairs(map(_stem, each["pages"])))
    together = {pair for pair in grouped if here & set(pair)}
    out = {"occasions": _f1(set(_pairs(told["pages"])), together)}
    wanted = {(name, at): each for name, rows in told["utterances"].items() for at, each in enumerate(rows)}
    placed = _placed(wanted, lineage, texts)
    pairs = {pair for name in told["utterances"] for pair in _pairs(key for key in wanted if key[0] == name)}
    found = {(a, b) for a, b in _pairs(placed) if placed[a][0] == placed[b][0]}
    out["utterances"] = _f1(pairs, found)
    fellows = {key for pair in pairs & found for key in pair}
    out["form"] = sum(placed[key][1] == wanted[key]["form"] for key in fellows) / max(1, len(fellows))
    edges = {(_stem(each["page"]), _stem(each["from"])) for each in lineage["derivations"]}
    copied = {(a, b) for a, b in edges if a in here}
    out["copies"] = _f1({(each["page"], each["from"]) for each in told["derivations"]}, copied)
    independent = {_stem(name) for name in lineage["independent"]} & here
    out["origins"] = _f1(set(told["independent"]), independent)
    drifts = {(each["utterance"], each["what"]): set(map(_stem, each["pages"])) for each in lineage["discrepancies"]}
    seen = [
        any(
            drifts.get((placed[key][0], each["what"]), set()) & set(each["pages"])
            for key in wanted
            if key[0] == each["utterance"] and key in placed
        )
        for each in told["discrepancies"]
    ]
    out["discrepancies_recall"] = sum(seen) / len(seen)
    return out


def speed(pages: int) -> float:
    """Pages that are sketched, grouped and told of in a second of processor time, over a record of made pages."""
    return pages / spent(pages)


def spent(pages: int) -> float:
    """Seconds of processor time that relating so many made pages takes."""
    with tempfile.TemporaryDirectory() as scratch, Record.open(f"{scratch}/made.db", create=True) as record:
        for each in press.readings(pages):
            record.keep(each.reading.page, each.reading, made.READER)
        begun = process_time()
        relate(record)
        return process_time() - begun


def _placed(wanted: dict[Any, Json], lineage: Json, texts: dict[str, str]) -> dict[Any, tuple[str, str]]:
    """The utterance and the form in which each passage that is wanted was found: where the same words overlap most."""
    given = [
        (u["id"], i["form"], _stem(i["page"]), i["content"]) for u in lineage["utterances"] for i in u["instances"]
    ]
    out = {}
    for key, each in wanted.items():
        start = texts[each["page"]].index(each["text"])
        asked = set(range(start, start + len(each["text"])))
        shares = [
            (_jaccard(asked, {at for a, b in spans for at in range(a, b)}), id_, form)
            for id_, form, page, spans in given
            if page == each["page"]
        ]
        share, id_, form = max(shares, default=(0.0, "", ""))
        if share >= _HALF:
            out[key] = (id_, form)
    return out


def _pages(told: gold.Told) -> list[Reading]:
    return [*(telling.reading for telling in told.tellings), *told.elsewhere]


def _pairs(things: Iterable[Any]) -> list[tuple[Any, Any]]:
    return list(combinations(sorted(things), 2))


def _f1(wanted: set[Any], found: set[Any]) -> float:
    return 2 * len(wanted & found) / max(1, len(wanted) + len(found))


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def _stem(name: str) -> str:
    return Path(name).stem


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or ("50", "500", "5000")):
        print(f"{number:>6} pages {spent(number):8.1f} s of processor time")
