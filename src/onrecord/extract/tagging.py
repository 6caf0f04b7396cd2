"""The trained reader: paragraphs to reports. The one module that runs a model.

Each window is run alone, so that the answer for a page depends on that page only, whatever is read before, after or
beside it. English only; a paragraph in another language gets no reports, and the rules serve it. The runtime is
imported when a model is first loaded: it takes half a second that a reading by rules does not owe.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby

import numpy as np

from onrecord.extract.decoding import Answer, Decoding, Found, Layout, Range, decode
from onrecord.extract.reports import Report
from onrecord.extract.tokens import Paragraph
from onrecord.extract.windows import (
    BEGINS,
    QUOTED,
    Encode,
    Flags,
    Ints,
    Pieces,
    Window,
    inputs_of,
    pieces_of,
    windows_of,
)
from onrecord.extract.wordpieces import Vocabulary
from onrecord.types import Span

LANGUAGES = frozenset({"en"})
MOST_WINDOWS = 250
"""Of one page: some 22,000 words. What follows is left to the rules, so that no page takes more than its time."""
_FOLDER = files("onrecord.models").joinpath("tagger")

Run = Callable[[Ints, Ints], Answer]


@dataclass(frozen=True, slots=True)
class Reader:
    """A vocabulary, a model and what was fitted beside it."""

    encode: Encode
    run: Run
    settings: Decoding
    version: str


def tag(paragraphs: Sequence[Paragraph], language: str) -> list[list[Report]]:
    """For each paragraph the reports that the model sees, in the order of the text.

    ``score`` is the probability that content and source are right; statements below the threshold that reads best
    are left out. ``rule`` is ``tagger@`` and the model's version.
    """
    if language not in LANGUAGES:
        return [[] for _ in paragraphs]
    return read(paragraphs, shipped())


def read(paragraphs: Sequence[Paragraph], reader: Reader) -> list[list[Report]]:
    """The same with a model that is handed in."""
    out: list[list[Report]] = [[] for _ in paragraphs]
    for number, _, report in findings(paragraphs, reader):
        out[number] += _by_sentence(paragraphs[number], report)
    return [sorted(reports, key=lambda report: (report.start, report.stretch.end)) for reports in out]


def findings(paragraphs: Sequence[Paragraph], reader: Reader) -> Iterator[tuple[int, Found, Report]]:
    """Each report with the number of its paragraph and with what it was made from."""
    pieces = pieces_of(paragraphs, reader.encode)
    for window in windows_of(pieces)[:MOST_WINDOWS]:
        place = _Place.of(window, pieces)
        for found in decode(reader.run(*inputs_of(window, pieces)), place.layout, reader.settings):
            report = place.report(found, f"tagger@{reader.version}")
            if report is not None:
                yield window[place.segment(found.cue)].paragraph, found, report


def _by_sentence(p: Paragraph, report: Report) -> Iterator[Report]:
    """A content that goes on in a new sentence is another statement of the same cue and source."""
    begins = [p.start[first] for first, _ in p.sentences]
    for _, parts in groupby(report.content, key=lambda span: bisect_right(begins, span.start)):
        yield replace(report, content=tuple(parts))


@cache
def shipped() -> Reader:
    """The model that comes with the package, loaded once in a process, when it is first asked."""
    table = json.loads(_FOLDER.joinpath("settings.json").read_text(encoding="utf-8"))
    return Reader(
        encode=vocabulary(_FOLDER.joinpath("vocab.txt")),
        run=session(_FOLDER.joinpath("tagger.onnx").read_bytes()),
        settings=Decoding.of(table["decoding"]),
        version=str(table["version"]),
    )


def vocabulary(path: Traversable) -> Encode:
    """Texts to wordpieces, by a vocabulary file with one piece a line."""
    return Vocabulary(path.read_text(encoding="utf-8").removesuffix("\n").split("\n")).encode


def session(model: bytes) -> Run:
    """One window to its answer, on one thread, so that a run's time and answer do not depend on the machine's load."""
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    slower = ["SkipLayerNormFusion"]  # its kernel takes six times as long as the operators that it replaces
    loaded = onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=slower
    )

    def run(ids: Ints, marks: Ints) -> Answer:
        tags, asks, offers = loaded.run(["tags", "asks", "offers"], {"ids": ids[None], "marks": marks[None]})
        return Answer(tags[0], asks[0], offers[0])

    return run


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a window stand: in its pieces (``layout``, the opening piece counted) and in the text."""

    layout: Layout
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, window: Window, pieces: Sequence[Pieces]) -> _Place:
        parts = [(pieces[s.paragraph], slice(s.first, s.last)) for s in window]
        heads = np.concatenate([_headed(p.heads[cut]) for p, cut in parts])
        marks = np.concatenate([p.marks[cut] for p, cut in parts])[heads]
        layout = Layout(
            heads=np.append(np.flatnonzero(heads), len(heads)) + 1,
            stretches=tuple(_stretches(int(_headed(p.heads[cut]).sum()) for p, cut in parts)),
            quoted=marks // BEGINS % QUOTED > 0,
            sentences=np.concatenate([p.sentence_of(cut) for p, cut in parts])[heads],
        )
        starts = np.concatenate([p.starts[cut] for p, cut in parts])
        ends = np.concatenate([p.ends[cut] for p, cut in parts])
        return cls(layout, starts, ends)

    def segment(self, words: Range) -> int:
        return next(k for k, (lo, hi) in enumerate(self.layout.stretches) if lo <= words[0] < hi)

    def report(self, found: Found, rule: str) -> Report | None:
        content = tuple(span for part in found.content if (span := self._span(part)) is not None)
        cue = self._span(found.cue)
        if cue is None or not content:
            return None
        source = self._span(found.source) if found.source else None
        return Report(content, (cue,), source, source, rule, found.score)

    def _span(self, words: Range) -> Span | None:
        first, last = self.layout.heads[words[0]] - 1, self.layout.heads[words[1]] - 2
        start, end = int(self.starts[first]), int(self.ends[last])
        return Span(start, end) if start < end else None


def _headed(heads: Flags) -> Flags:
    """A segment begins with a word, also one that was cut within a word."""
    out = heads.copy()
    out[:1] = True
    return out


def _stretches(counts: Iterator[int]) -> Iterator[Range]:
    first = 0
    for count in counts:
        yield first, first + count
        first += count
