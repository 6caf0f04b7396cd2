"""What each kind of evidence counts when the sources of a page are chosen.

Set by hand, few and round. ``training/origins.py`` draws others around them: what it fits on five occasions finds fewer
sources on the sixth than these do, so that these stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What kind of thing a page may have from another; the value names its weight."""

    QUOTED = "quoted"
    TOLD = "told"
    TRANSLATED = "translated"
    ABROAD = "abroad"
    NAME = "name"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for what a source explains, and before it explains anything.

    ``quoted``, ``told``: a passage in quotation marks or without; ``translated``: one that a machine translated;
    ``abroad``: one that stands in another language on the source, where no machine translated; ``name``, ``figure``:
    one that few pages have. ``runs`` multiplies the share of narrative words in shared runs, ``order`` how alike both
    tell (translations alone), ``credit`` is for an outlet that is named. ``another`` is against each further source,
    ``digest`` the same for a page that quotes hardly anything: it keeps little of each. ``late`` is against a source
    that seems to be later (days are often read wrongly).
    ``wire``, ``own``, ``record``: what kind of page the source is; ``tongue``: a machine translated it from another
    language; ``foreign``: nobody did, and the source has another language.
    """

    quoted: float = 1.0
    told: float = 0.6
    translated: float = 0.8
    abroad: float = 0.2
    name: float = 0.3
    figure: float = 0.4
    runs: float = 6.0
    order: float = 1.0
    credit: float = 1.5
    another: float = 0.65
    digest: float = 0.33
    late: float = 2.0
    wire: float = 0.6
    own: float = 0.3
    record: float = 0.0
    tongue: float = 1.3
    foreign: float = 0.0
    least: float = 1.0


WEIGHTS = Weights()
