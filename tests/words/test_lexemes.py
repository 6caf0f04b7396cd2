from hypothesis import given
from hypothesis import strategies as st

from onrecord.words.lexemes import lexemes, stretch


@given(st.text(alphabet="aB.,'’ \n-“”1234½d’él", max_size=80), st.integers(0, 80), st.integers(0, 80), st.booleans())
def test_a_stretch_has_the_lexemes_that_it_has_alone(text: str, one: int, other: int, plain: bool) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert stretch(text, start, end, plain) == lexemes(text, start, end, plain)


def test_a_long_text_is_not_remembered() -> None:
    text = "The dike holds. " * 10_000
    assert [each.text for each in stretch(text, 4, 14)] == ["dike", "holds"]
