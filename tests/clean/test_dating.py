"""Dating of plain-text pages: what each kind of evidence gives, and that nothing gives nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.dating import date_text
from onrecord.clean.text import blocks_of
from onrecord.types import Dating

CAPTURED = date(2026, 11, 22)
STORY = (
    "The harbour board met behind closed doors and agreed on a plan that its chair called the boldest since the "
    "breakwater was built, and members spoke of it for hours."
)


def days(text: str, language: str = "en", captured: date = CAPTURED) -> tuple[str | None, str | None]:
    published, updated = date_text(text, blocks_of(text, language), language, captured)
    return written(published), written(updated)


def written(dating: Dating | None) -> str | None:
    return f"{dating.earliest}/{dating.latest}" if dating else None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", f"Board agrees\n\nOSLO, March 12 (Fjord Wire) - On Thursday {STORY}", "2026-03-12/2026-03-12"),
        ("en", f"Board agrees\n\nOSLO, Nov 13 (Fjord Wire) – On Wednesday {STORY}", "2024-11-13/2024-11-13"),
        ("en", f"Board agrees\n\nOslo, 12 March 2026\n\n{STORY}", "2026-03-12/2026-03-12"),
        ("en", f"Board agrees\n\nTuesday November 18\n\n{STORY}", "2025-11-18/2025-11-18"),
        ("en", f"Board agrees\n\nHarbour Daily > News\nJune 5\n\nOn Thursday {STORY}", "2025-06-05/2025-06-05"),
        ("en", f"Board agrees\n\n{STORY}\n\nPublished: 3 May 2025", "2025-05-03/2025-05-03"),
        ("de", f"Der Rat tagt\n\nStand: 12.03.2026, 17:05 Uhr\n\n{STORY}", "2026-03-12/2026-03-12"),
        ("fr", f"Le conseil\n\nPublié le 4 juin 2025 à 14h06\n\n{STORY}", "2025-06-04/2025-06-04"),
        ("es", f"El consejo\n\n21/10/2025 19:42h\n\n{STORY}", "2025-10-21/2025-10-21"),
        ("it", f"Il consiglio\n\nOSLO, 8 febbraio\n\n{STORY}", "2026-02-08/2026-02-08"),
        ("pl", f"Rada\n\n18 listopada 2025, 18:31\n\n{STORY}", "2025-11-18/2025-11-18"),
        ("uk", f"Рада\n\n12 вересня 2025, 20:45\n\n{STORY}", "2025-09-12/2025-09-12"),
        ("ru", f"Совет\n\n12 сентября 2025 года\n\n{STORY}", "2025-09-12/2025-09-12"),
        ("tr", f"Kurul\n\n12 Mart 2026 Perşembe\n\n{STORY}", "2026-03-12/2026-03-12"),
        ("pt", f"O conselho\n\n12 de março de 2026\n\n{STORY}", "2026-03-12/2026-03-12"),
        ("nl", f"De raad\n\ndonderdag 12 maart 2026\n\n{STORY}", "2026-03-12/2026-03-12"),
    ],
)
def test_stamps(language: str, text: str, expected: str) -> None:
    assert days(text, language)[0] == expected


def test_a_change_is_told_apart() -> None:
    text = f"Board agrees\n\nPublished: 3 May 2025\nUpdated: 4 May 2025\n\n{STORY}"
    assert days(text) == ("2025-05-03/2025-05-03", "2025-05-04/2025-05-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The edition by its days, by its weekday, by its length and place, and the day before it.
        ("This year's Munich Security Conference runs from February 16 to 18.", "2024-02-16/2024-02-21"),
        (
            "NATO Secretary General Jens Stoltenberg spoke. A minister attending a NATO meeting in Brussels told "
            "reporters on Friday that the talks, held after President Biden called, went well in June.",
            "2024-06-14/2024-06-17",
        ),
        (
            "NATO Secretary General Mark Rutte spoke a day before a two-day meeting of NATO foreign ministers in "
            "Brussels. President Trump stayed away.",
            "2025-04-02/2025-04-02",
        ),
    ],
)
def test_events(text: str, expected: str) -> None:
    assert days(text, captured=date(2025, 12, 1))[0] == expected


def test_terms_alone_bound_the_page() -> None:
    published, _ = date_text(
        "Chancellor Olaf Scholz laughed.", blocks_of("Chancellor Olaf Scholz laughed.", "en"), "en", CAPTURED
    )
    assert published is not None
    assert (published.earliest, published.latest) == (date(2021, 12, 8), date(2025, 5, 6))
    assert [span.of("Chancellor Olaf Scholz laughed.") for span in published.evidence] == ["Chancellor Olaf Scholz"]


def test_former_office_bounds_nothing() -> None:
    assert days("Former Chancellor Olaf Scholz laughed.") == (None, None)


def test_months_told_without_a_year() -> None:
    text = (
        "It opened in December and closed in January. It opened again in February, was mended in January and painted "
        "in February. It will close in May. It will open in June, and it will be sold in May."
    )
    assert days(text)[0] == "2026-03-01/2026-04-30"


def test_the_surer_the_weekday_the_surer_the_year() -> None:
    scores = []
    for line in (
        "OSLO, March 12 (Fjord Wire) - On Thursday",
        "OSLO, March 12 (Fjord Wire) - On Monday",
        "OSLO, March 12 (Fjord Wire) -",
    ):
        text = f"Board agrees\n\n{line} {STORY}"
        published, _ = date_text(text, blocks_of(text, "en"), "en", CAPTURED)
        assert published is not None
        scores.append(published.basis.score)
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.7 > scores[2]


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"Board agrees\n\nPublished: Friday\n\n{STORY}",
        f"Board agrees\n12 hours ago\n\n{STORY}",
        "In August they danced.",
        "The bridge fell on 3 May 1908 and was rebuilt in 1950.",
        "",
    ],
)
def test_nothing_gives_nothing(text: str) -> None:
    assert days(text)[0] is None


def test_a_day_told_in_the_lead_of_a_short_page() -> None:
    assert days("On Friday, March 13, the minister said that the harbour would close.")[0] == "2026-03-13/2026-03-26"


_PIECES = st.sampled_from(
    ["OSLO, March 12 (Fjord Wire) -", "Published:", "Updated", "Friday", "12 May 2025", "\n", "NATO summit",
     "President Trump",      "two-day", "in June", "this spring", STORY, "2024-02-30", "Munich Security Conference"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map(" ".join), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_never_after_the_capture_and_evidence_is_exact(text: str, captured: date) -> None:
    for dating in date_text(text, blocks_of(text, "en"), "en", captured):
        if dating is not None:
            assert dating.earliest <= dating.latest
            assert dating.earliest.toordinal() <= captured.toordinal() + 1
            assert dating.evidence
            assert all(span.end <= len(text) for span in dating.evidence)
