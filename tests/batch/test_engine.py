"""The engine itself: Daft on this machine, and on a cluster of two nodes; workers and drivers that are killed.

Slow: each starts processes that load the readers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.batch import Engine, run
from onrecord.batch.places import Folder
from tests.batch.conftest import Alone, asked, quiet, tables

pytest.importorskip("daft", reason="Daft is not installed: pip install 'onrecord[batch]'")
pytestmark = [
    pytest.mark.slow,
    # The engine leaves the pipes of its workers to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one worker in this process makes of the archive."""
    out = tmp_path_factory.mktemp("whole")
    run(asked(made, out), Alone(), quiet)
    return tables(out)


DRIVER = """
import sys
from pathlib import Path
from onrecord.batch import Engine, run
from tests.batch.conftest import asked, quiet
if __name__ == "__main__":
    run(asked(Path(sys.argv[1]), Path(sys.argv[2])), Engine(workers=2), quiet)
"""


@pytest.fixture
def driver(made: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a process of its own, as the leader of a group; what is left of it is killed in the end."""
    script = tmp_path / "driver.py"
    script.write_text(DRIVER)
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, str(script), str(made), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for_parts(out: Path, number: int) -> None:
    folder = Folder(str(out))
    for _ in range(1200):
        if len(folder.names("parts")) >= number:
            return
        time.sleep(0.1)
    pytest.fail("no partition was done in two minutes")


def children(pid: int) -> dict[int, str]:
    """Everything that a process started, and what those started, with their command lines."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    out: dict[int, str] = {}
    wanted = {pid}
    while wanted:
        found = {int(row[0]): row[2] for row in rows if int(row[1]) in wanted}
        wanted = found.keys() - out.keys()
        out |= found
    return out


def test_two_workers_write_the_same_bytes(made: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    run(asked(made, tmp_path), Engine(workers=2), quiet)
    assert tables(tmp_path) == whole


def test_a_killed_worker_loses_nothing(
    made: Path, whole: dict[str, bytes], tmp_path: Path, driver: subprocess.Popen[bytes]
) -> None:
    out = tmp_path / "out"
    wait_for_parts(out, 1)
    workers = [pid for pid, args in children(driver.pid).items() if "udf_worker" in args]
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    assert driver.wait(timeout=300) == 0
    assert tables(out) == whole


def test_a_killed_driver_leaves_nothing_running_and_goes_on(
    made: Path, whole: dict[str, bytes], tmp_path: Path, driver: subprocess.Popen[bytes]
) -> None:
    out = tmp_path / "out"
    wait_for_parts(out, 1)
    left = children(driver.pid)
    driver.kill()
    driver.wait()
    for _ in range(300):
        if not any(Path(f"/proc/{pid}").exists() for pid in left):
            break
        time.sleep(0.1)
    else:
        pytest.fail("processes of a killed run live on")
    run(asked(made, out), Engine(workers=2), quiet)
    assert tables(out) == whole


def test_nothing_is_sent_home() -> None:
    code = (
        "from onrecord.batch import Engine\n"
        "Engine(workers=1)\n"
        "from daft.scarf_telemetry import track_import_on_scarf\n"
        "assert track_import_on_scarf()[0] is None\n"
    )
    environment = {name: value for name, value in os.environ.items() if "TRACK" not in name and "ANALYTICS" not in name}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
