"""What each measure counts, in logits; fitted by ``training/utterances.py`` on retellings in seven languages."""

from __future__ import annotations

WEIGHTS = {
    "words of the shorter": 2.21,
    "words of both": 0.21,
    "figures": 1.49,
    "sounds of the shorter": 2.26,
    "meaning": 4.77,
    "meaning beyond the usual": 3.94,
    "another language": 0.54,
    "speakers": 1.78,
    "no source": -1.83,
    "two quotations": -1.50,
    "words of two quotations": 0.96,
}
BIAS = -4.33
NEIGHBOUR = 1.5
"""So much less will do where the part beside it in the paragraph renders the same utterance."""
AGAIN = 1.0
"""How sure it must be that a page says the same thing twice, which no other page tells."""
LEAST_PAGES = 2
"""Pages that must quote two utterances in one breath, to make them one."""
