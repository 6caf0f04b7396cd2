"""A cluster of two nodes on loopback: the same bytes as one worker, also where a node is killed in the middle.

Slow, and skipped where Ray is not installed: it is a quarter of a gigabyte, and no development tool.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.batch import run
from tests.batch.conftest import Alone, asked, quiet, tables

pytest.importorskip("daft", reason="Daft is not installed: pip install 'onrecord[cluster]'")
pytestmark = pytest.mark.slow

# Two nodes with addresses of their own: Ray takes 127.0.0.1 for the address of the machine.
CLUSTER = """
import sys
from pathlib import Path
from ray.cluster_utils import Cluster
from onrecord.batch import Engine, run
from tests.batch.conftest import asked

def main():
    cluster = Cluster()
    small = {"num_cpus": 1, "object_store_memory": 100_000_000}
    cluster.add_node(node_ip_address="127.0.0.2", include_dashboard=False, **small)
    other = cluster.add_node(node_ip_address="127.0.0.3", **small)
    victims = [other] if sys.argv[3] == "kill" else []

    def tell(step, done, total, counts):
        if step == "reading" and done and victims:
            cluster.remove_node(victims.pop(), allow_graceful=False)

    engine = Engine(cluster.address)
    assert engine.workers == 2
    run(asked(Path(sys.argv[1]), Path(sys.argv[2])), engine, tell)
    assert not victims or sys.argv[3] == "run"
    cluster.shutdown()

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("what", ["run", "kill"])
def test_two_nodes_write_the_same_bytes(made: Path, tmp_path: Path, what: str) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[cluster]'")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "RAY_AUTH_MODE": "disabled",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    arguments = [sys.executable, str(script), str(made), str(tmp_path / "out"), what]
    done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    run(asked(made, tmp_path / "alone"), Alone(), quiet)
    assert tables(tmp_path / "out") == tables(tmp_path / "alone")
