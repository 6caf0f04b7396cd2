"""``onrecord serve``: the app as a process, on this machine alone unless a token says otherwise."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.commands import commands, run
from onrecord.cli.serve import address_of, listening
from onrecord.errors import OnrecordError
from tests.cli.interrupts import heeded


def test_the_address_that_is_told_can_be_opened() -> None:
    assert address_of("127.0.0.1", 80) == "http://127.0.0.1:80"
    assert address_of("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert address_of("::1", 80) == "http://[::1]:80"
    assert address_of("press.example", 80) == "http://press.example:80"


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OnrecordError, match="--port"):
            listening("127.0.0.1", taken.getsockname()[1])


def test_elsewhere_is_refused_without_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = str(tmp_path / "record.db")
    monkeypatch.setattr(sys, "argv", ["onrecord", "serve", record, "--host", "0.0.0.0", "--port", "0", "--no-browser"])
    assert run() != 0
    assert not Path(record).exists()


def test_the_help_tells_every_option() -> None:
    told = CliRunner().invoke(commands, ["serve", "--help"]).output
    for option in ("--host", "--port", "--no-browser", "--token", "--rules"):
        assert option in told


@pytest.mark.slow
def test_a_record_is_made_and_served_until_it_is_interrupted(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    asked = [sys.executable, "-c", "from onrecord.cli import main; main()", "serve", str(record), "--port", "0"]
    with subprocess.Popen(
        [*asked, "--no-browser"], stderr=subprocess.PIPE, text=True, env=os.environ, preexec_fn=heeded
    ) as process:
        assert process.stderr
        address = process.stderr.readline().split(" at ")[1].split()[0]
        answer = opened(f"{address}import")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert "Nothing is on record yet" in answer
    assert record.exists()


def opened(address: str, seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
