"""What statements mean, as vectors: similar statements found offline, in other words and in other languages.

``embed`` gives what is kept of a statement, ``ask`` what a question is looked up by, ``Nearest`` finds the vectors
near a question, and ``ranked`` puts what it found in order, one place for each wording. The model is
``models/meaning``, loaded when it is first asked.

Limits: the encoder was taught sixteen languages; of those that are read here all but Ukrainian, which lives on what it
shares with Russian. Scripts other than Latin, Cyrillic and Greek are not kept in the vocabulary, and a text in them has
no meaning here (a vector of zeros, near to nothing). Of a text the first ``MOST_LETTERS`` characters and
``MOST_PIECES`` pieces count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.meaning.encoder import Floats, Network, Real, grown
from onrecord.meaning.likeness import Candidate, Place, ranked, same_wording
from onrecord.meaning.memory import Memory, Vectors
from onrecord.meaning.nearest import Near, Nearest
from onrecord.meaning.threads import one_thread
from onrecord.meaning.together import Together
from onrecord.meaning.unigram import UNKNOWN, Unigram

__all__ = ["DIMENSIONS", "VERSION", "Candidate", "Near", "Nearest", "Place", "ask", "embed", "ranked", "same_wording"]

VERSION = "meaning@1"
"""Vectors of one version can be compared; those of another must be made anew."""
DIMENSIONS = 192
"""Numbers in a vector that is kept, a byte each."""
MOST_LETTERS = 2_000
MOST_PIECES = 256
MOST_SENTENCES = 16
"""Of a question; further ones count in the whole only."""
_LEAST_SENTENCE = 12
_FULL_SCALE = 127
_TOGETHER = 16
"""Texts that are computed together in 64 bits."""
_BETWEEN, _MOVED = 0.5, 3e-7
"""How far a number of 32 bits may be from that of 64, in vectors of length 1: of 768,000 the farthest was 2.1e-7."""
_LEAST = 1e-9
_REMEMBERED = 8_192
_remembered = Memory(_REMEMBERED)
_SENTENCES = re.compile(r"(?<=[.!?…])[\"”»’']?\s+")


@dataclass(frozen=True, slots=True)
class Encoder:
    """A vocabulary, a network, and the directions (``axes``, from ``middle``) in which texts differ most."""

    vocabulary: Unigram
    together: Together
    exact: Network
    middle: Floats
    axes: Floats

    def vector(self, text: str) -> Vectors:
        """One text as bytes, its largest number at full scale; zeros where ``pieces`` are none."""
        return self.vectors([text])[0]

    def vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """Texts as bytes. Numbers of 32 bits depend a little on the texts beside a text, and on the machine; where one
        lies so near to between two bytes that this may have moved it, the text is computed again in 64.
        """
        pieces = [self.pieces(text) for text in texts]
        known = np.array([number for number, each in enumerate(pieces) if each], np.intp)
        out = np.zeros((len(texts), self.axes.shape[1]), np.int8)
        out[known], is_unsure = self._bytes(self.together.meanings([pieces[number] for number in known]))
        unsure = known[is_unsure]
        for at in range(0, len(unsure), _TOGETHER):
            some = unsure[at : at + _TOGETHER]
            out[some], _ = self._bytes(self.exact.meanings([pieces[number] for number in some]))
        return list(out)

    def _bytes(self, vectors: Real) -> tuple[Vectors, NDArray[np.bool_]]:
        """The bytes of each vector, and whether one of them may have been moved."""
        values = (vectors - self.middle) @ self.axes
        scale = _FULL_SCALE / np.abs(values).max(axis=1, keepdims=True, initial=_LEAST)
        bytes_ = np.round(values * scale)
        far = np.abs(np.abs(values * scale - bytes_) - _BETWEEN)
        return bytes_.astype(np.int8), (far <= _MOVED * scale).any(axis=1)

    def pieces(self, text: str) -> list[int]:
        """The numbers of a text's pieces; none where most of it is in letters that the vocabulary does not know."""
        pieces = self.vocabulary.encode(text[:MOST_LETTERS], MOST_PIECES)
        unknown, blanks = pieces.count(UNKNOWN), pieces.count(self.vocabulary.blank)
        return pieces if len(pieces) - blanks > 2 * unknown else []

    @classmethod
    def of(cls, kept: Mapping[str, NDArray[Any]], pieces: str) -> Encoder:
        """From the arrays of ``weights.npz`` and the lines of ``pieces.txt``, whose numbers count from 0."""
        arrays = dict(kept)
        numbers = {piece: number for number, piece in enumerate(pieces.removesuffix("\n").split("\n"))}
        vocabulary = Unigram(numbers, arrays.pop("scores").tolist())
        middle, axes = arrays.pop("middle"), arrays.pop("axes")
        network = Network(arrays.pop("codes"), arrays.pop("steps"), grown(arrays))
        exact = network.exact
        return cls(vocabulary, Together(network, exact), exact, middle, axes)


def embed(texts: Sequence[str]) -> Vectors:
    """The meanings of texts, a row of ``DIMENSIONS`` bytes each. A row depends on its own text only.

    They are remembered, for the stages of lineage ask for the same passages again.
    """
    known = _remembered.known(texts)
    missing = list(dict.fromkeys(text for text in texts if text not in known))
    if missing:
        with one_thread():
            made = dict(zip(missing, shipped().vectors(missing), strict=True))
        _remembered.keep(made)
        known |= made
    return np.stack([known[text] for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.int8)


def ask(text: str) -> Vectors:
    """What a question is looked up by: the whole text's vector, then one for each sentence where there are several.

    A retelling often renders one sentence of what was said.
    """
    parts = [part for part in _SENTENCES.split(text[:MOST_LETTERS]) if len(part) > _LEAST_SENTENCE]
    return embed([text, *parts[:MOST_SENTENCES]] if len(parts) > 1 else [text])


@cache
def shipped() -> Encoder:
    """The encoder that comes with the package, loaded once in a process."""
    folder = files("onrecord.models").joinpath("meaning")
    with folder.joinpath("weights.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        return Encoder.of(dict(kept), folder.joinpath("pieces.txt").read_text(encoding="utf-8"))
