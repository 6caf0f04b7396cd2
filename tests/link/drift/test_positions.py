"""A speaker over time: what is said again is folded, what changes is told with the words of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from onrecord.link.drift.positions import Course, Position, Shift, course
from tests.link.drift.occasions import read

MAYOR = "Mayor Anna Holm"


def positions(*texts: str, utterance: str | None = None) -> list[Position]:
    """What each text credits, a day apart."""
    found = [read(f"{number}.txt", text + "\n", date(2026, 3, 1 + number)) for number, text in enumerate(texts)]
    return [Position(reading, each, utterance) for reading in found for each in reading.statements]


def words(position: Position) -> str:
    return " … ".join(span.of(position.text) for span in position.spans)


def shifts(made: Sequence[Position]) -> list[tuple[Shift, str, str]]:
    return [
        (turn.shift, turn.there[0].of(turn.earlier.text), turn.here[0].of(turn.later.text))
        for turn in course(made).turns
    ]


CASES = [
    (
        (
            f"{MAYOR} said the bridge would cost 12 million euros.",
            f"{MAYOR} said the bridge would cost 19 million euros.",
        ),
        (Shift.FIGURE, "12 million euros", "19 million euros"),
    ),
    (
        (f"{MAYOR} said the harbour would not be closed.", f"{MAYOR} said the harbour would be closed."),
        (Shift.DENIAL, "the harbour would not be closed", "the harbour would be closed"),
    ),
    (
        (f"{MAYOR} said the council may raise ferry fares.", f"{MAYOR} said the council will raise ferry fares."),
        (Shift.FIRMER, "the council may raise ferry fares", "the council will raise ferry fares"),
    ),
    (
        (f"{MAYOR} said the council will raise ferry fares.", f"{MAYOR} said the council may raise ferry fares."),
        (Shift.WEAKER, "the council will raise ferry fares", "the council may raise ferry fares"),
    ),
]


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_a_change_is_told_with_the_words_of_both_sides(
    texts: tuple[str, str], expected: tuple[Shift, str, str]
) -> None:
    assert shifts(positions(*texts)) == [expected]


@pytest.mark.parametrize(
    "texts",
    [
        (f"{MAYOR} said the bridge would cost 12 million euros.", f"{MAYOR} said the ferry would carry 19 cars."),
        (f"{MAYOR} said the harbour would not be closed.", f"{MAYOR} said the school would be painted."),
        (f"{MAYOR} said the pier would cost about 12 million.", f"{MAYOR} said the pier costs 12.1 million."),
        (f"{MAYOR} said that 40 ferries sailed in 2024.", f"{MAYOR} said that 55 ferries sailed in 2025."),
    ],
)  # fmt: skip
def test_other_things_rounding_and_other_periods_are_no_change(texts: tuple[str, str]) -> None:
    assert course(positions(*texts)).turns == ()


def test_what_is_said_again_is_folded_into_the_first() -> None:
    made = positions(
        f"{MAYOR} said the council will raise ferry fares.",
        f"{MAYOR} said the harbour would not be closed.",
        f"{MAYOR} said the council will raise the ferry fares.",
    )
    groups = course(made).folded
    assert [(words(each.position), len(each.repeats)) for each in groups] == [
        ("the council will raise ferry fares", 1),
        ("the harbour would not be closed", 0),
    ]
    assert sorted(
        [each.position for each in groups] + [x for each in groups for x in each.repeats], key=words
    ) == sorted(made, key=words)


def test_pages_that_tell_one_utterance_otherwise_are_no_change_of_position() -> None:
    texts = CASES[0][0]
    assert course(positions(*texts)).turns
    assert course(positions(*texts, utterance="u1")).turns == ()


def test_a_change_is_told_across_languages_by_value() -> None:
    made = positions(
        f"{MAYOR} said the new bridge over the river will cost 12 million euros.",
        "Bürgermeisterin Anna Holm sagte, die neue Brücke über den Fluss werde 19 Millionen Euro kosten.",
    )
    assert [turn.shift for turn in course(made).turns] == [Shift.FIGURE]


def test_no_positions_have_no_changes() -> None:
    assert course([]) == Course((), ())
