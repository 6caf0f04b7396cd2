"""One small step: the losses of made-up examples fall, and a batch pads what it must."""

from __future__ import annotations

import random
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from training.examples import IGNORED, Example, Link

torch: Any = pytest.importorskip("torch")
transformers: Any = pytest.importorskip("transformers")
fitting: Any = import_module("training.train")
models: Any = import_module("training.model")


def example(size: int) -> Example:
    tags = np.array([IGNORED, 5, 1, 3, *([4] * (size - 5)), IGNORED])
    roles = np.array([IGNORED, 2, 0, *([1] * (size - 4)), IGNORED])
    return Example(np.arange(101, 101 + size), np.zeros(size, dtype=np.int64), tags, (Link(2, 3, roles),))


def test_a_batch_is_padded_to_its_longest() -> None:
    batch = fitting.batch_of([example(9), example(6)])
    assert batch.mask.tolist() == [[1] * 9, [1] * 6 + [0] * 3]
    assert batch.tags[1, 6:].tolist() == [IGNORED] * 3
    assert batch.row.tolist() == [0, 1]
    assert batch.cues.sum(dim=1).tolist() == [1.0, 1.0]


def test_all_examples_are_seen_once_an_epoch() -> None:
    seen = [
        row for batch in fitting.batches([example(5 + k) for k in range(30)], random.Random(1)) for row in batch.mask
    ]
    assert sorted(int(row.sum()) for row in seen) == list(range(5, 35))


def test_the_losses_fall() -> None:
    torch.manual_seed(5)
    config = transformers.BertConfig(
        vocab_size=300, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    model = models.Tagger(config)
    batch = fitting.batch_of([example(9), example(6)])
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    before = sum(loss.item() for loss in fitting.losses(model.eval(), batch))
    for _ in range(40):
        optimizer.zero_grad()
        torch.autograd.backward(sum(fitting.losses(model.train(), batch)))
        optimizer.step()
    assert sum(loss.item() for loss in fitting.losses(model.eval(), batch)) < before / 2
