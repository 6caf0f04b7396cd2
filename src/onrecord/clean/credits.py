"""Lines that credit a picture's maker, alone or behind the words that tell what is seen.

Limits: a line of more than 70 words is no caption; a maker is named in at most eight words, at the line's end.
"""

from __future__ import annotations

import re

from onrecord.clean.lines import Line, words_behind
from onrecord.clean.phrases import Phrases, small
from onrecord.types import Basis

_CREDIT_MARKS = (
    "getty",
    "(ap photo",
    "ap photo",
    "afp via",
    "shutterstock",
    "istock",
    "/reuters",
    "/afp",
    "/ap)",
    "epa-efe",
    "unsplash",
)
_CREDIT_MARK = re.compile("|".join(map(re.escape, _CREDIT_MARKS)))
# "The old bridge in May. © Ann Lee / Agency": who holds the right to what is seen.
_RIGHTS = re.compile(r"[\s.,;:)\]–—-]\s?©\s?(?=[^\W\d_])")
# "... forty chairs (Ann Lee/Agency)", "... forty chairs. / ANN LEE": who took the picture, behind what it shows.
_SIGNED = re.compile(
    r"\([^\W\d_a-z]\w+\s[^\W\d_a-z]\w+\s?/\s?[^()/\d]{2,30}\)$|[.!?]\s?/\s?[^\W\d_a-z]{2,20}(?:\s[^\W\d_a-z]{2,20}){1,2}$"
)
# "... in the rain. Archive photo", "... in the rain (stock photo)": what kind of picture it is.
_KIND = re.compile(r"(?:[.!?…]\s([^.!?…()]{3,40})|\(([^()]{3,40})\))$")
_KIND_WORDS = 3
_END = 80
_CAPTION_WORDS, _NAMED_WORDS, _MAKER_WORDS, _MAKER_LEAST = 70, 8, 7, 3


def caption(line: Line, phrases: Phrases) -> Basis | None:
    """Why a line credits a picture's maker, if it does."""
    if len(line.words) > _CAPTION_WORDS or line.quoted:
        return None
    match = phrases.credit.search(line.text)
    if match and (match.start() == 0 or words_behind(line, match.end()) <= _NAMED_WORDS):
        return Basis("picture credit", match.group().strip(), 0.9)
    rights = _RIGHTS.search(line.text)
    if rights and words_behind(line, rights.end()) <= _NAMED_WORDS:
        return Basis("picture credit", "©", 0.85)
    signed = _SIGNED.search(line.text[-_END:]) or phrases.signature.search(line.text[-_END:])
    if not signed:
        kind = _KIND.search(line.text[-_END:])
        told = small(kind[1] or kind[2]).split() if kind else []
        signed = kind if 2 <= len(told) <= _KIND_WORDS and phrases.pictures.intersection(told) else None
    if signed:
        return Basis("picture credit", signed.group().strip(), 0.85)
    if is_maker(line, phrases):
        return Basis("picture credit", line.text, 0.8)
    mark = _CREDIT_MARK.search(line.text[-60:].lower()) if len(line.words) <= 45 else None
    return Basis("picture credit", mark[0], 0.8) if mark else None


def is_maker(line: Line, phrases: Phrases) -> bool:
    """Nothing but who took a picture and for whom: "Ann Lee / AGY", "Photo Ann Lee / Agency"."""
    left, slash, right = line.text.partition("/")
    if not slash or not _MAKER_LEAST <= len(line.words) <= _MAKER_WORDS or "/" in right:
        return False
    names = [token for token in (left + " " + right).split() if token[:1].isalpha()]
    if not names or not all(name[0].isupper() for name in names):
        return False
    if phrases.credit.match(f"{names[0]}:"):
        return True
    signs = (left if len(left.split()) == 1 else right).strip()
    person = (right if len(left.split()) == 1 else left).split()
    return signs.isupper() and 2 <= len(signs) <= 8 and 2 <= len(person) <= 4 and all(map(str.istitle, person))
