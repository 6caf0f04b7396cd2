"""What is not what its type says is told, all the way down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from onrecord.record.export.conforming import conforms, faults
from onrecord.types import Anchor, Basis, Block, BlockKind, Dating, Given, Page, Reading, Sender, Span, Value
from tests.record.export.made import TEXT, read

READING = read(TEXT)


@pytest.mark.parametrize(
    ("value", "hint", "holds"),
    [
        (1, int, True),
        (True, int, False),
        ("1", int, False),
        (1, float, True),
        (True, float, False),
        (float("inf"), float, False),
        (None, str | None, True),
        (b"", str | None, False),
        ((1.0, 2), Value, True),
        ((1.0,), Value, False),
        ([1.0, 2.0], Value, False),
        ((), tuple[str, ...], True),
        (("a", 1), tuple[str, ...], False),
        (date(2026, 1, 1), date, True),
        (datetime(2026, 1, 1, tzinfo=UTC), date, False),
        (Sender.COLUMN, Sender, True),
        ("column", Sender, False),
        (Basis("a"), Basis, True),
        (Basis("a", score="high"), Basis, False),  # type: ignore[arg-type]
        (Given(title=3), Given, False),  # type: ignore[arg-type]
        (TEXT, Page, True),
    ],
)
def test_kinds(value: object, hint: Any, holds: bool) -> None:
    assert conforms(value, hint) is holds


def test_what_a_reader_gives_has_no_faults() -> None:
    assert list(faults(READING)) == []


STATEMENT = READING.statements[0]
BEYOND = Span(0, len(READING.article.text) + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(READING, statements=[*READING.statements]),  # type: ignore[arg-type]
        replace(READING, statements=(replace(STATEMENT, content=()),)),
        replace(READING, statements=(replace(STATEMENT, cue=(BEYOND,)),)),
        replace(READING, statements=(replace(STATEMENT, said=Dating(date.min, date.max, Basis("a"), (BEYOND,))),)),
        replace(READING, statements=(STATEMENT, STATEMENT)),
        replace(READING, statements=(replace(STATEMENT, id="A" * 16),)),
        replace(READING, figures=tuple(replace(figure, span=BEYOND) for figure in READING.figures)),
        replace(READING, article=replace(READING.article, published=Dating(date.min, date.max, Basis("a"), (BEYOND,)))),
        replace(
            READING,
            article=replace(
                READING.article, blocks=(Block(BlockKind.TITLE, Span(0, 1), (Anchor(BEYOND, Span(0, 1)),), Basis("a")),)
            ),
        ),
    ],
)
def test_faults_are_told(wrong: Reading) -> None:
    assert len(list(faults(wrong))) == 1


def test_an_anchor_may_lie_anywhere_on_the_page() -> None:
    """A page of markup is longer than its text."""
    block = Block(BlockKind.TITLE, Span(0, 1), (Anchor(Span(0, 1), BEYOND),), Basis("a"))
    assert list(faults(replace(READING, article=replace(READING.article, blocks=(block,))))) == []
