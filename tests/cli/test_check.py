"""``onrecord check`` as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_read import lines, onrecord

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
QUOTATION = "We measured it, we wrote it down and we told nobody"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the examples."""
    folder = tmp_path_factory.mktemp("kept")
    done = onrecord("add", "--rules", "--captured", "2026-11-01", str(EXAMPLES), cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_what_is_held_is_told_with_its_places(kept: Path) -> None:
    done = onrecord("check", "--json", QUOTATION, "--by", "Ingrid Solvane", cwd=kept)
    assert done.returncode == 0
    [answer] = lines(done)
    assert answer["verdict"] in ("verbatim", "trimmed")
    assert answer["reference"]["place"]["speaker"]["name"] == "Ingrid Solvane"
    assert answer["first"]["place"]["page"]["published"]
    table = onrecord("check", "--table", QUOTATION, cwd=kept).stdout.decode()
    assert table.startswith(answer["verdict"])
    assert "best reference:" in table
    assert "first appearance:" in table


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        ([QUOTATION.replace("nobody", "everybody")], "altered"),
        ([QUOTATION, "--by", "Tobias Renneck"], "misattributed"),
        (["My grandmother sold nine violins to a travelling dentist"], "not held"),
        ([""], "not held"),
    ],
)
def test_what_needs_a_look_ends_with_1(kept: Path, arguments: list[str], verdict: str) -> None:
    done = onrecord("check", "--json", *arguments, cwd=kept)
    assert done.returncode == 1
    assert [answer["verdict"] for answer in lines(done)] == [verdict]
    table = onrecord("check", "--table", *arguments, cwd=kept)
    assert table.returncode == 1
    assert table.stdout.decode().startswith(verdict)


def test_a_quotation_can_come_from_standard_input(kept: Path) -> None:
    done = onrecord("check", "--json", "-", cwd=kept, stdin=QUOTATION.encode())
    assert done.returncode == 0


def test_mistakes_are_told_to_people(tmp_path: Path) -> None:
    assert onrecord("check", cwd=tmp_path).returncode == 2
    none = onrecord("check", QUOTATION, cwd=tmp_path)
    assert none.returncode == 3
    assert b"make one with `onrecord add PATH`" in none.stderr
