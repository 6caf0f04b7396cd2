"""Development sets that stand beside the checkout, scored by their own scripts; nothing of them is part of onrecord.

They are looked for in the folder that ``ONRECORD_SHARED`` names, else in ``../shared`` beside the checkout. A set that
is not there is named as missing and leaves its floors untested.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import reading
from bench.cases import ROOT
from bench.floors import Figure
from onrecord.types import Page

TIME_LIMIT = 600  # seconds for one scorer


@dataclass(frozen=True, slots=True)
class Set:
    """Pages below the shared folder, with the script that scores their readings and its arguments.

    ``pages`` finds them in the folder, ``{readings}`` among the arguments is replaced by the file of readings, and
    ``parse`` turns the script's output into figures.
    """

    name: str
    pages: Callable[[Path], list[Page]]
    script: str
    arguments: tuple[str, ...]
    parse: Callable[[str], dict[str, float]]


def files(pattern: str) -> Callable[[Path], list[Page]]:
    return lambda shared: reading.pages(shared.glob(pattern))


def newsquant(shared: Path) -> list[Page]:
    """The sentences of NewsQuant; its scorer wants one line for each, in their order."""
    rows = shared / "data/newsquant/dev.json"
    return reading.sentences(row["text"] for row in json.loads(rows.read_bytes())) if rows.exists() else []


def _listed(output: str) -> dict[str, float]:
    """Lines of a name and a number, with "F1" between them or not."""
    rows = (line.replace(" F1 ", " ").split() for line in output.splitlines())
    return {row[0]: float(row[1]) for row in rows if len(row) == 2}


def _told(**names: str) -> Callable[[str], dict[str, float]]:
    """Numbers that a scorer tells in one line, each behind its words: ``right="right day"`` finds "right day 0.9"."""

    def parse(output: str) -> dict[str, float]:
        found = {name: re.search(rf"\b{words} (\d+\.\d+)", output) for name, words in names.items()}
        return {name: float(match[1]) for name, match in found.items() if match}

    return parse


def _attribution(output: str) -> dict[str, float]:
    report = json.loads(output)
    kinds = {f"{kind}_f1": row["end_to_end"]["F1"] for kind, row in report["kinds"].items()}
    return {"end_to_end_f1": report["end_to_end"]["F1"], "content_j50_f1": report["content_j50"]["F1"]} | kinds


POLNEAR = Set(
    "polnear_dev",
    files("data/polnear/dev/text/*.txt"),
    "score_attribution.py",
    ("--gold", "data/polnear/dev", "--pred", "{readings}", "--json"),
    _attribution,
)
RETELLINGS = files("data/retellings/*/pages/*")  # both kinds of pages in one run: they date each other
SETS = (
    Set("seeds", files("data/seeds/*.txt"), "score_pages.py", ("data/seeds.gold.jsonl", "{readings}"), _listed),
    Set(
        "retellings",
        RETELLINGS,
        "score_pages.py",
        ("data/retellings", "{readings}", "--only=.txt", "--language=en"),
        _listed,
    ),
    Set("retellings_html", RETELLINGS, "score_pages.py", ("data/retellings", "{readings}", "--only=.html"), _listed),
    POLNEAR,
    Set("newsquant_dev", newsquant, "score_figures.py", ("data/newsquant/dev.json", "{readings}"), _listed),
    Set(
        "bodies",
        files("data/bodies/html/*"),
        "score_bodies.py",
        ("data/bodies/ground-truth.json", "{readings}"),
        _told(f1="F1", exact="exact"),
    ),
    Set(
        "fragments",
        files("data/fragments/html/*"),
        "score_fragments.py",
        ("data/fragments/fragments.json", "{readings}"),
        _told(f1="F1", accuracy="accuracy"),
    ),
    Set(
        "dates",
        files("data/dates/html/*"),
        "score_dates.py",
        ("data/dates/dates.json", "{readings}"),
        _told(right_day="right day", interval_holds="interval holds the day"),
    ),
)


def folder() -> Path:
    return Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")


def measure(wanted: Set) -> list[Figure] | None:
    """The figures of one set, or None where its pages or its script are not there."""
    script, found = folder() / "acceptance" / wanted.script, wanted.pages(folder())
    if not found or not script.exists():
        return None
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "readings.jsonl"
        reading.write(found, target)
        arguments = [argument.format(readings=target) for argument in wanted.arguments]
        run = subprocess.run(
            [sys.executable, script.resolve(), *arguments],
            cwd=folder(),
            capture_output=True,
            text=True,
            check=True,
            timeout=TIME_LIMIT,
        )
    return [Figure(wanted.name, name, value) for name, value in wanted.parse(run.stdout).items()]
