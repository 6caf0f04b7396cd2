"""What a run set out to do and what it has done: all of it is files in its folder, so that any machine can go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from onrecord.batch.partitions import Sizes
from onrecord.batch.places import BatchError, File, Folder
from onrecord.batch.worker import Settings
from onrecord.capture import Columns

FORMAT = 2
RUN, SUMMARY = "run.json", "summary.json"


@dataclass(frozen=True, slots=True)
class Begun:
    """A run as it was begun: with what it reads, who reads, and the archive's files by their digest."""

    settings: Settings
    reader: str
    sources: tuple[str, ...]
    archive: str


class Unlike(BatchError):
    """The folder holds a run over another archive, or with other settings."""


def digest_of(files: Sequence[File]) -> str:
    """What an archive is known by: the names, places and sizes of its files."""
    hasher = hashlib.sha256()
    for file in files:
        hasher.update(json.dumps([file.name, file.address, file.size]).encode())
    return hasher.hexdigest()


def begin(folder: Folder, wanted: Begun, *, captured: datetime | None) -> Begun:
    """Writes down a run that begins; of one that goes on, how it was begun: the moment of capture is kept.

    Raises:
        Unlike: what goes on there is another run, or the folder holds something else.
    """
    held = begun(folder)
    if held is None:
        if any(not name.startswith(".") for name in folder.names()):
            raise Unlike(f"{folder.address} holds something else than a run: name a folder that is empty")
        told = {"format": FORMAT, "reader": wanted.reader, "sources": wanted.sources, "archive": wanted.archive}
        settings = asdict(wanted.settings) | {"captured": wanted.settings.captured.isoformat()}
        del settings["out"]
        folder.write(RUN, json.dumps(told | {"settings": settings}, indent=1).encode() + b"\n")
        return wanted
    if other := _differences(held, wanted, moment=captured is not None):
        raise Unlike(f"{folder.address} holds a run with {other}: name another folder, or give the same command again")
    return held


def begun(folder: Folder) -> Begun | None:
    """How the run in a folder was begun; None where there is none.

    Raises:
        BatchError: another version of onrecord began it.
    """
    content = folder.read(RUN)
    if content is None:
        return None
    try:
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise BatchError(f"the run in {folder.address} was made by another version of onrecord")
        return Begun(_settings(folder, told["settings"]), told["reader"], tuple(told["sources"]), told["archive"])
    except (ValueError, KeyError, TypeError) as error:
        raise BatchError(f"{folder.address}/{RUN} cannot be understood: it was changed, or is not ours") from error


def summary(folder: Folder) -> dict[str, int] | None:
    """What was counted in a run that is finished; None where it is not."""
    content = folder.read(SUMMARY)
    return None if content is None else dict(json.loads(content))


def finish(folder: Folder, counts: Mapping[str, int]) -> None:
    folder.write(SUMMARY, json.dumps(counts, indent=1).encode() + b"\n")


def _settings(folder: Folder, told: dict[str, Any]) -> Settings:
    typed = {
        "captured": datetime.fromisoformat(told["captured"]),
        "columns": Columns(**told["columns"]),
        "sizes": Sizes(**told["sizes"]),
    }
    return Settings(**told | typed | {"out": folder.address})


def _differences(held: Begun, wanted: Begun, *, moment: bool) -> str:
    """What was otherwise when the run was begun, in words; empty where nothing was."""
    pairs = {
        "another reader": held.reader != wanted.reader,
        "other files, or files of another size": held.archive != wanted.archive,
        "another --captured": moment and held.settings.captured != wanted.settings.captured,
        "other columns": held.settings.columns != wanted.settings.columns,
        "other content": held.settings.content != wanted.settings.content,
    }
    return next((told for told, differs in pairs.items() if differs), "")
