"""Which column of a table holds what: told by the user, else guessed by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from onrecord.errors import Unreadable
from onrecord.words import facts

OTHER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns by what they hold; None is what the table lacks, or what is to be guessed."""

    text: str | None = None
    markup: str | None = None
    address: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    captured: str | None = None

    def names(self) -> list[str]:
        """The columns that are there."""
        return sorted({name for field in fields(self) if (name := getattr(self, field.name))})

    def among(self, header: Iterable[str]) -> Columns:
        """The columns of this header: those that were told, the others guessed by the names in ``columns.toml``.

        Raises:
            Unreadable: ``columns``, where a column that was told is not there or none holds the text.
        """
        names = list(header)
        known = {_plain(name): name for name in reversed(names)}
        chosen = {field.name: getattr(self, field.name) or _guess(field.name, known) for field in fields(self)}
        if lost := sorted({name for name in chosen.values() if name} - set(names)):
            raise Unreadable("columns", f"there is no column {lost[0]!r}, only {_listed(names)}")
        if not (chosen["text"] or chosen["markup"]):
            raise Unreadable("columns", f"none of the columns {_listed(names)} is known to hold text: say which does")
        return Columns(**chosen)


def _guess(holding: str, known: dict[str, str]) -> str | None:
    return next((known[name] for name in facts("columns")[holding] if name in known), None)


def _plain(name: str) -> str:
    return OTHER.sub("_", name.strip().lower()).strip("_")


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")
