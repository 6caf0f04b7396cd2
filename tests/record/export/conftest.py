from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.record.store import Record
from tests.record.export.made import fill


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record with pages of every kind; tests read it only."""
    with Record.open(str(tmp_path_factory.mktemp("record") / "record.db"), create=True) as opened:
        yield fill(opened)
