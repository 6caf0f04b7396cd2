"""Fits the tagger: ``python -m training.train --data FOLDER --out FOLDER``.

``--data`` holds ``train`` and ``dev`` as PolNeAR does. After each epoch the weights and a line of the log are
written to ``--out``, and to ``tagger.pt`` there at the end; dev is only watched, never fitted.
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
WARM_UP = 0.06
BATCH = 8
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


def batches(examples: Sequence[Example], rng: random.Random) -> Iterator[Batch]:
    """All examples once, in a random order."""
    order = rng.sample(range(len(examples)), len(examples))
    groups: list[list[int]] = []
    for k in range(0, len(order), BATCH * POOL):
        pool = sorted(order[k : k + BATCH * POOL], key=lambda i: len(examples[i].ids))
        groups += [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
    rng.shuffle(groups)
    return (batch_of([examples[i] for i in group]) for group in groups)


def losses(model: Tagger, batch: Batch) -> tuple[Tensor, Tensor]:
    """The loss of the tags and that of the links."""
    answer = model(batch.ids, batch.marks, batch.mask)
    tags = cross_entropy(answer.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED)
    if not len(batch.row):
        return tags, torch.zeros(())
    roles = roles_of(answer, batch.row, batch.cues)
    return tags, cross_entropy(roles.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED)


def fit(model: Tagger, examples: Sequence[Example], dev: Sequence[Example], epochs: int, seed: int, out: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 (an order of examples, no secret)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    optimizer = optimizer_of(model)
    total = epochs * len(examples) / BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / (WARM_UP * total), max(0.0, 1 - k / total))
    )
    for epoch in range(epochs):
        began = time.process_time()
        model.train()
        for step, batch in enumerate(batches(examples, rng)):
            tags, roles = losses(model, batch)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(tags + roles)
            clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 0:
                note(out, epoch=epoch, step=step, tags=tags.item(), roles=roles.item(), cpu=time.process_time() - began)
        torch.save(model.state_dict(), out / f"epoch{epoch + 1}.pt")
        note(out, epoch=epoch, dev=watched(model, dev), cpu=time.process_time() - began)


def optimizer_of(model: Tagger) -> torch.optim.Optimizer:
    """The encoder moves more slowly than the fresh layers on top of it; word embeddings stay as they are."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


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
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="documents of train to use; all by default")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    folder = base_weights()
    encode = vocabulary(folder / "vocab.txt")
    train = [e for d in list(documents(args.data / "train"))[: args.limit] for e in examples_of(d, encode)]
    dev = [e for d in documents(args.data / "dev") for e in examples_of(d, encode)]
    model = Tagger.from_base(folder)
    note(args.out, examples=len(train), pieces=sum(len(e.ids) for e in train), dev=len(dev))
    fit(model, train, dev, args.epochs, args.seed, args.out)
    torch.save(model.state_dict(), args.out / "tagger.pt")


if __name__ == "__main__":
    main()
