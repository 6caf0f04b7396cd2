"""A line of a page as the classifier of lines sees it: its characters, its words, whether it is running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.clean.phrases import small

LONGEST = 400
"""Characters of the longest line that is looked at for phrases."""

WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。:;][\"'”’»“)\]]*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«„(\[]*[^\W\d_a-zа-яіїєґ]")
_QUOTE_OPENS = ("“", "„", "«", "‘", '"', "''", "‹", "»")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the classifier sees it: its characters, its words, and the words joined by single spaces."""

    text: str
    words: tuple[str, ...]
    joined: str

    @property
    def quoted(self) -> bool:
        """It opens with a quotation mark: speech, whatever it speaks of."""
        return self.text.startswith(_QUOTE_OPENS)


def line_of(text: str) -> Line:
    """A line made ready; the words of one longer than ``LONGEST`` are left unread beyond that."""
    text = text.strip().strip("\ufeff").strip()
    words = tuple(WORD.findall(small(text[:LONGEST])))
    return Line(text, words, f" {' '.join(words)} ")


def words_behind(line: Line, position: int) -> int:
    """How many words of a line stand behind a place in it."""
    return len(WORD.findall(line.text, position))


def is_prose(line: Line) -> bool:
    """It reads as running text: a closed sentence of five words, two sentences, or very long."""
    count = len(line.words)
    if len(line.text) > LONGEST or count >= 26:
        return True
    if count >= 4 and _SENTENCE_END.search(line.text[-8:]):
        return True
    return count >= 12 and _SENTENCE_BREAK.search(line.text) is not None
