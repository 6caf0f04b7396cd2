"""The words of an instance beside those of its best wording, for a screen: which are the same, and which differ."""

from __future__ import annotations

from onrecord.link.align import pieces, wording
from onrecord.link.quotations import quotation
from onrecord.link.verdicts import Rendering, rendering


def aligned(reference: str, instance: str, languages: tuple[str, str] = ("en", "en")) -> Rendering | None:
    """How an instance has the words of a reference, both given as text; None where they share none.

    ``languages`` are the reference's and the instance's; words of two languages are not aligned. The spans of the
    rendering are places in ``reference``; those of its changes are ``quoted`` in ``instance`` and ``held`` in
    ``reference``. Limits are those of `align` and `quotations`.
    """
    if languages[0] != languages[1]:
        return None
    asked = quotation(instance)
    said = wording(reference)
    if not asked.keys or not said.keys:
        return None
    return rendering(asked, said, pieces(asked.keys, said.keys), languages[0])
