"""How many digits, capitals, commas and quotation marks each of many texts holds, counted for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KNOWN, DIGIT, CAPITAL, COMMA, QUOTE = 1, 2, 4, 8, 16
_QUOTES = frozenset('"“”„«»')
_KINDS = np.zeros(0x110000, dtype=np.uint8)
"""What each code point is, filled in when one is first met: every process sees few scripts."""


def shares(texts: Sequence[str]) -> Mapping[int, NDArray[Any]]:
    """For each kind of letter how many of it each text holds; no text may be empty."""
    if not texts:
        return dict.fromkeys((DIGIT, CAPITAL, COMMA, QUOTE), np.zeros(0))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _KINDS[codes]
    if not kinds.all():
        for code in set(codes[kinds == 0].tolist()):
            _KINDS[code] = _kind_of(chr(code))
        kinds = _KINDS[codes]
    starts = np.concatenate(([0], np.cumsum([len(text) for text in texts])[:-1]))
    return {
        kind: np.add.reduceat((kinds & kind != 0).astype(np.int64), starts) for kind in (DIGIT, CAPITAL, COMMA, QUOTE)
    }


def _kind_of(letter: str) -> int:
    return (
        _KNOWN
        | (DIGIT if letter.isdigit() else 0)
        | (CAPITAL if letter.isupper() else 0)
        | (COMMA if letter == "," else 0)
        | (QUOTE if letter in _QUOTES else 0)
    )
