"""The exported graph answers as the module that was fitted, and its 8-bit form nearly so."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.extract.tagging import session

torch: Any = pytest.importorskip("torch")
transformers: Any = pytest.importorskip("transformers")
onnx: Any = pytest.importorskip("onnx")
models: Any = import_module("training.model")
graphs: Any = import_module("training.graph")


@pytest.fixture(scope="module")
def module() -> Any:
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=300, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64
    )
    model = models.Tagger(config)
    torch.nn.init.normal_(model.marks.weight)
    return model.eval()


@pytest.mark.filterwarnings("ignore")
def test_graph_and_module_agree(module: Any, tmp_path: Path) -> None:

    ids, marks = np.arange(101, 141), np.arange(40) % 24
    with torch.no_grad():
        wanted = module(torch.from_numpy(ids)[None], torch.from_numpy(marks)[None], torch.ones(1, 40, dtype=torch.long))
    weights = {name: value.numpy() for name, value in module.state_dict().items()}
    eased = graphs.easing(weights, 8, [(ids, marks)])
    graph = graphs.graph_of(weights, 8, models.WIDTH**-0.5, eased)
    whole, small = tmp_path / "whole.onnx", tmp_path / "small.onnx"
    onnx.save(graph, whole)
    graphs.shrink(whole, small)
    for path, allowed in ((whole, 0.02), (small, 0.15)):
        for one, other in zip(session(path.read_bytes())(ids, marks), wanted, strict=True):
            assert np.abs(one - other[0].numpy()).mean() <= allowed * np.abs(other.numpy()).mean()
