"""Weights to the files that are shipped: ``python -m training.export --weights FILE [--out FOLDER]``.

Writes ``tagger.onnx`` (8-bit), ``vocab.txt`` and, where there is none, ``settings.json`` with a decoding that
``python -m training.calibrate`` then fits.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

import onnx
import torch
from transformers import BertConfig

from training.base import base_weights
from training.calibrate import BEFORE, save_settings
from training.graph import graph_of, shrink
from training.model import WIDTH

SHIPPED = Path(str(files("onrecord.models").joinpath("tagger")))


def export(weights: Path, out: Path) -> None:
    """``weights`` is one of the files that ``training.train`` writes."""
    base = base_weights()
    config = BertConfig.from_pretrained(base)
    state = {name: value.numpy() for name, value in torch.load(weights, weights_only=True).items()}
    graph = graph_of(state, config.num_attention_heads, WIDTH**-0.5, config.layer_norm_eps)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        onnx.save(graph, whole)
        shrink(whole, out / "tagger.onnx")
    shutil.copyfile(base / "vocab.txt", out / "vocab.txt")
    if not (out / "settings.json").exists():
        save_settings(out / "settings.json", BEFORE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    export(args.weights, args.out)


if __name__ == "__main__":
    main()
