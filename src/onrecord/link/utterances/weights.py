"""What each measure counts, in logits; fitted by ``training/utterances.py`` on retellings in seven languages."""

from __future__ import annotations

WEIGHTS = {
    "words of the shorter": 1.90,
    "words of both": 0.36,
    "figures": 1.55,
    "sounds of the shorter": 2.33,
    "meaning": 4.70,
    "meaning beyond the usual": 3.89,
    "another language": 0.50,
    "one speaker": 2.02,
    "two speakers": -1.11,
    "no source": -1.62,
    "two quotations": -0.70,
    "words of two quotations": 0.83,
}
BIAS = -4.50
NEIGHBOUR = 1.5
"""So much less will do where the part beside it in the paragraph renders the same utterance."""
AGAIN = 1.0
"""How sure it must be that a page says the same thing twice, which no other page tells."""
LEAST_PAGES = 2
"""Pages that must quote two utterances in one breath, to make them one."""
