"""A PostgreSQL server of our own, for as long as it is needed: in a folder that goes with it, on a socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INSTALLED = Path("/usr/lib/postgresql")
UNPRIVILEGED = "nobody"
"""Who runs the server where we are root, for PostgreSQL refuses to."""


def programs() -> Path | None:
    """The folder of initdb and postgres; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(_INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def server(*options: str) -> Iterator[str]:
    """The address of an empty database, as ``postgresql://…``; the server ends with the block.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    where = programs()
    if where is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        initdb = [
            str(where / "initdb"),
            "-D",
            data,
            "-U",
            "onrecord",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
        settings += [part for option in options for part in ("-c", option)]
        running = subprocess.Popen(
            [str(where / "postgres"), "-D", data, *settings],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            ready = [str(where / "pg_isready"), "-q", "-h", folder, "-t", "1"]
            while running.poll() is None and subprocess.run(ready, check=False).returncode:
                pass
            yield f"postgresql://onrecord@/postgres?host={folder}"
        finally:
            running.send_signal(2)  # SIGINT: a fast shutdown
            running.wait(30)
