"""The labelled pages of ``examples/``: facts written by hand as fragments, turned into spans here.

A case is a table ``bench/cases/<page>.toml`` for the page ``examples/<page>.txt``. A fragment is the very text, or
``head~~tail``: from the next place of the head to the end of the first tail after it, within one line. A list of
fragments is a discontinuous content. Fragments stand in the order of the page, each looked up from where the one
before it began, so that repeated words need no counting; a fragment that is not found stops the build.

Of a source only the mention is written; its place is the nearest one on the same line, or before it, that the content
does not cover, unless ``at`` gives words that begin with it. Conventions: ``docs/numbers.md``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Place = list[int]

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "examples"
CASES = ROOT / "bench" / "cases"
GOLD = CASES / "gold.jsonl"

KINDS = ("direct", "mixed", "indirect")
CREDIT_KEYS = ("cue", "source", "speaker", "kind")
EXTRA_KEYS = ("headline", "cue_before", "addressee", "occasion", "place", "when", "inside")
STATEMENT_KEYS = ("content", *CREDIT_KEYS, *EXTRA_KEYS, "at")
FIGURE_EXTRAS = ("modality", "of", "when", "residue")
FIGURE_KEYS = ("text", "value", "unit", *FIGURE_EXTRAS, "after")
PAGE_KEYS = ("title", "published", "outlet", "residue", "statements", "figures")


class CaseError(ValueError):
    """A case that does not fit its page; the message names the page and the fragment."""


def load() -> list[Row]:
    """Every case as a row of gold, in the order of the pages' names."""
    return [build(path) for path in sorted(CASES.glob("*.toml"))]


def write(rows: list[Row]) -> None:
    GOLD.write_text(as_lines(rows), encoding="utf-8")


def as_lines(rows: list[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def build(case: Path) -> Row:
    page = PAGES / f"{case.stem}.txt"
    return row_of(case.stem, tomllib.loads(case.read_text(encoding="utf-8")), page.read_text(encoding="utf-8"))


def row_of(name: str, case: Row, text: str) -> Row:
    """The gold of one page; raises CaseError where the case and the text differ."""
    _only(name, case, PAGE_KEYS)
    lines = {line.strip() for line in text.splitlines()}
    for line in [case["title"], *case["residue"]]:
        if line not in lines:
            raise CaseError(f"{name}: no such line: {line!r}")
    return {
        "page": name,
        "title": case["title"],
        "published": case["published"],
        "outlet": case.get("outlet"),
        "residue": case["residue"],
        "statements": _statements(name, case["statements"], text),
        "figures": _figures(name, case["figures"], text),
        "chars": len(text),
    }


def _statements(name: str, written: list[Row], text: str) -> list[Row]:
    rows, begin = [], 0
    for entry in written:
        _only(name, entry, STATEMENT_KEYS)
        if entry["kind"] not in KINDS:
            raise CaseError(f"{name}: no such kind: {entry['kind']!r}")
        spans = find_all(name, entry["content"], text, begin)
        begin = spans[0][0]
        words = [text[start:end] for start, end in spans]
        row: Row = {"content": words[0] if len(words) == 1 else words, "content_spans": spans}
        row |= {key: entry.get(key) for key in CREDIT_KEYS}
        if entry.get("source"):
            row["source_span"] = _source(name, entry, text, spans)
        row |= {key: entry[key] for key in EXTRA_KEYS if key in entry}
        rows.append(row)
    return rows


def _figures(name: str, written: list[Row], text: str) -> list[Row]:
    rows, begin = [], 0
    for entry in written:
        _only(name, entry, FIGURE_KEYS)
        if "after" in entry:
            begin = find(name, entry["after"], text, begin)[1]
        span = find(name, entry["text"], text, begin)
        begin = span[0]
        row = {"text": text[span[0] : span[1]], "span": span, "value": entry.get("value"), "unit": entry["unit"]}
        rows.append(row | {key: entry[key] for key in FIGURE_EXTRAS if key in entry})
    return rows


def find_all(name: str, fragments: str | list[str], text: str, begin: int) -> list[Place]:
    spans: list[Place] = []
    for fragment in [fragments] if isinstance(fragments, str) else fragments:
        spans.append(find(name, fragment, text, spans[-1][1] if spans else begin))
    return spans


def find(name: str, fragment: str, text: str, begin: int) -> Place:
    """The first place of a fragment at or after ``begin``."""
    head, _, tail = fragment.partition("~~")
    start = text.find(head, begin)
    if start < 0 or not head:
        raise CaseError(f"{name}: not found after {begin}: {fragment!r}")
    end = start + len(head)
    if tail:
        stop = text.find(tail, end, _line_end(text, start))
        if stop < 0:
            raise CaseError(f"{name}: its end is not on the line of its start: {fragment!r}")
        end = stop + len(tail)
    return [start, end]


def _source(name: str, entry: Row, text: str, content: list[Place]) -> Place:
    mention: str = entry["source"]
    if "at" in entry:
        if not entry["at"].startswith(mention):
            raise CaseError(f"{name}: 'at' does not begin with the source: {entry['at']!r}")
        start = find(name, entry["at"], text, 0)[0]
        return [start, start + len(mention)]
    places = [place for place in _mentions(mention, text) if not any(a <= place[0] < b for a, b in content)]
    if not places:
        raise CaseError(f"{name}: source not found: {mention!r}")
    line_end = _line_end(text, content[-1][0])
    reachable = [place for place in places if place[0] < line_end] or places
    return min(reachable, key=lambda place: min(abs(place[0] - b) + abs(a - place[1]) for a, b in content))


def _mentions(mention: str, text: str) -> list[Place]:
    places, start = [], text.find(mention)
    while start >= 0:
        end = start + len(mention)
        whole = not (text[start - 1 : start].isalnum() and mention[0].isalnum()) and not (
            text[end : end + 1].isalnum() and mention[-1].isalnum()
        )
        if whole:
            places.append([start, end])
        start = text.find(mention, start + 1)
    return places


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _only(name: str, entry: Row, keys: tuple[str, ...]) -> None:
    unknown = set(entry) - set(keys)
    if unknown:
        raise CaseError(f"{name}: unknown keys: {', '.join(sorted(unknown))}")
