"""The lineage of one occasion: what was said once, how each page has it, who took it from whom, and what changed."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.drift import discrepancies
from onrecord.link.forms import formed
from onrecord.link.origins import origins
from onrecord.link.origins.access import makings
from onrecord.link.tellings import Telling
from onrecord.link.utterances import grouped
from onrecord.types import Lineage, Occasion


def lineage(occasion: Occasion, tellings: Sequence[Telling]) -> Lineage:
    """What the pages of an occasion tell, in order; the order in which they come changes nothing.

    Of a page that stands alone there is nothing to compare: it has no utterances, and no origin is claimed for it.
    """
    if len(tellings) < 2:
        return Lineage(occasions=(occasion,))
    here = sorted(tellings, key=lambda telling: telling.page)
    made = makings(here)
    utterances = formed(grouped(here), here, occasion.id, made)
    found = origins(here, utterances, made)
    return Lineage(
        occasions=(occasion,),
        utterances=tuple(utterances),
        derivations=tuple(found.derivations),
        independent=tuple(found.independent),
        discrepancies=tuple(discrepancies(here, utterances)),
    )
