"""The migrations make the tables that the code knows."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.record.database import HEAD
from onrecord.record.schema import INDEXES, metadata
from onrecord.record.store import Record


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", "onrecord.record:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_what_the_schema_says(where: str) -> None:
    with Record.open(where, create=True) as record, record.engine.connect() as connection:
        ours = {"include_object": lambda _o, name, kind, _r, _a: kind != "table" or not name.startswith(INDEXES)}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []
