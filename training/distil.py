"""Fits a narrower tagger to a fitted one: ``python -m training.distil --teacher FILE --data FOLDER --out FOLDER``.

The student (``training.student``) learns the annotations and the teacher's doubts about them in equal parts, and to
give for each piece what the teacher's encoder gives; the latter also on pages that nobody annotated (``--more``, lines
of JSON with a ``text``). The teacher reads each window once. Writes ``student.pt`` and a log to ``--out``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, one_hot
from torch.nn.utils import clip_grad_norm_

from onrecord.extract.tagging import vocabulary
from training.base import base_weights
from training.corpus import Document, documents
from training.examples import IGNORED, Example, examples_of
from training.model import Tagger, roles_of
from training.student import Shape, student_of
from training.train import Batch, batch_of, endless, falling, note, optimizer_of

RATE = 3e-4
WARM_UP = 50
SHAPE = Shape(heads=6, neurons=512)
TYPICAL = 96
"""Windows that show which heads and neurons matter."""


class Teacher:
    """What the teacher's encoder gives for each example, kept in 16 bits once it was asked for."""

    def __init__(self, model: Tagger, examples: Sequence[Example]) -> None:
        self.model = model.eval()
        self._examples = examples
        self._kept: dict[int, Tensor] = {}

    @torch.no_grad()
    def hidden(self, group: Sequence[int], batch: Batch) -> Tensor:
        """[examples, pieces, channels]; nothing where there is only padding."""
        if any(i not in self._kept for i in group):
            found = self.model.hidden(batch.ids, batch.marks, batch.mask)
            for i, one in zip(group, found, strict=True):
                self._kept[i] = one[: len(self._examples[i].ids)].half()
        return torch.nn.utils.rnn.pad_sequence([self._kept[i] for i in group], batch_first=True).float()


def losses(student: Tagger, teacher: Tagger, wanted: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Of what the encoder gives, in shares of its variance; of the tags; of the links."""
    given = student.hidden(batch.ids, batch.marks, batch.mask)
    real = batch.mask.bool()
    hidden = (given - wanted)[real].square().mean() / wanted[real].var()
    own = student.answer(student.drop(given))
    with torch.no_grad():
        other = teacher.answer(wanted)
    tags = blended(own.tags, other.tags, batch.tags)
    if not len(batch.row):
        return hidden, tags, torch.zeros(())
    roles, doubts = (roles_of(answer, batch.row, batch.cues) for answer in (own, other))
    return hidden, tags, blended(roles, doubts, batch.roles)


def blended(logits: Tensor, teacher: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy to the mean of the annotation and the teacher's probabilities, where there is an annotation."""
    told = wanted != IGNORED
    if not told.any():
        return torch.zeros(())
    target = (one_hot(wanted[told], logits.shape[-1]) + teacher[told].softmax(dim=-1)) / 2
    return cross_entropy(logits[told], target)


def fit(student: Tagger, teacher: Teacher, examples: Sequence[Example], steps: int, seed: int, out: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 (an order of examples, no secret)
    student.train()
    student.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    optimizer = optimizer_of(student, RATE, RATE)
    schedule = falling(optimizer, steps, WARM_UP)
    began, sums = time.process_time(), torch.zeros(3)
    for step, group in enumerate(islice(endless(examples, rng), steps), 1):
        batch = batch_of([examples[i] for i in group])
        parts = losses(student, teacher.model, teacher.hidden(group, batch), batch)
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(sum(parts, torch.zeros(())))
        clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        sums += torch.stack([part.detach() for part in parts])
        if step % 50 == 0:
            hidden, tags, roles = (sums / 50).tolist()
            note(out, step=step, hidden=hidden, tags=tags, roles=roles, cpu=time.process_time() - began)
            sums.zero_()


def unannotated(path: Path) -> Iterator[Document]:
    """Pages as documents whose every word is left out of the annotation."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            text = json.loads(line)["text"]
            yield Document(f"{path.stem} {number}", "", text, (), ((0, len(text)),))


def typical(examples: Sequence[Example]) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Some examples' inputs, spread over all."""
    some = examples[:: max(1, len(examples) // TYPICAL)][:TYPICAL]
    batches = [batch_of(some[k : k + 8]) for k in range(0, len(some), 8)]
    return [(batch.ids, batch.marks, batch.mask) for batch in batches]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="documents of each kind to use; all by default")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    encode = vocabulary(base_weights() / "vocab.txt")
    told = [e for d in list(documents(args.data / "train"))[: args.limit] for e in examples_of(d, encode)]
    pages = list(chain.from_iterable(unannotated(path) for path in args.more))[: args.limit]
    examples = told + [e for d in pages for e in examples_of(d, encode)]
    teacher = Tagger.from_base(base_weights())
    teacher.load_state_dict(torch.load(args.teacher, weights_only=True))
    student = student_of(teacher, SHAPE, typical(told))
    note(args.out, examples=len(examples), annotated=len(told), steps=args.steps)
    fit(student, Teacher(teacher, examples), examples, args.steps, args.seed, args.out)
    torch.save(student.state_dict(), args.out / "student.pt")


if __name__ == "__main__":
    main()
