from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.dialogue import speech_in
from onrecord.extract.quotes import quotes_in
from onrecord.types import Span


def spoken(text: str, language: str) -> list[str]:
    dashed = text[0] in "–—-"
    start = 1 if dashed else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    span = Span(start, len(text))
    quotes = quotes_in(text, span.start, span.end)
    return [quote.span.of(text) for quote in speech_in(text, span, quotes, language, dashed=dashed)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("pl", "– Zostajemy – mówi Ewa. – Na zawsze.", ["Zostajemy", "Na zawsze."]),
        ("pl", "– Zostajemy – mówi Ewa – na zawsze.", ["Zostajemy", "na zawsze."]),
        ("pl", "Wilk nie ustąpi. – Zostajemy – dodał.", ["Zostajemy"]),
        ("pl", "Firma – mimo strat – działa dalej.", []),
        ("pl", "– chleb\n", []),
        ("pl", "– Zostajemy – mówi Ewa. Firma – mimo strat – działa.", ["Zostajemy"]),
        ("uk", "— Ми лишаємося, — сказав він.", ["Ми лишаємося"]),
        ("ru", "«Мы остаёмся, — сказал он. — Навсегда».", ["«Мы остаёмся", "Навсегда»"]),
        ("es", "—Nos quedamos —dijo Eva—. Para siempre.", ["Nos quedamos", "Para siempre."]),
        ("fr", "« Nous restons, dit-il, pour toujours. »", ["« Nous restons", "pour toujours. »"]),
        ("fr", "« Nous restons, dit Mme Roux, pour toujours. »", ["« Nous restons", "pour toujours. »"]),
        ("fr", "« Nous restons, disent-ils souvent. »", ["« Nous restons"]),
        ("it", "«Restiamo - ha detto Eva - per sempre».", ["«Restiamo", "per sempre»"]),
        ("it", "Restiamo nell'anno 2019-2020, ha detto Eva.", []),
        ("en", "“We stay, he said, for ever.”", ["“We stay, he said, for ever.”"]),
    ],
)
def test_speech(language: str, text: str, wanted: list[str]) -> None:
    assert spoken(text, language) == wanted


PIECES = st.sampled_from(
    ["– ", "— ", " —", "«", "»", "„", "”", ", ", ". ", "powiedział ", "dit-il ", "Ewa ", "nie ", "a-t-il "]
)


@given(st.lists(PIECES, min_size=1, max_size=30).map("".join), st.sampled_from(["pl", "fr", "it", "uk"]))
def test_speech_is_in_order_and_apart(text: str, language: str) -> None:
    span = Span(0, len(text))
    found = speech_in(text, span, quotes_in(text, 0, len(text)), language, dashed=False)
    for quote in found:
        assert span.covers(quote.span)
        assert quote.span.covers(quote.inner)
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start
