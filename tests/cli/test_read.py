"""``onrecord read`` as a person meets it: the installed program, its streams and its exit codes."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.interrupts import heeded

PROGRAM = str(Path(sys.executable).parent / "onrecord")
PAGE = (
    "Bridge to reopen in March\n\n"
    "“The bridge will reopen in March,” said Oleg Trusov, a spokesman for the port of Osterby.\n\n"
    "He told reporters that the work had cost 3.5 million crowns.\n"
)
QUOTE = "“The bridge will reopen in March,”"


def onrecord(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
        check=False,
        timeout=120,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_json_lines_when_piped(folder: Path) -> None:
    done = onrecord("read", "bridge.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    [told] = lines(done)
    assert told["page"]["name"] == "bridge.txt"
    first = told["statements"][0]
    assert [told["article"]["text"][a:b] for a, b in first["content"]] == [QUOTE]
    assert first["speaker"]["name"] == "Oleg Trusov"


def test_a_table_when_asked(folder: Path) -> None:
    done = onrecord("read", "--table", "bridge.txt", cwd=folder, COLUMNS="160")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    for words in ("Bridge to reopen in March", "Oleg Trusov", QUOTE, "direct", "to reporters"):
        assert words in shown


def test_explain_shows_rule_and_score(folder: Path) -> None:
    done = onrecord("read", "--table", "--explain", "bridge.txt", cwd=folder, COLUMNS="200")
    assert done.returncode == 0
    assert "tagger@" in done.stdout.decode()
    assert "because" in done.stdout.decode()


def test_rules_alone_name_their_rule(folder: Path) -> None:
    done = onrecord("read", "--table", "--explain", "--rules", "bridge.txt", cwd=folder, COLUMNS="200")
    assert done.returncode == 0
    assert "inverted" in done.stdout.decode()
    assert "tagger@" not in done.stdout.decode()


def test_a_page_on_standard_input() -> None:
    done = onrecord("read", "-", stdin=PAGE.encode())
    assert done.returncode == 0
    assert lines(done)[0]["statements"]


def test_a_gzipped_file_and_a_folder(folder: Path) -> None:
    (folder / "again.txt.gz").write_bytes(gzip.compress(PAGE.encode()))
    done = onrecord("read", "--json", ".", cwd=folder)
    assert done.returncode == 0
    assert len(lines(done)) == 2
    assert len({told["page"]["sha256"] for told in lines(done)}) == 1


def test_the_same_bytes_every_time(folder: Path) -> None:
    asked = ("read", "--json", "--captured", "2026-11-01", "bridge.txt")
    runs = {onrecord(*asked, cwd=folder, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(runs) == 1


def test_one_bad_page_among_good_ones_is_named_and_counted(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = onrecord("read", "--json", "bridge.txt", "bad.txt", cwd=folder)
    assert done.returncode == 1
    assert "bad.txt: binary" in done.stderr.decode()
    assert lines(done)[1]["rejection"]["reason"] == "binary"


def test_the_columns_of_a_table_are_told(folder: Path) -> None:
    (folder / "t.csv").write_text("wording,when\nThe mayor said the tram would run by June.,2025-04-02\n")
    done = onrecord("read", "--json", "--column", "text=Wording", "--column", "date=when", "t.csv", cwd=folder)
    assert done.returncode == 0
    published = lines(done)[0]["article"]["published"]
    assert (published["latest"], published["basis"]["rule"]) == ("2025-04-02", "column")
    wrong = onrecord("read", "--column", "text=nope", "t.csv", cwd=folder)
    assert (wrong.returncode, b"'wording', 'when'" in wrong.stderr) == (3, True)


def test_nothing_readable(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = onrecord("read", "--json", "empty.txt", cwd=folder)
    assert done.returncode == 3
    assert "no page could be read" in done.stderr.decode()


def test_a_missing_path_says_what_to_do(folder: Path) -> None:
    done = onrecord("read", "nowhere.txt", cwd=folder)
    assert done.returncode == 3
    assert "nowhere.txt" in done.stderr.decode()
    assert "check the spelling" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["read"], "PATH"),
        (["read", "--nonsense", "x"], "--nonsense"),
        (["read", "--captured", "tomorrow", "x"], "2025-04-02"),
        (["read", "--column", "text", "x"], "text=NAME"),
        (["read", "--column", "colour=x", "x"], "use one of text"),
        (["raed"], "raed"),
    ],
)
def test_wrong_usage(arguments: list[str], hint: str) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert hint in done.stderr.decode()
    assert done.stdout == b""


def test_help_and_version() -> None:
    assert b"PATH" in onrecord("read", "--help").stdout
    assert onrecord("--version").returncode == 0


def test_control_and_bidirectional_characters_are_shown(folder: Path) -> None:
    (folder / "bidi.txt").write_text(PAGE.replace("will", "\x1b[31mwill\u202e"), encoding="utf-8")
    shown = onrecord("read", "--table", "bidi.txt", cwd=folder, COLUMNS="200").stdout.decode()
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "U+001B" in shown
    assert "U+202E" in shown


def test_a_hostile_file_name_cannot_write_on_the_terminal(folder: Path) -> None:
    (folder / "a\x1b[31m.txt").write_bytes(b"")
    done = onrecord("read", "--table", ".", cwd=folder)
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.slow
def test_no_colour_is_written_to_a_pipe(folder: Path) -> None:
    plain = onrecord("read", "--table", "--explain", "bridge.txt", cwd=folder)
    asked = onrecord("read", "--table", "--explain", "bridge.txt", cwd=folder, NO_COLOR="1", FORCE_COLOR="1")
    assert b"\x1b[3" not in plain.stdout + asked.stdout


def test_the_capture_time_bounds_the_dates(folder: Path) -> None:
    done = onrecord("read", "--json", "--captured", "2020-06-01", "bridge.txt", cwd=folder)
    published = lines(done)[0]["article"]["published"]
    assert published is None or published["latest"] <= "2020-06-01"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_an_interrupt_ends_with_130_and_no_traceback(folder: Path) -> None:
    with subprocess.Popen(
        [PROGRAM, "read", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        preexec_fn=heeded,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(b"It is late. " * 40_000)  # more than a pipe holds: written only once it is being read
        running.stdin.flush()
        for _ in range(60):  # Python misses a signal that comes right before a read blocks
            time.sleep(1)
            if running.poll() is not None:
                break
            running.send_signal(signal.SIGINT)
        assert (running.poll(), b"Traceback" in running.stderr.read()) == (130, False)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(PAGE * 20, encoding="utf-8")
    with subprocess.Popen(
        [PROGRAM, "read", "--json", "."], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        complaint = running.stderr.read()
        assert running.wait(120) == 0
    assert complaint == b""
