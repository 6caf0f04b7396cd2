"""Fits the tagger: ``python -m training.train --data FOLDER --out FOLDER``.

``--data`` holds ``train`` and ``dev`` as PolNeAR does. In each stage the rate of learning falls to zero; the weights at
its end and a line of the log are written to ``--out``, and to ``tagger.pt`` there the mean of all stages' weights. Dev
is only watched, never fitted.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_

from onrecord.extract.tagging import vocabulary
from training.base import base_weights
from training.corpus import documents
from training.examples import IGNORED, Example, examples_of
from training.model import Tagger, roles_of

ENCODER_RATE, HEAD_RATE = 3e-4, 1e-3
WARM_UP = 60
BATCH = 8
FREE = 500
"""After so many steps the embeddings and the two lowest layers stay as they are, which saves a third of the time."""
FIXED = ("encoder.embeddings.", "marks.", "encoder.encoder.layer.0.", "encoder.encoder.layer.1.")
POOL = 64
"""Batches that are sorted by length together, so that little is padded and the order stays random."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side, padded to the longest."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    tags: Tensor
    row: Tensor
    cues: Tensor
    roles: Tensor


def batch_of(examples: Sequence[Example]) -> Batch:
    width = max(len(e.ids) for e in examples)
    links = [(number, link) for number, e in enumerate(examples) for link in e.links]
    ids, marks, mask = (torch.zeros(len(examples), width, dtype=torch.long) for _ in range(3))
    tags = torch.full((len(examples), width), IGNORED)
    cues = torch.zeros(len(links), width)
    roles = torch.full((len(links), width), IGNORED)
    for number, e in enumerate(examples):
        size = len(e.ids)
        ids[number, :size], marks[number, :size] = torch.from_numpy(e.ids), torch.from_numpy(e.marks)
        mask[number, :size], tags[number, :size] = 1, torch.from_numpy(e.tags)
    for k, (_, link) in enumerate(links):
        cues[k, link.first : link.last] = 1 / (link.last - link.first)
        roles[k, : len(link.roles)] = torch.from_numpy(link.roles)
    return Batch(ids, marks, mask, tags, torch.tensor([n for n, _ in links], dtype=torch.long), cues, roles)


def groups(examples: Sequence[Example], rng: random.Random) -> list[list[int]]:
    """All examples once, by their numbers, in a random order; those of a group are about as long as each other."""
    order = rng.sample(range(len(examples)), len(examples))
    out: list[list[int]] = []
    for k in range(0, len(order), BATCH * POOL):
        pool = sorted(order[k : k + BATCH * POOL], key=lambda i: len(examples[i].ids))
        out += [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
    rng.shuffle(out)
    return out


def losses(model: Tagger, batch: Batch) -> tuple[Tensor, Tensor]:
    """The loss of the tags and that of the links."""
    answer = model(batch.ids, batch.marks, batch.mask)
    tags = cross_entropy(answer.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED)
    if not len(batch.row):
        return tags, torch.zeros(())
    roles = roles_of(answer, batch.row, batch.cues)
    return tags, cross_entropy(roles.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED)


@dataclass(frozen=True, slots=True)
class Stage:
    """So many steps, with a rate that falls from this share of the full one to zero."""

    steps: int
    rate: float


STAGES = (Stage(2050, 1.0), Stage(820, 0.4))


def fit(model: Tagger, examples: Sequence[Example], stages: Sequence[Stage], seed: int, out: Path) -> Iterator[Stage]:
    """Gives each stage when it is done; the model is then at its end."""
    rng = random.Random(seed)  # noqa: S311 (an order of examples, no secret)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    following = endless(examples, rng)
    done = 0
    for stage in stages:
        optimizer = optimizer_of(model, ENCODER_RATE * stage.rate, HEAD_RATE * stage.rate)
        schedule = falling(optimizer, stage.steps, WARM_UP)
        began = time.process_time()
        model.train()
        for step in range(stage.steps):
            if done == FREE:
                fix(model)
            tags, roles = losses(model, batch_of([examples[i] for i in next(following)]))
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(tags + roles)
            clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if step % 50 == 0:
                note(out, step=done, tags=tags.item(), roles=roles.item(), cpu=time.process_time() - began)
        yield stage


def endless(examples: Sequence[Example], rng: random.Random) -> Iterator[list[int]]:
    """The numbers of all examples, in groups, again and again, each time in another order."""
    while True:
        yield from groups(examples, rng)


def fix(model: Tagger) -> None:
    for name, weight in model.named_parameters():
        if name.startswith(FIXED):
            weight.requires_grad_(False)
            weight.grad = None


def falling(optimizer: torch.optim.Optimizer, steps: int, warm_up: int) -> torch.optim.lr_scheduler.LRScheduler:
    """The rate rises for a while, and falls to zero at the end."""
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min((k + 1) / warm_up, max(0.0, 1 - k / steps)))


def optimizer_of(model: Tagger, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    """The encoder may move more slowly than the layers on top of it; what is fixed stays as it is."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.") and p.requires_grad]
    rates = [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(rates, weight_decay=0.01, fused=True)


def mean_of(weights: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several models' weights, which is a little better than each of them (Wortsman et al. 2022)."""
    return {name: torch.stack([one[name] for one in weights]).mean(dim=0) for name in weights[0]}


def watched(model: Tagger, examples: Sequence[Example]) -> list[float]:
    """The two losses on examples that are not fitted."""
    model.eval()
    with torch.no_grad():
        found = [losses(model, batch_of(examples[k : k + 32])) for k in range(0, len(examples), 32)]
    return [float(sum(part)) / len(found) for part in zip(*found, strict=True)]


def note(out: Path, **what: object) -> None:
    line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in what.items()})
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hurry", type=int, default=1, help="divides the steps, to try the recipe out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="documents of each part to use; all by default")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    folder = base_weights()
    encode = vocabulary(folder / "vocab.txt")
    train, dev = (
        [e for d in list(documents(args.data / part))[: args.limit] for e in examples_of(d, encode)]
        for part in ("train", "dev")
    )
    model = Tagger.from_base(folder)
    note(args.out, examples=len(train), pieces=sum(len(e.ids) for e in train), dev=len(dev))
    stages = [Stage(max(1, stage.steps // args.hurry), stage.rate) for stage in STAGES]
    ends = []
    for number, _ in enumerate(fit(model, train, stages, args.seed, args.out), 1):
        ends.append({name: weight.clone() for name, weight in model.state_dict().items()})
        torch.save(ends[-1], args.out / f"stage{number}.pt")
        note(args.out, stage=number, dev=watched(model, dev))
    torch.save(mean_of(ends), args.out / "tagger.pt")


if __name__ == "__main__":
    main()
