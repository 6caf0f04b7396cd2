"""How common a word is in texts at large, in any of the languages that the vocabulary of meanings knows.

A unigram vocabulary holds the logarithm of each piece's share of all pieces; a word that is one piece has that share.
Words that the vocabulary cuts up are rare, and so are those in letters that it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp

import numpy as np

from onrecord.meaning.unigram import BLANK

RAREST = 2.0**-20
"""The share of a word that is not in the vocabulary."""


def share(word: str) -> float:
    """A word's share of all words, written as it is here: small letters and capitals are two words."""
    return _shares().get(word, RAREST)


def share_of_pages(word: str, words: int) -> float:
    """The share of pages of so many words that hold it, were its places random."""
    return 1.0 - exp(-words * share(word))


@cache
def _shares() -> Mapping[str, float]:
    folder = files("onrecord.models").joinpath("meaning")
    with folder.joinpath("weights.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        scores = kept["scores"].tolist()
    pieces = folder.joinpath("pieces.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    begun = ((piece, score) for piece, score in zip(pieces, scores, strict=True) if piece.startswith(BLANK))
    return {piece.removeprefix(BLANK): exp(score) for piece, score in begun if len(piece) > 1}
