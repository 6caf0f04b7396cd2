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

    @classmethod
    def told(cls, pairs: Iterable[tuple[str, str]]) -> Columns:
        """Columns as a person tells them: what is held, by any of its usual names ("date"), with the column's name.

        Raises:
            Unreadable: ``columns``, where what is held is not known here or is told twice.
        """
        chosen: dict[str, str] = {}
        for what, name in pairs:
            held = _held(what)
            if held is None:
                known = ", ".join(field.name for field in fields(cls))
                raise Unreadable("columns", f"{what[:40]!r} is nothing that a column can hold: use one of {known}")
            if held in chosen:
                raise Unreadable("columns", f"two columns are told to hold {held}: {chosen[held]!r} and {name!r}")
            chosen[held] = name
        return cls(**chosen)

    def among(self, header: Iterable[str]) -> Columns:
        """The columns of this header: those that were told, the others guessed by the names in ``columns.toml``.

        Raises:
            Unreadable: ``columns``, where a column that was told is not there or none holds the text.
        """
        names = list(header)
        known = {_plain(name): name for name in reversed(names)}
        chosen = {field.name: self._told_as(field.name, names, known) for field in fields(self)}
        if lost := sorted({name for name in chosen.values() if name} - set(names)):
            raise Unreadable("columns", f"there is no column {lost[0]!r}, only {_listed(names)}")
        if not (chosen["text"] or chosen["markup"]):
            raise Unreadable(
                "columns", f"none of the columns {_listed(names)} is known to hold text: say which does, as text=NAME"
            )
        return Columns(**chosen)

    def _told_as(self, holding: str, names: list[str], known: dict[str, str]) -> str | None:
        """The column as the header writes it, whatever capitals and spaces the person used; else a guess."""
        told: str | None = getattr(self, holding)
        if told:
            return told if told in names else known.get(_plain(told), told)
        return _guess(holding, known)


def _held(what: str) -> str | None:
    plain = _plain(what)
    return next((name for name in facts("columns") if plain == name), None) or next(
        (name for name, usual in facts("columns").items() if plain in usual), None
    )


def _guess(holding: str, known: dict[str, str]) -> str | None:
    return next((known[name] for name in facts("columns")[holding] if name in known), None)


def _plain(name: str) -> str:
    return OTHER.sub("_", name.strip().lower()).strip("_")


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")
