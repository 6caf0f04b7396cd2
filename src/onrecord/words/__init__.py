"""A language as data: one folder a language, one TOML file a theme. A new language is a new folder of tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from onrecord.errors import WordsError

Table = Mapping[str, Any]

EMPTY: Table = MappingProxyType({})


@cache
def languages() -> tuple[str, ...]:
    """The codes (ISO 639-1) of the languages that have tables."""
    return tuple(
        sorted(entry.name for entry in resources.files(__name__).iterdir() if entry.is_dir() and entry.name.isalpha())
    )


@cache
def load(language: str, theme: str) -> Table:
    """The table of one theme in one language; empty where the language has none.

    Raises:
        WordsError: the file is there and is not TOML.
    """
    if not language.isalpha():
        return EMPTY
    return _parse(resources.files(__name__).joinpath(language, f"{theme}.toml"))


@cache
def facts(name: str) -> Table:
    """A shipped table of facts that hold in every language (terms of office, recurring conferences).

    Raises:
        WordsError: there is no such table, or it is not TOML.
    """
    table = _parse(resources.files(__name__).joinpath(f"{name}.toml"))
    if not table:
        raise WordsError(f"there is no table of facts named {name!r}")
    return table


def _parse(file: Traversable) -> Table:
    try:
        return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return EMPTY
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{file}: {error}") from error
