"""Writers that are killed at random moments lose nothing that they acknowledged; a forgetful one is caught."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORGETFUL = """
import sys
from bench import crashes
from bench.crashes import READER, survive, places, _MADE

def hasty(record, tell):
    for reading in _MADE:
        if record.knows(reading.page.id, READER) is None:
            tell(reading.page.id)
            record.keep(reading.page, reading, READER)

with places() as kinds:
    survived = survive(hasty, kinds["sqlite"], 12)
print(survived.faults)
sys.exit(bool(survived.faults))
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, for it forks."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.mark.slow
def test_nothing_acknowledged_is_lost() -> None:
    done = python("-m", "bench", "crashes", "--times", "12")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("killed 12 times") >= 2
    assert done.stdout.count(" 0 lost or off") == done.stdout.count("killed")


@pytest.mark.slow
def test_a_writer_that_acknowledges_too_early_is_caught() -> None:
    done = python("-c", FORGETFUL)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "was acknowledged and is lost" in done.stdout
