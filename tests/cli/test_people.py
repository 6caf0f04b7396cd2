"""People and reviews as scripts meet them: forms, refusals, exit codes; once through the installed program."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.commands import run
from onrecord.pipeline import identify, read_by_rules
from onrecord.record.store import Record
from onrecord.types import Reading
from tests.cli.test_read import lines, onrecord
from tests.factories import page

PAGES = {
    "bridge.txt": "“The bridge opens in May,” said Ines Kallweit, the mayor of Osterby.\n",
    "harbour.txt": "“The harbour is full,” said Ines Kallweit, the director of the port.\n",
    "ferry.txt": "“The ferry stops then,” Oleg Trusov said.\n\n“Nobody asked us,” Jon Berg said.\n",
    "night.txt": "“We sail at night,” Maria Berg said.\n",
}


@dataclass
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command, within this process, beside a record of the pages."""
    with Record.open(str(tmp_path / "onrecord.db"), create=True) as record:
        for name, text in PAGES.items():
            outcome = read_by_rules(page(text, name))
            assert isinstance(outcome, Reading)
            record.keep(outcome.page, outcome, "a")
        identify(record)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_EDITOR", raising=False)

    def asked(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        return Answer(run(), *capsys.readouterr())

    return asked


def people(ask: Ask, *arguments: str) -> list[dict[str, Any]]:
    return ask("people", "--json", *arguments).lines


def names(ask: Ask) -> list[str]:
    return sorted(each["name"] for each in people(ask))


def done(ask: Ask, *arguments: str) -> dict[str, Any]:
    """The decision that a command acknowledges."""
    told = ask(*arguments, "--by", "Rana", "--json")
    assert told.code == 0, told.err
    [decision] = told.lines
    return decision


def test_who_is_heard(ask: Ask) -> None:
    assert names(ask) == ["Ines Kallweit", "Jon Berg", "Maria Berg", "Oleg Trusov"]
    [mayor] = people(ask, "kallweit")
    assert (mayor["kind"], mayor["statements"], mayor["pages"]) == ("person", 2, 2)
    assert mayor["forms"] == [{"name": "Ines Kallweit", "statements": 2}]
    assert {role["text"] for role in mayor["roles"]} == {"mayor of Osterby", "director of the port"}
    rows = list(csv.DictReader(io.StringIO(ask("people", "--csv").out)))
    assert rows[0]["name"] == "Ines Kallweit"
    assert ask("people", "zeppelin").code == 1


def test_a_table_and_its_reasons(ask: Ask) -> None:
    table = ask("people", "--table", "--limit", "2").out
    assert "4 persons and bodies, the first 2 shown" in table
    done(ask, "people", "split", "Ines Kallweit", "Ines Kallweit@harbour.txt")
    told = ask("people", "--table", "--explain", "kallweit").out
    assert "person:ines kallweit@harbour.txt" in told
    assert "nearly (settled)" in told
    assert "judged different" in told


def test_merging_and_undoing(ask: Ask) -> None:
    merged = done(ask, "people", "merge", "Trusov", "Maria Berg", "--why", "her pen name")
    assert (merged["kind"], merged["who"], merged["why"]) == ("same", "Rana", "her pen name")
    assert len(names(ask)) == 3
    found = ask("search", "--json", "speaker:trusov").lines
    assert {hit["page"]["name"] for hit in found} == {"ferry.txt", "night.txt"}
    done(ask, "people", "undo", merged["hash"][:10])
    assert len(names(ask)) == 4
    log = ask("review", "--log").lines
    assert [(each["kind"], each["undone"]) for each in log] == [("same", True), ("undo", False)]


def test_a_namesake_is_split_off_and_renamed(ask: Ask) -> None:
    done(ask, "people", "split", "Kallweit", "Ines Kallweit@harbour.txt")
    done(ask, "people", "rename", "Ines Kallweit@harbour.txt", "Ines Kallweit (port)")
    assert [each["pages"] for each in people(ask, "kallweit")] == [1, 1]
    assert "Ines Kallweit (port)" in names(ask)


def test_whom_a_merge_is_told_as_two_by_form(ask: Ask) -> None:
    done(ask, "people", "merge", "Jon Berg", "Maria Berg")
    refused = ask("people", "split", "Maria Berg", "Jon Berg", "--by", "Rana")
    assert refused.code == 1
    assert "nothing was written down" in refused.err
    assert "the new decision" in refused.err
    assert len(ask("review", "--log").lines) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["merge", "Berg", "Trusov", "--by", "R"], "may be any of these"),
        (["merge", "Nemo", "Trusov", "--by", "R"], "nobody in the record is called"),
        (["merge", "Trusov", "Oleg Trusov", "--by", "R"], "NAME@PAGE"),
        (["merge", "Trusov", "Jon Berg"], "--by NAME"),
        (["rename", "Trusov", "X", "--by", " "], "--by NAME"),
    ],
)
def test_what_cannot_be_meant(ask: Ask, arguments: list[str], told: str) -> None:
    ran = ask("people", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert ask("review", "--log").lines == []


def test_candidates_are_told_by_id(ask: Ask) -> None:
    ran = ask("people", "merge", "Berg", "Trusov", "--by", "R")
    told = ran.err
    for person in people(ask, "Berg"):
        assert f"{person['id']}  {person['name']}" in told
    first = people(ask, "Berg")[0]["id"]
    assert done(ask, "people", "rename", first, "B.")["kind"] == "rename"


def test_a_review_by_script(ask: Ask) -> None:
    queue = ask("review", "--next", "--limit", "9").lines
    assert len(queue) == 5
    assert [each["basis"]["score"] for each in queue] == sorted(each["basis"]["score"] for each in queue)
    assert all(each["words"] in each["paragraph"]["text"] for each in queue)
    ids = [each["id"] for each in queue]
    accepted = ask("review", "--accept", *ids[:2], "nosuch", "--by", "Rana")
    assert accepted.code == 1
    assert "holds no statement nosuch" in accepted.err
    assert [each["target"] for each in accepted.lines] == ids[:2]
    rejected = done(ask, "review", "--reject", ids[2])
    assert len(ask("review", "--next", "--limit", "9").lines) == 2
    done(ask, "review", "--undo", rejected["hash"])
    assert [each["id"] for each in ask("review", "--next").lines] == [ids[2]]
    assert ask("review", "--accept", "nosuch", "--by", "R").code == 3


def test_whoever_is_rejected_leaves_the_list(ask: Ask) -> None:
    [told] = ask("review", "--next", "night").lines
    done(ask, "review", "--reject", told["id"])
    assert "Maria Berg" not in names(ask)


def test_accuracy_of_a_sample(ask: Ask) -> None:
    sample = ("--sample", "3", "--seed", "5")
    drawn = [each["id"] for each in ask("review", "--next", "--limit", "9", *sample).lines]
    assert len(drawn) == 3
    for id_, act in zip(drawn, ("--accept", "--accept", "--reject"), strict=True):
        assert not json.loads(ask("review", "--accuracy", *sample).out.splitlines()[-1])["random"]
        done(ask, "review", act, id_)
    told = ask("review", "--accuracy", *sample).lines[-1]
    assert told == {
        "manner": "all",
        "reviewed": 3,
        "accepted": 2,
        "corrected": 0,
        "rejected": 1,
        "accuracy": 0.6667,
        "low": 0.2077,
        "high": 0.9385,
        "random": True,
        "drawn": 3,
        "left": 0,
    }
    assert "reviewed whole" in ask("review", "--accuracy", "--table", *sample).out
    assert "not drawn at random" in ask("review", "--accuracy", "--table").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "needs a terminal"),
        (["--accept"], "needs the id of a statement"),
        (["--undo", "--by", "R"], "needs a hash"),
        (["--log", "ferry"], "takes no query"),
        (["--next", "manner:loud"], "it is one of direct"),
    ],
)
def test_mistakes_of_a_review(ask: Ask, arguments: list[str], told: str) -> None:
    ran = ask("review", *arguments)
    assert ran.code == 2
    assert told in ran.err


def test_the_installed_program(tmp_path: Path) -> None:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert onrecord("add", "--rules", *PAGES, cwd=tmp_path).returncode == 0
    merged = onrecord("people", "merge", "Trusov", "Maria Berg", cwd=tmp_path, ONRECORD_EDITOR="Rana")
    [told] = lines(merged)
    assert (merged.returncode, told["who"], merged.stderr) == (0, "Rana", b"")
    assert len(lines(onrecord("people", cwd=tmp_path))) == 3
    queue = lines(onrecord("review", "--next", "--limit", "9", cwd=tmp_path))
    assert len(queue) == 5
