"""Scores readings against labelled pages: nine measures between 0 and 1, each defined in ``docs/numbers.md``.

Both sides are JSON: gold rows as ``bench/cases/gold.jsonl`` holds them, readings as ``onrecord read --json`` prints
them. A page without a reading counts as one on which nothing was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]
Days = tuple[date, date]
Value = float | list[float]

WORD = re.compile(r"\w+")
TITLES = re.compile(r"^(?:the|dr|mr|mrs|ms|prof)\.? ")
WIDEST = 62  # days: a wider interval of publication says nothing
LEAST_OVERLAP = 0.5  # Jaccard of words, from which on two contents are the same statement
TOLERANCE = 0.01  # of a figure's value


def score(golds: Iterable[Row], readings: Mapping[str, Row]) -> dict[str, float]:
    """The nine measures over all pages; ``readings`` go by the page's name without its ending."""
    seen: Counter[str] = Counter()
    for gold in golds:
        seen.update(_expected(gold))
        if gold["page"] in readings:
            seen.update(_of_page(gold, readings[gold["page"]]))
    return {
        "residue": _f1(seen, "residue"),
        "title": _share(seen["title"], seen["pages"]),
        "dated": _share(seen["dated"], seen["pages"]),
        "content": _f1(seen, "statement"),
        "said_by": _f1(seen, "statement", hits="credited"),
        "manner": _share(seen["manner"], seen["statement hit"]),
        "nested": _share(seen["nested"], seen["nested gold"]),
        "figures": _f1(seen, "figure"),
        "period": _share(seen["period"], seen["period gold"]),
    }


def _expected(gold: Row) -> dict[str, int]:
    return {
        "pages": 1,
        "residue gold": len(set(gold["residue"])),
        "statement gold": len(gold["statements"]),
        "nested gold": sum("inside" in statement for statement in gold["statements"]),
        "figure gold": len(_asserted(gold)),
    }


def _of_page(gold: Row, reading: Row) -> Counter[str]:
    article = reading["article"]
    seen = Counter(
        title=_letters(article["title"]) == _letters(gold["title"]),
        dated=_is_dated(gold["published"], article["published"]),
    )
    return seen + _residue(gold, article) + _statements(gold, reading) + _figures(gold, reading)


def _residue(gold: Row, article: Row) -> Counter[str]:
    text = article["text"]
    spans = [block["span"] for block in article["blocks"] if block["kind"] in ("residue", "caption")]
    found = {line.strip() for start, end in spans for line in text[start:end].splitlines() if line.strip()}
    return Counter({"residue found": len(found), "residue hit": len(found & set(gold["residue"]))})


def _statements(gold: Row, reading: Row) -> Counter[str]:
    text, wanted, given = reading["article"]["text"], gold["statements"], reading["statements"]
    by_id = {statement["id"]: statement for statement in given}
    wanted_words = [_words(text, statement["content_spans"]) for statement in wanted]
    given_words = [_words(text, statement["content"]) for statement in given]
    seen = Counter({"statement found": len(given)})
    for i, j in _pair(len(wanted), len(given), lambda i, j: _jaccard(wanted_words[i], given_words[j]), LEAST_OVERLAP):
        mine, theirs = wanted[i], given[j]
        seen["statement hit"] += 1
        seen["credited"] += _same_name(mine["speaker"], theirs["speaker"])
        seen["manner"] += mine["kind"] == theirs["manner"]
        if "inside" in mine and theirs["inside"] in by_id:
            seen["nested"] += _same_name(mine["inside"], by_id[theirs["inside"]]["speaker"])
    return seen


def _figures(gold: Row, reading: Row) -> Counter[str]:
    wanted, given = _asserted(gold), reading["figures"]

    def same(i: int, j: int) -> float:
        return float(_meet(wanted[i]["span"], given[j]["span"]) and _close(wanted[i]["value"], given[j]["value"]))

    seen = Counter({"figure found": len(given)})
    for i, j in _pair(len(wanted), len(given), same, 1.0):
        seen["figure hit"] += 1
        if "when" in wanted[i]:
            seen["period gold"] += 1
            seen["period"] += _in_period(wanted[i]["when"], given[j]["period"])
    return seen


def _asserted(gold: Row) -> list[Row]:
    return [figure for figure in gold["figures"] if not figure.get("residue")]


def _pair(rows: int, columns: int, worth: Callable[[int, int], float], least: float) -> list[tuple[int, int]]:
    """One to one, the best pair first; of equals the one that comes first in the text."""
    ranked = sorted((-value, i, j) for i in range(rows) for j in range(columns) if (value := worth(i, j)) >= least)
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in taken_rows and j not in taken_columns:
            taken_rows.add(i)
            taken_columns.add(j)
            pairs.append((i, j))
    return pairs


def _words(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    return {match.start() for start, end in spans for match in WORD.finditer(text, start, end)}


def _jaccard(mine: set[int], theirs: set[int]) -> float:
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _meet(mine: Sequence[int], theirs: Sequence[int]) -> bool:
    return mine[0] < theirs[1] and theirs[0] < mine[1]


def _close(mine: Value | None, theirs: Value | None) -> bool:
    if mine is None or theirs is None:
        return mine is theirs
    ours, others = _ends(mine), _ends(theirs)
    return len(ours) == len(others) and all(
        abs(a - b) <= TOLERANCE * max(abs(a), 1e-9) for a, b in zip(ours, others, strict=True)
    )


def _ends(value: Value) -> list[float]:
    return [float(end) for end in (value if isinstance(value, list) else [value])]


def _is_dated(wanted: Sequence[str], given: Row | None) -> bool:
    if given is None:
        return False
    low, high = date.fromisoformat(given["earliest"]), date.fromisoformat(given["latest"])
    return (
        (high - low).days <= WIDEST and low <= date.fromisoformat(wanted[1]) and high >= date.fromisoformat(wanted[0])
    )


def _in_period(wanted: str, given: Row | None) -> bool:
    if given is None:
        return False
    low, high = _period(wanted)
    return date.fromisoformat(given["earliest"]) <= high and date.fromisoformat(given["latest"]) >= low


def _period(written: str) -> Days:
    """2025, 2025-06, 2025-06-10, or two of these with a stroke between; a stroke at the end leaves the end open."""
    low, stroke, high = written.partition("/")
    first, last = _days(low)
    if not stroke:
        return first, last
    return first, _days(high)[1] if high else date.max


def _days(written: str) -> Days:
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    year, month = parts
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _same_name(wanted: str, speaker: Row | None) -> bool:
    return speaker is not None and _fold(wanted) == _fold(speaker["name"])


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(TITLES.sub("", plain.strip(" \"'.,")).split())


def _letters(text: str | None) -> str:
    return " ".join(WORD.findall(text or "")).lower()


def _f1(seen: Counter[str], what: str, hits: str | None = None) -> float:
    return _share(2 * seen[hits or f"{what} hit"], seen[f"{what} found"] + seen[f"{what} gold"])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
