"""What Alembic runs: the migrations, over the connection that was handed in."""

from __future__ import annotations

from alembic import context

from onrecord.record.schema import INDEXES, metadata


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _against: object) -> bool:
    """Not the tables of words: FTS5's shadows and tsvectors are beyond what Alembic compares."""
    return kind != "table" or not (name or "").startswith(INDEXES)


def run() -> None:
    """Alembic hands the connection over in the configuration's attributes."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        include_object=is_ours,
        transaction_per_migration=False,
    )
    context.run_migrations()


run()
