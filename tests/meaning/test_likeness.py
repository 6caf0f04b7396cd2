import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.likeness import NUMBERS_COUNT, WORDS_COUNT, Candidate, Place, ranked, same_wording

QUESTION = "The harbour will close for 12 weeks in spring, the mayor said."


def places(*texts: str, nearness: float = 0.5, most: int = 10) -> list[Place[int]]:
    return ranked(QUESTION, [Candidate(number, text, nearness) for number, text in enumerate(texts)], most)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("closing the harbour in spring", "shutting that port after winter"),  # words in common
        ("the port shuts for 12 of them", "the port shuts for 10 of them"),  # numbers in common
        ("harbours were closed", "unrelated things happened"),  # endings do not matter
    ],
)
def test_what_is_in_common_counts(better: str, worse: str) -> None:
    assert [place.id for place in places(worse, better)] == [1, 0]


def test_nearness_counts_most() -> None:
    found = ranked(QUESTION, [Candidate("words", "close the harbour", 0.2), Candidate("far", "ja", 0.9)], 5)
    assert [place.id for place in found] == ["far", "words"]


def test_another_language_is_not_beaten_by_common_words_alone() -> None:
    near = Candidate("translated", "Der Hafen wird im Frühjahr geschlossen", 0.8)
    same_matter = Candidate("same matter", "The mayor said the weeks in spring were long in town", 0.6)
    assert ranked(QUESTION, [same_matter, near], 1)[0].id == "translated"


def test_the_same_words_share_a_place() -> None:
    found = places(
        "“The port shuts for a whole season,”", "The port shuts — for a whole season!", "for a whole season", "season"
    )
    assert [(place.id, place.same) for place in found] == [(0, (1, 2)), (3, ())]


@pytest.mark.parametrize("text", [QUESTION, f"“{QUESTION.upper()}”", "the mayor said", f"Well. {QUESTION} Yes."])
def test_the_question_s_own_words_stand_first_and_once(text: str) -> None:
    assert same_wording(QUESTION, text)
    assert [place.id for place in places("The port shuts for a whole season", text, text.lower())] == [1, 0]


def test_a_place_tells_why_it_stands_there() -> None:
    (place,) = places("Harbour closed 12 days")
    assert place.nearness == 0.5
    assert place.words == pytest.approx(3 / 4)  # all but "days"
    assert place.numbers == 1
    assert place.score == pytest.approx(0.5 + WORDS_COUNT * place.words + NUMBERS_COUNT)


def test_decimal_marks_do_not_part_numbers() -> None:
    (place,) = ranked("up 2.5 percent", [Candidate(1, "ein Plus von 2,5 Prozent", 0.5)], 1)
    assert place.numbers == 1


@given(st.lists(st.text("ab .,1", max_size=12), max_size=12), st.integers(0, 6))
def test_every_candidate_is_told_at_most_once(texts: list[str], most: int) -> None:
    found = places(*texts, most=most)
    told = [number for place in found for number in (place.id, *place.same)]
    assert len(told) == len(set(told))
    assert len(found) <= most
    assert [place.score for place in found] == sorted((place.score for place in found), reverse=True)


def test_texts_without_words_are_left_out() -> None:
    assert places("", "…", "«»") == []


def test_long_texts_are_compared_by_their_beginning() -> None:
    assert places("harbour " + "x" * 1_000_000)[0].words > 0
