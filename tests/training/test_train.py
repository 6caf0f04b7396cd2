"""One small step: the losses of made-up examples fall, and a batch pads what it must."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path
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
    found = fitting.groups([example(5 + k) for k in range(30)], random.Random(1))
    assert sorted(number for group in found for number in group) == list(range(30))
    assert max(map(len, found)) == fitting.BATCH


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


def small_model() -> Any:
    torch.manual_seed(5)
    config = transformers.BertConfig(
        vocab_size=300, hidden_size=32, num_hidden_layers=3, num_attention_heads=4, intermediate_size=48
    )
    return models.Tagger(config)


def test_what_is_fixed_stays_while_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FREE", 2)
    model = small_model()
    stages = [fitting.Stage(2, 1.0), fitting.Stage(2, 0.5)]
    first, second = (
        {name: weight.clone() for name, weight in model.state_dict().items()}
        for _ in fitting.fit(model, [example(9), example(6)], stages, 1, tmp_path)
    )
    assert all(torch.equal(first[name], second[name]) for name in first if name.startswith(fitting.FIXED))
    assert not torch.equal(first["tags.weight"], second["tags.weight"])
    assert not torch.equal(
        first["encoder.encoder.layer.2.output.dense.weight"],
        small_model().state_dict()["encoder.encoder.layer.2.output.dense.weight"],
    )


def test_the_rate_rises_and_falls_to_zero() -> None:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = fitting.falling(optimizer, 10, 2)
    rates = []
    for _ in range(10):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    assert rates[:3] == [0.5, 0.9, 0.8]
    assert rates == [rates[0], *sorted(rates[1:], reverse=True)]
    assert schedule.get_last_lr() == [0.0]


def test_the_mean_of_weights() -> None:
    assert fitting.mean_of([{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}])["a"].tolist() == [
        2.0,
        4.0,
    ]
