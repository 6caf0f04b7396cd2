"""What a person names on the command line, to pages: files, folders, archives, standard input, addresses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from onrecord.capture import Columns, opened, pages
from onrecord.types import Page, Rejection

_SCHEMES = ("http://", "https://")


def pages_of(paths: tuple[str, ...], captured: datetime, columns: Columns | None = None) -> Iterator[Page | Rejection]:
    """The pages that the paths hold, in their order. An address is fetched, for naming it is asking for it."""
    for remote, named in groupby(paths, key=lambda path: path.lower().startswith(_SCHEMES)):
        if remote:
            yield from _fetched(tuple(named), captured, columns)
        else:
            yield from pages(named, captured, sys.stdin.buffer, columns=columns)


def _fetched(addresses: tuple[str, ...], captured: datetime, columns: Columns | None) -> Iterator[Page | Rejection]:
    from onrecord.capture.fetch import fetch  # the network's libraries, for those who ask for the network

    for answer in fetch(addresses, captured):
        if isinstance(answer, Rejection):
            yield answer
        else:
            yield from opened(answer.page, columns=columns)
