"""The notebook runs from its first cell to its last, and tells what it says it tells."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def cells(kind: str) -> list[str]:
    told = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (told["nbformat"], told["metadata"]["kernelspec"]["language"]) == (4, "python")
    return ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == kind]


def test_no_output_is_kept_that_could_grow_old() -> None:
    told = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in told["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


@pytest.mark.slow
def test_every_cell_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("tempfile.mkdtemp", lambda: str(tmp_path))
    known: dict[str, Any] = {}
    told = []
    for number, source in enumerate(cells("code")):
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(source, f"cell {number}", "exec"), known)
        told.append(out.getvalue())
    start, read, figures, kept, found, checked, related, exported, proved = told
    assert start == "10 pages\n"
    assert "Ingrid Solvane" in read
    assert figures.count("\n") == 4
    assert "'page': 10" in kept
    assert "statements; " in found
    assert [line.partition(" | ")[0] for line in checked.splitlines()] == ["verbatim", "altered", "not held"]
    assert "verbatim" in related
    assert int(exported.split()[0]) > 0
    assert proved == "whole\n"
