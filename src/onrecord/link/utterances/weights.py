"""What each measure counts; fitted by ``training/utterances.py`` on fictional retellings in seven languages."""

from __future__ import annotations

WEIGHTS = {
    "its words there": 1.45,
    "their words here": -11.2,
    "more of the two": 0.3,
    "words in common": 2.27,
    "figures in common": 1.51,
    "figures, none in common": -0.64,
    "their sounds here": 1.26,
    "sounds in common": 0.87,
    "meaning": -1.16,
    "meaning beyond the usual": 9.4,
    "another language": 0.8,
    "one speaker": 3.31,
    "two speakers": 0.39,
}
BIAS = -8.84
LEAST = -3.0
"""How sure it must be, in logits, that a statement renders an utterance rather than one of its own."""
LEAST_UNSOURCED = -2.0
