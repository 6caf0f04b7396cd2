"""Records to test with: every promise is held on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bench.postgres import programs, server
from onrecord.record.database import locate


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server of our own; tests make a database each on it."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server("fsync=off") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record can be made: a file that is not there, a database that is empty."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    url = locate(request.getfixturevalue("postgres"))
    name = f"test_{abs(hash(tmp_path)):x}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
