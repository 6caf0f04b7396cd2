"""PolNeAR's standoff files: texts, their attributions, and the stretches that its makers left out.

A folder holds ``text/<name>.txt`` and ``attributions/<name>_<annotator>.ann``. Lines ``T`` name spans (of several
fragments, perhaps), lines ``E`` join them to an attribution; some spans' own words hold newlines, so a record ends
only where the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Fragment = tuple[int, int]
Fragments = tuple[Fragment, ...]

_RECORD = re.compile(r"\n(?=[TE#]\d+\t)")
_ROLE = re.compile(r"^([A-Za-z]+)\d*:(T\d+)$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is credited (``source``), by which words (``cue``), with what (``content``); offsets of the text."""

    content: Fragments
    cue: Fragments
    source: Fragments


@dataclass(frozen=True, slots=True)
class Document:
    """One article as one annotator read it."""

    name: str
    annotator: str
    text: str
    attributions: tuple[Attribution, ...]
    discarded: Fragments


def documents(folder: Path) -> Iterator[Document]:
    """Every article with every annotator's reading of it, in the order of the names."""
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        for notes in sorted((folder / "attributions").glob(f"{path.stem}_*.ann")):
            found, discarded = parse(notes.read_text(encoding="utf-8"))
            yield Document(path.stem, notes.stem[-4:], text, found, discarded)


def parse(notes: str) -> tuple[tuple[Attribution, ...], Fragments]:
    """The attributions of one standoff file, and what it discards."""
    spans: dict[str, Fragments] = {}
    discarded: list[Fragment] = []
    events: list[str] = []
    for record in _RECORD.split(notes.replace("\r\n", "\n").rstrip("\n")):
        if record.startswith("T"):
            number, label, _ = record.split("\t", 2)
            kind, offsets = label.split(" ", 1)
            spans[number] = tuple(_fragment(part) for part in offsets.split(";"))
            if kind == "Discard":
                discarded += spans[number]
        elif record.startswith("E"):
            events.append(record.split("\t", 1)[1])
    found = (_attribution(event, spans) for event in events)
    return tuple(a for a in found if a.content), tuple(discarded)


def _fragment(offsets: str) -> Fragment:
    start, end = offsets.split()
    return int(start), int(end)


def _attribution(event: str, spans: dict[str, Fragments]) -> Attribution:
    roles: dict[str, list[Fragment]] = {"content": [], "cue": [], "source": []}
    for part in event.split():
        match = _ROLE.match(part)
        if match and match[1].lower() in roles:
            roles[match[1].lower()] += spans.get(match[2], ())
    return Attribution(*(tuple(sorted(roles[name])) for name in ("content", "cue", "source")))
