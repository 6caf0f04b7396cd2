"""Daft, locally or on a Ray cluster: the one module that imports either. Both are told to send nothing home.

Tasks are handed out one by one to workers, each a process of its own that makes what it needs once. An engine does not
remember what was done: that is for the ledger of the run.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from onrecord.batch import joins
from onrecord.batch.alike import Edge
from onrecord.batch.places import BatchError

Work = Callable[[str], str]
"""What a worker does with a task; both texts."""
QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
}
"""Set before either library is loaded, here and in workers."""


class Lost(BatchError):
    """Workers were lost, and the engine gave up; what they had finished is there."""


class Engine:
    """Workers of this machine, or of the Ray cluster at an address; ``workers`` bounds their number."""

    def __init__(self, cluster: str | None = None, workers: int | None = None) -> None:
        """
        Raises:
            BatchError: Daft is not installed, or Ray where a cluster is asked for, or it cannot be reached.
        """
        os.environ |= QUIET
        self._daft = _daft()
        if cluster is not None:
            self._join(cluster)
        self.workers = workers or (self._nodes_cores() if cluster else len(os.sched_getaffinity(0)))
        self._spread = cluster is not None

    def each(self, make: Callable[[], Work], tasks: Sequence[str]) -> Iterator[str]:
        """What the workers answer, in no promised order. ``make`` is called once in each worker.

        Raises:
            Lost: the engine gave up, as it does when a local worker is killed.
        """
        daft = self._daft
        workers = min(self.workers, len(tasks))

        class Crew:
            def __init__(self) -> None:
                self._work = make()

            @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
            def answers(self, tasks: Any) -> list[str]:  # noqa: ANN401 (a series of the engine)
                return [self._work(task) for task in tasks.to_pylist()]

        crew = daft.cls(Crew, max_concurrency=workers, use_process=True, cpus=1)()
        frame = daft.from_pydict({"task": list(tasks)})
        if self._spread:
            frame = frame.into_partitions(len(tasks))
        for row in self._rows(frame.select(crew.answers(frame["task"]).alias("answer"))):
            yield row["answer"]

    def near_duplicates(self, tables: Sequence[str]) -> list[Edge]:
        """The near-duplicates among the pages of these tables, in order.

        Raises:
            Lost: as `each`.
        """
        return self._edges(joins.near_duplicates(self._daft, tables))

    def candidates(self, tables: Sequence[str]) -> list[Edge]:
        """The candidates for retellings among them, in order.

        Raises:
            Lost: as `each`.
        """
        return self._edges(joins.candidates(self._daft, tables))

    def _edges(self, frame: Any) -> list[Edge]:  # noqa: ANN401
        return sorted((row["a"], row["b"], row["share"]) for row in self._rows(frame))

    def _rows(self, frame: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 (a frame of the engine)
        daft = self._daft
        try:
            yield from frame.iter_rows()
        except (daft.exceptions.DaftCoreException, RuntimeError, OSError) as error:
            raise Lost(f"the engine gave up: {error}") from error

    def _join(self, cluster: str) -> None:
        try:
            import ray  # larger still: for those who have a cluster
        except ImportError as error:
            raise BatchError("a cluster needs Ray: pip install 'onrecord[cluster]'") from error
        try:
            ray.init(
                cluster,
                ignore_reinit_error=True,
                log_to_driver=False,
                logging_level=logging.WARNING,
                runtime_env={"env_vars": QUIET},
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise BatchError(f"the cluster at {cluster} cannot be reached: {error}") from error
        self._daft.set_runner_ray(noop_if_initialized=True)

    def _nodes_cores(self) -> int:
        import ray  # only where a cluster was joined

        held: dict[str, float] = ray.cluster_resources()
        return max(1, int(held.get("CPU", 1)))


def _daft() -> Any:  # noqa: ANN401 (the library)
    try:
        import daft  # large, and slow to load: for those who read archives
    except ImportError as error:
        raise BatchError("archives need one more library: pip install 'onrecord[batch]'") from error
    return daft
