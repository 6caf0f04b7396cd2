"""The smaller tagger: what is cut out of the teacher, and that it learns what the teacher knows."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.training.test_train import example, small_model

torch: Any = pytest.importorskip("torch")
pytest.importorskip("transformers")
fitting: Any = import_module("training.train")
students: Any = import_module("training.student")
distilling: Any = import_module("training.distil")

EXAMPLES = [example(size) for size in (40, 38, 36, 34)]


def typical() -> Any:
    return distilling.typical(EXAMPLES)


def loud_model() -> Any:
    """A teacher whose layers do more than fresh ones."""
    model = small_model()
    with torch.no_grad():
        for weight in model.encoder.encoder.parameters():
            if weight.dim() == 2:
                weight *= 10
    return model.eval()


def hidden(model: Any) -> Any:
    (ids, marks, mask), *_ = typical()
    with torch.no_grad():
        return model.eval().hidden(ids, marks, mask)[mask.bool()]


def test_a_student_of_full_size_answers_as_its_teacher() -> None:
    teacher = loud_model()
    student = students.student_of(teacher, students.Shape(4, 48), typical())
    assert torch.allclose(hidden(student), hidden(teacher), atol=0.1)


def test_heads_and_neurons_are_left_out() -> None:
    student = students.student_of(small_model(), students.Shape(2, 20), typical())
    weights = student.state_dict()
    for layer in range(3):
        name = f"encoder.encoder.layer.{layer}."
        assert weights[name + "attention.self.query.weight"].shape == (16, 32)
        assert weights[name + "attention.output.dense.weight"].shape == (32, 16)
        assert weights[name + "intermediate.dense.weight"].shape == (20, 32)
        assert weights[name + "output.dense.weight"].shape == (32, 20)
    assert all(part.p == 0 for part in student.modules() if isinstance(part, torch.nn.Dropout))


@torch.no_grad()  # type: ignore[untyped-decorator]
def test_what_the_rest_can_make_up_is_left_out() -> None:
    """Head 0 says what head 1 says, head 2 nothing: either of the twins and the silent one can go."""
    torch.manual_seed(2)
    loud = torch.randn(200, 4)
    said = torch.cat([loud, loud, torch.zeros(200, 4), torch.randn(200, 4)], dim=1)
    out = torch.nn.Linear(16, 8)
    kept = students._heads(4, out, said, 2)
    assert kept.tolist() in ([0, 1, 2, 3, 12, 13, 14, 15], [4, 5, 6, 7, 12, 13, 14, 15])
    fitted = students._fitted(out, said, kept)
    assert torch.allclose(fitted(said[:, kept]), out(said), atol=0.02)


def test_a_student_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distilling, "RATE", 3e-3)
    teacher = loud_model()
    student = students.student_of(teacher, students.Shape(1, 8), typical())
    before = (hidden(student) - hidden(teacher)).square().mean()
    source = distilling.Teacher(teacher, EXAMPLES)
    distilling.fit(student, source, EXAMPLES, 100, 1, tmp_path)
    assert (hidden(student) - hidden(teacher)).square().mean() < before / 2
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 2


def test_the_teacher_is_asked_once() -> None:
    source = distilling.Teacher(small_model(), EXAMPLES)
    batch = fitting.batch_of([EXAMPLES[0], EXAMPLES[2]])
    first = source.hidden([0, 2], batch)
    source.model = None
    assert torch.equal(source.hidden([0, 2], batch), first)
    assert first.shape == (2, 40, 32)
    assert not first[1, 36:].any()


def test_annotation_and_teacher_count_the_same() -> None:
    sure, wanted = torch.tensor([[[20.0, 0.0], [0.0, 20.0]]]), torch.tensor([[1, -100]])
    middle = distilling.blended(torch.zeros(1, 2, 2), sure, wanted)
    assert middle == pytest.approx(0.6931, abs=1e-3)
    assert distilling.blended(sure, sure, wanted) == pytest.approx(10, abs=0.1)
    assert distilling.blended(sure, sure, torch.tensor([[-100, -100]])) == 0


def test_pages_without_annotation_teach_no_tags(tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({"text": "Nobody said so."}) + "\n", encoding="utf-8")
    (page,) = distilling.unannotated(path)
    assert (page.text, page.discarded) == ("Nobody said so.", ((0, 15),))
