"""What a text page says of its making: outlet, origin, authors, citations, translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.metadata import Description, describe
from onrecord.clean.text import blocks_of

STORY = (
    "The harbour board met behind closed doors and agreed on a plan that its chair called the boldest since the "
    "breakwater was built, and members spoke of it for hours."
)


def described(text: str, language: str = "en") -> Description:
    return describe(text, blocks_of(text, language), language)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Ferry aground\n\n{STORY}\n\nThe post Ferry aground appeared first on Pier Watch.", "Pier Watch"),
        (f"Ferry aground\n\n{STORY}\n\n© 2025 Pier Watch Online", "Pier Watch Online"),
        (f"Ferry aground\n\nOSLO, March 12 (Fjord Newswire) - {STORY}", "Fjord Newswire"),
        (f"Ferry aground\n\nThe Harbour Post | Fjord News and Post staff\n\n{STORY}", "The Harbour Post"),
        (f"Ferry aground\n\nHarbour Ledger > Ships\n\n{STORY}", "Harbour Ledger"),
        (f"MINISTRY OF SHIPS\nPress release no. 4\n\nFerry aground near Oslo\n\n{STORY}", "Ministry of Ships"),
        (f"Ferry aground\n\n{STORY}", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert described(text).outlet == outlet


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The plan was old, as reported by the Fjord Press Service.", ["Fjord Press Service"]),
        ("As the portal Kade 7 reports, the plan was old.", ["Kade 7"]),
        ("The plan was old, she told the Fjord news agency.", ["Fjord"]),
        ("According to Telegraf, the plan was old.", ["Telegraf"]),
        ('As reported by "Podrobnosti," the plan was old.', ["Podrobnosti"]),
        ("The plan was old, the Northshore Mercury writes. She told the Mercury so.", ["Northshore Mercury"]),
        ("The newsletter Barrel & Buoy knew. It was old, he said, according to Barrel & Buoy.", ["Barrel & Buoy"]),
        ("Ada Ng told the Echo that it was old.", []),
        ("According to Ada Ng, the plan was old. He told Bo Ek so.", []),
        ("According to the plan, the ships reported to the port.", []),
    ],
)
def test_cites(text: str, cites: list[str]) -> None:
    found = described(text).cites
    assert [cite.name for cite in found] == cites
    assert [cite.span.of(text) for cite in found] == cites


@pytest.mark.parametrize(
    ("text", "original"),
    [
        (f"Ferry aground\n\nAda Ng spoke in an interview with Bild. {STORY}", "Bild"),
        (f"Ferry aground\n\n{STORY}\n\nSource: Harbour Echo", "Harbour Echo"),
        (
            f"Ferry aground\n\nIt sank, the Harbour Echo writes. {STORY}\n\nSource link\n\n"
            "The post Ferry aground appeared first on Pier Watch.",
            "Harbour Echo",
        ),
        (f"Ferry aground\n\nHarbour Ledger > Ships\n\nOSLO, May 3 (Fjord Wire) - {STORY}", "Fjord Wire"),
        (f"Ferry aground\n\nOSLO, May 3 (Fjord Wire) - {STORY}", None),
        (f"Ferry aground\n\n{STORY}", None),
    ],
)
def test_original_outlet(text: str, original: str | None) -> None:
    assert described(text).original_outlet == original


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Ada Ng and Bo van Ek", ("Ada Ng", "Bo van Ek")),
        ("en", "By Ada Ng, at Harbour Park", ("Ada Ng",)),
        ("en", "By our staff", ()),
        ("en", "By Fjord Newswire", ()),
        ("en", "(Reporting by Ada Ng in Oslo; Editing by Bo Ek)", ("Ada Ng",)),
        ("de", "Von Ada Ng, Oslo", ("Ada Ng",)),
        ("fr", "Par Ada Ng, envoyée spéciale à Oslo", ("Ada Ng",)),
        ("it", "dal nostro inviato Ada Ng", ("Ada Ng",)),
    ],
)
def test_byline(language: str, line: str, names: tuple[str, ...]) -> None:
    assert described(f"Ferry aground near Oslo\n\n{line}\n\n{STORY}", language).byline == names


@pytest.mark.parametrize(
    ("line", "translated"),
    [
        ("Note: this page was translated by a machine.", True),
        ("Disclaimer: an AI translator was used for these lines.", True),
        ("Subscribe to our newsletter and read more machine news.", False),
    ],
)
def test_translated(line: str, translated: bool) -> None:
    assert described(f"Ferry aground near Oslo\n\n{line}\n\n{STORY}").translated is translated


def test_a_story_about_machine_translation_is_no_notice() -> None:
    assert not described(f"{STORY} The board praised software that translates the harbour's signs.").translated


_PIECES = st.sampled_from(
    [
        "told",
        "the",
        "Fjord News",
        "agency",
        "writes",
        ".",
        "\n",
        "according to",
        "—",
        "“",
        "By",
        "Ada Ng",
        "©",
        "Source:",
        "2",
    ]
)


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_cites_are_exact(text: str) -> None:
    for cite in described(text).cites:
        assert cite.span.of(text) == cite.name
