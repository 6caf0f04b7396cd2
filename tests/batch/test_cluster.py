"""A cluster of two nodes on loopback: the same bytes as one worker, also where a node is killed in the middle.

Slow, and skipped where Daft or Ray has no build for the system.
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
pytest.importorskip("ray", reason="Ray is not installed: pip install 'onrecord[cluster]'")
pytestmark = pytest.mark.slow

# Two nodes with addresses of their own: Ray takes 127.0.0.1 for the address of the machine. The second archive is read
# by two nodes until the first part is there, and by the one that is left from then on: it has room for both workers,
# for Daft waits until a worker that it lost can be started again.
CLUSTER = """
import sys
from pathlib import Path
import ray
from ray.cluster_utils import Cluster
from onrecord.batch import Engine, run
from tests.batch.conftest import asked, quiet

def main(made, whole, halved):
    cluster = Cluster()
    small = {"num_cpus": 2, "object_store_memory": 100_000_000, "include_dashboard": False}
    cluster.add_node(node_ip_address="127.0.0.2", **small)
    victims = [cluster.add_node(node_ip_address="127.0.0.3", **small)]

    def kill(step, done, _total, _counts):
        if step == "reading" and done and victims:
            cluster.remove_node(victims.pop(), allow_graceful=False)

    try:
        assert Engine(cluster.address).workers == 4
        engine = Engine(cluster.address, workers=2)
        run(asked(made, whole), engine, quiet)
        run(asked(made, halved), engine, kill)
        assert not victims
    finally:
        ray.shutdown()
        cluster.shutdown()

if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
"""


def test_two_nodes_write_the_same_bytes_also_where_one_is_killed(made: Path, tmp_path: Path) -> None:
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "RAY_AUTH_MODE": "disabled",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    out = {name: tmp_path / name for name in ("whole", "halved", "alone")}
    arguments = [sys.executable, str(script), str(made), str(out["whole"]), str(out["halved"])]
    done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    run(asked(made, out["alone"]), Alone(), quiet)
    alone = tables(out["alone"])
    assert tables(out["whole"]) == alone
    assert tables(out["halved"]) == alone
