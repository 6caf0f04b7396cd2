"""Vectors that were made, by their texts: the last ones, for those who ask again. Shared by threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.int8]


class Memory:
    """Holds so many vectors at most; those that were made first are forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._held: dict[str, Vectors] = {}

    def known(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """Those of the texts whose vectors are remembered."""
        with self._lock:
            return {text: self._held[text] for text in texts if text in self._held}

    def keep(self, made: Mapping[str, Vectors]) -> None:
        """Remembers vectors by their texts."""
        with self._lock:
            self._held.update(made)
            for text in list(self._held)[: max(0, len(self._held) - self._most)]:
                del self._held[text]
