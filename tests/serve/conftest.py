"""Records to test with, on SQLite and on PostgreSQL."""

from tests.record.conftest import postgres, where

__all__ = ["postgres", "where"]
