"""What lineage costs on a whole press: ``python -m bench.related RECORD.db --pages 10000 [--workers 2]``.

Pages of `bench.press` are kept, where the record does not know them, and related; so a second run with more pages tells
what it costs when some join. Printed are seconds of processor time
(children included) and by the clock, step by step, what was found, and how much of what was planted. Steps that workers
do show on the clock alone: a worker's processor time is known only when it ended.
"""

from __future__ import annotations

import argparse
import resource
from collections import Counter
from collections.abc import Hashable, Iterable
from time import perf_counter, process_time

from sqlalchemy import func, select

from bench.made import READER
from bench.press import Press, Told, readings
from onrecord import relating
from onrecord.pipeline import identify
from onrecord.record import schema
from onrecord.record.keeper import Keeper
from onrecord.record.lineage import store
from onrecord.record.store import Record

KINDS = ("statement", "occasion", "utterance", "instance", "derivation", "discrepancy")
"""What is counted in the record afterwards."""


class Spent:
    """Seconds of processor time and by the clock, step by step."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[float, float]] = {}
        self._since = cpu(), perf_counter()

    def ends(self, step: str) -> None:
        """What passed since the last end was spent on this step."""
        now = cpu(), perf_counter()
        before = self.steps.get(step, (0.0, 0.0))
        self.steps[step] = before[0] + now[0] - self._since[0], before[1] + now[1] - self._since[1]
        self._since = now

    @property
    def all(self) -> tuple[float, float]:
        return sum(each for each, _ in self.steps.values()), sum(each for _, each in self.steps.values())


def cpu() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def kept(record: Record, made: Iterable[Told]) -> None:
    """Keeps pages as `onrecord add` does."""
    with Keeper(record) as keeper:
        for told in made:
            if record.knows(told.reading.page.id, READER):
                continue
            keeper.hand(told.reading.page, told.reading, READER)
            keeper.told()
        all(keeper.finish())


def related(record: Record, *, workers: int = 1) -> tuple[relating.Related, Spent]:
    """Relates a record; what each step took."""
    spent = Spent()

    def who_is_who() -> bool:
        spent.ends("grouping")
        changed = identify(record)
        spent.ends("telling who is who")
        return changed

    def heard(step: str, *_: int) -> None:
        spent.ends("sketching" if step == "grouping" else step)  # it is told when grouping begins

    outcome = relating.relate(record, who_is_who, workers=workers, heard=heard)
    spent.ends("ending")
    return outcome, spent


def counts(record: Record) -> dict[str, int]:
    """Rows of each kind."""
    with record.engine.connect() as connection:
        tables = schema.metadata.tables
        return {kind: connection.scalar(select(func.count()).select_from(tables[kind])) or 0 for kind in KINDS}


def pairs_found(record: Record, made: Iterable[Told]) -> tuple[float, float]:
    """Precision and recall of the pairs of pages that tell of one occasion."""
    with record.engine.connect() as connection:
        found = store.groups(connection)
    here = [(told.reading.page.id, told.occasion) for told in made if told.reading.page.id in found]
    planted, told_of = _sizes(occasion for _, occasion in here), _sizes(found[page] for page, _ in here)
    both = _sizes((occasion, found[page]) for page, occasion in here)
    return both / max(1, told_of), both / max(1, planted)


def _sizes(groups: Iterable[Hashable]) -> int:
    """Pairs within groups."""
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.related", description=__doc__)
    parser.add_argument("record")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--crowd", action="store_true", help="all pages tell of one occasion")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    made = list(Press().crowd(options.pages)) if options.crowd else readings(options.pages)
    spent = Spent()
    with Record.open(options.record, create=True) as record:
        kept(record, made)
        spent.ends("keeping")
        outcome, steps = related(record, workers=options.workers)
        for step, (processor, clock) in [*spent.steps.items(), *steps.steps.items(), ("relate in all", steps.all)]:
            print(f"{step:20} {processor:9.2f} s of processor time {clock:9.2f} s by the clock")
        for kind, number in counts(record).items():
            print(f"{kind:20} {number:9,}")
        precision, recall = pairs_found(record, made)
        print(f"occasions, pairs     precision {precision:.3f} recall {recall:.3f}")
        print(f"{outcome.sketched:,} pages sketched, {outcome.computed:,} occasions computed")
        print(f"{outcome.shared:,} occasions of several pages; {len(outcome.failures)} could not be told")


if __name__ == "__main__":
    main()
