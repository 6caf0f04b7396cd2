"""Weights to the files that are shipped: ``python -m training.export --weights FILE --data FOLDER [--out FOLDER]``.

Some pages of ``train`` show how large the model's numbers become, so that 8 bits hold them well. Writes
``tagger.onnx`` (8-bit), ``vocab.txt`` and, where there is none, ``settings.json`` with a decoding that
``python -m training.calibrate`` then fits.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import onnx
import torch
from transformers import BertConfig

from onrecord.extract.tagging import vocabulary
from onrecord.extract.windows import Encode, Ints, inputs_of, pieces_of, windows_of
from training.base import base_weights
from training.calibrate import BEFORE, save_settings
from training.corpus import Document, documents
from training.examples import paragraphs_of
from training.graph import easing, graph_of, shrink
from training.model import WIDTH

EVERY = 140
"""One page of train in so many is looked at."""
SHIPPED = Path(str(files("onrecord.models").joinpath("tagger")))


def export(weights: Path, data: Path, out: Path) -> None:
    """``weights`` is one of the files that ``training.train`` writes."""
    base = base_weights()
    config = BertConfig.from_pretrained(base)
    state = {name: value.numpy() for name, value in torch.load(weights, weights_only=True).items()}
    size = config.hidden_size // config.num_attention_heads
    eased = easing(state, size, typical(list(documents(data / "train"))[::EVERY], vocabulary(base / "vocab.txt")))
    graph = graph_of(state, size, WIDTH**-0.5, eased, config.layer_norm_eps)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        onnx.save(graph, whole)
        shrink(whole, out / "tagger.onnx")
    shutil.copyfile(base / "vocab.txt", out / "vocab.txt")
    if not (out / "settings.json").exists():
        save_settings(out / "settings.json", BEFORE)


def typical(pages: Sequence[Document], encode: Encode) -> list[tuple[Ints, Ints]]:
    """The inputs of their windows."""
    out: list[tuple[Ints, Ints]] = []
    for page in pages:
        pieces = pieces_of(paragraphs_of(page.text), encode)
        out += [inputs_of(window, pieces) for window in windows_of(pieces)]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    export(args.weights, args.data, args.out)


if __name__ == "__main__":
    main()
