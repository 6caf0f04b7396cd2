"""Lines that credit a picture's maker or tell its kind are captions; sentences about pictures are not."""

from __future__ import annotations

import pytest

from onrecord.clean.credits import caption
from onrecord.clean.lines import line_of
from onrecord.clean.phrases import phrases_of


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "The quay in May. © Ann Lee / Agency", True),
        ("en", "The waiting room (Ann Lee/The Quay)", True),
        ("es", "La sala tiene cuarenta sillas. / ANA LEAL", True),
        ("nl", "Kramen in de regen. Beeld Ann Lee", True),
        ("pl", "Most w lutym. Fot. Jan Lis / Agencja", True),
        ("pl", "Stragany w deszczu (fot. Jan Lis)", True),
        ("uk", "Прилавки під дощем. Ілюстративне фото", True),
        ("en", "The book costs 20 euros and its cover shows a photo of the quay.", False),
        ("en", "The talks (the third this year) ended late.", False),
        ("en", "The licence said © and nothing else, so the court had to ask who owned the song.", False),
        ("en", "“Look at the quay. © Ann Lee”", False),
        ("en", "He won 3-2. The photo went round the world.", False),
    ],
)
def test_who_made_a_picture(code: str, text: str, found: bool) -> None:
    assert (caption(line_of(text), phrases_of(code)) is not None) is found
