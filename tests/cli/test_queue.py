"""The queue of a review, key by key; and the installed program on a terminal."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.cli.queue import KEYS, Queue, Terminal
from onrecord.pipeline import read_by_rules
from onrecord.record.review import item, waiting
from onrecord.record.searching.search import Search
from onrecord.record.store import Record
from onrecord.types import Reading
from tests.cli.test_read import PROGRAM
from tests.factories import page

PAGE = page(
    "“We paid for the bridge,” said Ines Kallweit, the mayor of Osterby, in May.\n\n"
    "“The ferry stops then,” Oleg Trusov said.\n\n"
    "“Nobody asked us,” Oleg Trusov said.\n",
    "bridge.txt",
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "onrecord.db"), create=True) as opened:
        outcome = read_by_rules(PAGE)
        assert isinstance(outcome, Reading)
        opened.keep(PAGE, outcome, "a")
        yield opened


def walked(record: Record, keys: str, *typed: str) -> str:
    """What is shown when these keys are pressed and these lines typed, in that order."""
    shown = io.StringIO()
    pressed, lines = iter(keys), iter(typed)
    terminal = Terminal(Console(file=shown, width=100), lambda: next(pressed), lambda _question: next(lines))
    Queue(record, in_order(record), "Rana", "", terminal).run()
    assert list(pressed) == list(lines) == [], "the queue ended before"
    return shown.getvalue()


def in_order(record: Record) -> list[int]:
    """The statements in the order of the page."""
    return sorted(waiting(record, Search(record)))


def said(record: Record) -> list[str]:
    return [each.kind.value for each in record.decisions()]


def words(record: Record, query: str) -> list[str]:
    return sorted(hit.words for hit in Search(record).find(query).hits)


def test_each_statement_is_shown_and_decided(record: Record) -> None:
    shown = walked(record, "arj")
    assert said(record) == ["accept", "reject"]
    assert words(record, "is:accepted") == ["“We paid for the bridge,”"]
    assert words(record, "is:rejected") == ["“The ferry stops then,”"]
    assert shown.index("Ines Kallweit (person, mayor of Osterby)") < shown.index("»“The ferry stops then,”«")
    assert all(f"{number} of 3" in shown for number in (1, 2, 3))


def test_quitting_keeps_what_was_decided(record: Record) -> None:
    walked(record, "aq")
    assert said(record) == ["accept"]
    assert "of 2" in walked(record, "q")


def test_going_back_and_undoing(record: Record) -> None:
    shown = walked(record, "ajkruuuq")
    assert said(record) == ["accept", "reject", "undo", "undo"]
    assert words(record, "is:accepted") == words(record, "is:rejected") == []
    assert "nothing was decided in this session" in shown


def test_the_keys_are_told(record: Record) -> None:
    for key in ("?", "x"):
        shown = walked(record, f"{key}q")
        assert all(f"{known} {what}" in " ".join(shown.split()) for known, what in KEYS.items())
    assert walked(record, "?q").count("1 of 3") == 1


@pytest.mark.parametrize(
    ("typed", "credited"),
    [
        (["2"], ("Ines Kallweit", "person")),
        (["ines kallweit"], ("Ines Kallweit", "person")),
        (["Port of Osterby", "body"], ("Port of Osterby", "body")),
        (["Jon Berg", ""], ("Jon Berg", "person")),
        (["-"], None),
    ],
)
def test_the_speaker_is_corrected(record: Record, typed: list[str], credited: tuple[str, str] | None) -> None:
    walked(record, "jsq", *typed)
    assert said(record) == ["correct"]
    [hit] = Search(record).find("ferry is:accepted").hits
    who = hit.statement.speaker
    assert (who and (who.name, who.kind.value)) == credited
    assert hit.statement.basis.rule == "editor"


@pytest.mark.parametrize("typed", [[""], ["9"], ["0"], ["Jon Berg", "dog"]])
def test_a_speaker_that_cannot_be_changes_nothing(record: Record, typed: list[str]) -> None:
    walked(record, "sq", *typed)
    assert said(record) == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [("l\r", "We paid for the bridge,”"), ("lHH\n", "We paid for the bridge"), ("HHHHh\r", "“We paid for")],
)
def test_the_words_are_corrected(record: Record, keys: str, told: str) -> None:
    shown = walked(record, f"e{keys}q")
    assert words(record, "is:accepted") == [told]
    assert f"»{told}«" in shown


@pytest.mark.parametrize("keys", ["\r", "lq", "lh\r", "L\x1b"])
def test_words_that_were_left_are_not_decided_on(record: Record, keys: str) -> None:
    walked(record, f"e{keys}q")
    assert said(record) == []


def test_what_another_reader_dropped_meanwhile_is_passed_over(record: Record) -> None:
    numbers = [10**6, *in_order(record)]
    pressed = iter("aq")
    terminal = Terminal(Console(file=io.StringIO()), lambda: next(pressed), lambda _question: "")
    assert Queue(record, numbers, "Rana", "", terminal).run() == 1
    assert item(record, 10**6) is None


def test_a_page_cannot_rewrite_the_terminal(record: Record) -> None:
    hostile = page("“We sail\x1b[2J\u202e now,” said Oleg Trusov.\n", "hostile.txt")
    outcome = read_by_rules(hostile)
    assert isinstance(outcome, Reading)
    record.keep(hostile, outcome, "a")
    shown = walked(record, "jjjq")
    assert "<U+001B>[2J<U+202E>" in shown
    assert "\x1b" not in shown


class OnTerminal:
    """The installed program on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._terminal, theirs = pty.openpty()
        environment = {**os.environ, "ONRECORD_EDITOR": "Rana", "TERM": "dumb", "COLUMNS": "100"}
        self.running = subprocess.Popen(
            [PROGRAM, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, told: str) -> None:
        """Reads until this was told behind what was told before."""
        end = time.monotonic() + 60
        came = ""
        while told not in came:
            ready, _, _ = select.select([self._terminal], [], [], max(end - time.monotonic(), 0))
            assert ready, f"{told!r} never came: {self.shown[-500:]}"
            came += os.read(self._terminal, 4096).decode(errors="replace")
            self.shown += came

    def press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def close(self) -> None:
        self.running.kill()
        self.running.wait()
        os.close(self._terminal)


@pytest.fixture
def on_terminal(record: Record, tmp_path: Path) -> Iterator[OnTerminal]:
    running = OnTerminal(tmp_path, "review", "manner:direct")
    yield running
    running.close()


def test_the_program_decides_by_keys(record: Record, on_terminal: OnTerminal) -> None:
    on_terminal.wait_for("q quit")
    on_terminal.press("a\x1b[B\x1b[As2\nq")  # typed ahead: accept, next, previous, the speaker's number, quit
    on_terminal.wait_for("2 decisions")
    assert on_terminal.running.wait(30) == 0
    assert said(record) == ["accept", "correct"]
    [hit] = Search(record).find("ferry").hits
    assert hit.statement.speaker
    assert hit.statement.speaker.name == "Ines Kallweit"


def test_what_was_acknowledged_outlives_a_kill(record: Record, on_terminal: OnTerminal) -> None:
    on_terminal.wait_for("q quit")
    on_terminal.press("r")
    on_terminal.wait_for("rejected (")
    on_terminal.running.send_signal(signal.SIGKILL)
    assert on_terminal.running.wait(30) == -signal.SIGKILL
    assert said(record) == ["reject"]
    assert len(words(record, "is:rejected")) == 1
