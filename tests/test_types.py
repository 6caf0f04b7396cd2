"""Who holds a figure: the innermost statement, for one figure and for all of a page."""

from dataclasses import replace
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from bench.press import readings
from onrecord.types import Reading, Span

[GIVEN] = [told.reading for told in readings(1)]
STATEMENT, FIGURE = GIVEN.statements[0], next(told.reading.figures[0] for told in readings(9) if told.reading.figures)

stretches = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda row: Span(row[0], row[0] + row[1]))


def _reading(contents: list[list[Span]], figures: list[Span]) -> Reading:
    return replace(
        GIVEN,
        statements=tuple(replace(STATEMENT, id=str(at), content=tuple(spans)) for at, spans in enumerate(contents)),
        figures=tuple(replace(FIGURE, id=str(at), span=span) for at, span in enumerate(figures)),
    )


@given(st.lists(st.lists(stretches, min_size=1, max_size=3), max_size=8), st.lists(stretches, max_size=8))
def test_all_figures_are_held_as_each_is(contents: list[list[Span]], figures: list[Span]) -> None:
    page = _reading(contents, figures)
    assert page.holders() == [page.holder(figure) for figure in page.figures]


def test_the_innermost_statement_holds_a_figure() -> None:
    page = _reading([[Span(0, 30)], [Span(5, 20)], [Span(8, 9)]], [Span(7, 10), Span(0, 3), Span(29, 31)])
    assert [held and held.id for held in page.holders()] == ["1", "0", None]


def test_a_page_of_thousands_is_walked_once() -> None:
    many = 4_000
    page = _reading(
        [[Span(10 * at, 10 * at + 9)] for at in range(many)], [Span(10 * at, 10 * at + 2) for at in range(many)]
    )
    begun = process_time()
    held = page.holders()
    spent = process_time() - begun
    assert [each.id for each in held if each] == [str(at) for at in range(many)]
    begun = process_time()
    for figure in page.figures[:100]:
        page.holder(figure)
    assert spent < 10 * (process_time() - begun)  # one by one takes forty times that
