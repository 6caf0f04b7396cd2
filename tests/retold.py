"""Records of the example pages, related, for tests of what is told of lineage."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from onrecord.capture import pages
from onrecord.pipeline import read_by_rules, relate
from onrecord.record.store import Record
from onrecord.types import Page, Reading

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
READER = "rules"
SAID = "We measured it, we wrote it down and we told nobody"


@cache
def readings(prefix: str = "") -> tuple[Reading, ...]:
    """The example pages whose names begin so, read by rules, in the order of their names."""
    files = sorted(str(path) for path in EXAMPLES.glob(f"{prefix}*.txt"))
    read = (read_by_rules(page) for page in pages(files, CAPTURED) if isinstance(page, Page))
    return tuple(each for each in read if isinstance(each, Reading))


def keep(record: Record, some: tuple[Reading, ...] | list[Reading]) -> None:
    for each in some:
        record.keep(each.page, each, READER)


def related(where: Path | str) -> Record:
    """A record of all examples, related."""
    record = Record.open(str(where), create=True)
    keep(record, readings())
    assert not relate(record).failures
    return record


def page_named(name: str) -> str:
    """The id of the example page that is called so."""
    return next(each.page.id for each in readings() if Path(each.page.name).stem == name)
