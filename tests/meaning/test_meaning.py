from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.meaning import DIMENSIONS, MOST_LETTERS, MOST_SENTENCES, Nearest, ask, embed, shipped

RETOLD = [
    [
        "The ferry company will stop its night crossings in November.",
        "From November no boats will run at night, the operator said.",
        "Die Reederei stellt die Nachtfahrten im November ein.",
        "La compagnie de ferries arrêtera ses traversées de nuit en novembre.",
        "Паромная компания прекратит ночные рейсы в ноябре.",
    ],
    [
        "I never asked the committee for a bigger salary.",
        "He denied having requested higher pay from the panel.",
        "Ich habe den Ausschuss nie um ein höheres Gehalt gebeten.",
        "Nunca pedí al comité un sueldo más alto.",
        "Nigdy nie prosiłem komisji o wyższe wynagrodzenie.",
    ],
    [
        "Half of the wells in the valley are dry after three summers without rain.",
        "Three rainless summers have left one well in two without water.",
        "Die Hälfte der Brunnen im Tal ist nach drei Sommern ohne Regen trocken.",
        "Metà dei pozzi della valle è asciutta dopo tre estati senza pioggia.",
        "Metade dos poços do vale secou depois de três verões sem chuva.",
    ],
]


def test_retellings_lie_nearer_than_anything_else() -> None:
    texts = [text for group in RETOLD for text in group]
    nearest = Nearest(range(len(texts)), embed(texts))
    for number, text in enumerate(texts):
        found = {near.id // 5 for near in nearest.like(ask(text), 5)}
        assert found == {number // 5}, text


def test_a_vector_depends_on_its_own_text_only() -> None:
    encoder, dice = shipped(), Random(5)
    words = " ".join(text for group in RETOLD for text in group).split()
    texts = [" ".join(dice.choices(words, k=dice.randint(1, 60))) for _ in range(120)] + ["", "\u200b"]
    alone = {text: encoder.vector(text) for text in texts}
    for _ in range(2):
        dice.shuffle(texts)
        for text, row in zip(texts, encoder.vectors(texts), strict=True):
            assert np.array_equal(row, alone[text]), text


def test_texts_that_are_asked_for_twice_are_embedded_in_their_order() -> None:
    texts = [*RETOLD[1], *RETOLD[2], RETOLD[1][0], RETOLD[0][0], RETOLD[1][0]]
    assert np.array_equal(embed(texts), np.stack([shipped().vector(text) for text in texts]))


def test_rows_are_bytes_that_use_their_range() -> None:
    rows = embed(["The bridge is closed.", "The bridge is open."])
    assert rows.dtype == np.int8
    assert rows.shape == (2, DIMENSIONS)
    assert np.abs(rows.astype(int)).max(axis=1).tolist() == [127, 127]
    assert embed([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize("text", ["", " ", "\x00\x00", "\u200b", "議会は予算を可決した", "2025年 3.5% 予算", "🙂🙂"])
def test_texts_in_unknown_letters_have_no_meaning(text: str) -> None:
    assert not embed([text]).any()
    assert Nearest([1], embed(["The bridge is closed."])).like(ask(text), 5) == []


def test_what_follows_the_limit_does_not_count() -> None:
    long = "The bridge is closed to lorries. " * 200
    assert len(long) > MOST_LETTERS
    assert np.array_equal(embed([long]), embed([long + "Nobody was hurt."]))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The bridge is closed.", 1),
        ("The bridge is closed. Lorries have to take the ferry.", 3),
        ("No. The bridge is closed. Lorries have to take the ferry.", 3),
        ("“The bridge is closed.” “Lorries have to take the ferry!”", 3),
        ("The bridge is closed again. " * 60, MOST_SENTENCES + 1),
    ],
)
def test_a_question_is_looked_up_by_its_sentences_too(text: str, rows: int) -> None:
    asked = ask(text)
    assert len(asked) == rows
    assert np.array_equal(asked[0], embed([text])[0])


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "\ufdfa" * 50_000, "\ud800 and more", "a\n" * 500_000, "!?." * 300_000]
)
def test_hostile_texts_are_embedded_in_bounds(text: str) -> None:
    assert embed([text]).shape == (1, DIMENSIONS)
    assert len(ask(text)) <= MOST_SENTENCES + 1


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_has_a_vector_that_stays_the_same(text: str) -> None:
    assert np.array_equal(embed([text, "beside it"])[0], embed([text])[0])


def test_pieces_and_codes_fit_each_other() -> None:
    encoder = shipped()
    pieces = encoder.pieces("The committee’s decision – “final”, she said; 3.5 per cent Ausschuß комитет ї")
    assert 0 not in pieces
    assert max(pieces) < len(encoder.exact.codes) == len(encoder.exact.steps)
