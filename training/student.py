"""A narrower tagger cut out of a fitted one: fewer attention heads and fewer neurons a layer, all else the same.

What is kept is what the rest can least be made up from: its outgoing weights are fitted by least squares to what the
whole part gave on typical windows, so that ``training.distil`` has little to mend. Depth is kept, since whole layers
are missed far more (the table in ``docs/evaluation.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from training.model import Tagger

_RIDGE = 1e-3
"""Of the mean square of a channel: keeps the least squares from leaning on channels that hardly ever vary."""

Inputs = tuple[Tensor, Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Shape:
    """How many heads and neurons each layer keeps."""

    heads: int
    neurons: int


@torch.no_grad()
def student_of(teacher: Tagger, shape: Shape, inputs: Sequence[Inputs]) -> Tagger:
    """``inputs`` are batches of (ids, marks, mask), some ten thousand pieces in all. The student has no dropout."""
    student = deepcopy(teacher)
    for part in student.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    for layer, (mixed, fired) in zip(_layers(student), _heard(teacher, inputs), strict=True):
        own, out = layer.attention.self, layer.attention.output
        kept = _heads(own.attention_head_size, out.dense, mixed, shape.heads)
        out.dense = _fitted(out.dense, mixed, kept)
        own.query, own.key, own.value = (_rows(part, kept) for part in (own.query, own.key, own.value))
        kept = _neurons(layer.output.dense, fired, shape.neurons)
        layer.output.dense = _fitted(layer.output.dense, fired, kept)
        layer.intermediate.dense = _rows(layer.intermediate.dense, kept)
    return student


def _layers(model: Tagger) -> list[Any]:
    return list(model.encoder.encoder.layer)


def _heard(teacher: Tagger, inputs: Sequence[Inputs]) -> list[tuple[Tensor, Tensor]]:
    """For each layer what its heads and its neurons gave, [pieces, channels], padding left out."""
    layers = _layers(teacher)
    kept: list[list[Tensor]] = [[] for _ in range(2 * len(layers))]
    heard = [part for layer in layers for part in (layer.attention.output.dense, layer.output.dense)]
    hooks = [
        part.register_forward_pre_hook(lambda _part, given, own=own: own.append(given[0].flatten(0, 1)))
        for part, own in zip(heard, kept, strict=True)
    ]
    teacher.eval()
    for ids, marks, mask in inputs:
        teacher(ids, marks, mask)
    for hook in hooks:
        hook.remove()
    real = torch.cat([mask.flatten().bool() for _, _, mask in inputs])
    channels = [torch.cat(own)[real] for own in kept]
    return list(zip(channels[::2], channels[1::2], strict=True))


def _neurons(out: nn.Linear, said: Tensor, count: int) -> Tensor:
    """Those that move the output most."""
    kept: Tensor = (said.std(dim=0) * out.weight.norm(dim=0)).topk(count).indices.sort().values
    return kept


def _heads(size: int, out: nn.Linear, said: Tensor, count: int) -> Tensor:
    """The channels of the heads that are left when the one that the others make up best is dropped, again and again."""
    heads = list(range(said.shape[1] // size))
    centred = said - said.mean(dim=0)
    gram = _steady(centred.T @ centred)
    while len(heads) > count:
        tries = [[h for h in heads if h != dropped] for dropped in heads]
        heads = min(tries, key=lambda left: _missed(gram, out.weight, _channels(left, size)))
    return _channels(heads, size)


def _channels(heads: Sequence[int], size: int) -> Tensor:
    return torch.cat([torch.arange(h * size, (h + 1) * size) for h in heads])


def _steady(gram: Tensor) -> Tensor:
    return gram + _RIDGE * gram.diagonal().mean() * torch.eye(len(gram))


def _missed(gram: Tensor, weight: Tensor, kept: Tensor) -> float:
    """The squared error of the best outgoing weights of the kept channels, but for a constant."""
    crossed = gram[kept] @ weight.T
    return -float((crossed * torch.linalg.solve(gram[kept][:, kept], crossed)).sum())


def _fitted(out: nn.Linear, said: Tensor, kept: Tensor) -> nn.Linear:
    """The outgoing layer of the kept channels that comes nearest to what all of them gave."""
    mean = said.mean(dim=0)
    gram = _steady((said - mean).T @ (said - mean))
    weight = torch.linalg.solve(gram[kept][:, kept], gram[kept] @ out.weight.T).T
    return linear(weight, out.bias + out.weight @ mean - weight @ mean[kept])


def _rows(layer: nn.Linear, kept: Tensor) -> nn.Linear:
    return linear(layer.weight[kept], layer.bias[kept])


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """A layer with these weights."""
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight.contiguous()), nn.Parameter(bias.contiguous())
    return layer
