"""What a page is recognised by, and its bytes: examples, laws, damage, and long or hostile pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.occasions import SKETCH_VERSION, Sketch, sketch
from onrecord.link.occasions.sketches import Terms
from onrecord.link.occasions.sketching import MOST_NAMES, MOST_RUNS, MOST_WORDS, hashed
from tests.link.occasions.made import reading, stories


def holds(terms: Terms, thing: str) -> bool:
    return hashed(thing) in terms.hashes.tolist()


def test_words_count_by_their_stems_and_names_as_they_are() -> None:
    made = sketch(
        reading("Ferries collided. The ferry of Lornhaven's council, said Brandvold, was old. L'Orient, too.")
    )
    assert holds(made.words, "ferry")
    assert holds(made.words, "collid")
    assert holds(made.names, "lornhaven")
    assert holds(made.names, "orient")
    assert not holds(made.words, "the")
    assert not holds(made.names, "ferry")


def test_a_word_in_small_letters_is_no_name() -> None:
    made = sketch(reading("Harbour news. The harbour was closed, Brandvold said."))
    assert not holds(made.names, "harbour")


def test_the_same_sound_in_two_alphabets() -> None:
    latin = sketch(reading("Yesterday Zelensky spoke in Odesa, and Zelensky smiled."))
    cyrillic = sketch(reading("Учора Зеленський виступив в Одесі, і Зеленський усміхнувся."))
    assert set(latin.sounds.hashes.tolist()) & set(cyrillic.sounds.hashes.tolist())


def test_runs_inside_and_outside_quotations_are_told_apart() -> None:
    said = "nobody in this town has ever seen the sea so flat and grey"
    quoted = sketch(reading(f"“{said[0].upper()}{said[1:]},” said Marta Okvist on Monday."))
    told = sketch(reading(f"{said[0].upper()}{said[1:]}, and it rained."))
    assert len(quoted.quoted) >= 10
    assert not len(told.quoted)
    assert not set(quoted.runs.tolist()) & set(told.runs.tolist())


def test_day_year_and_weekdays() -> None:
    made = sketch(stories()["ferry-1"])
    assert made.days is not None
    assert made.days[0] == made.days[1]
    assert made.year == 2025
    assert made.weekdays[1] == 1
    assert made.weekdays[3] == 1
    assert sketch(reading("Nothing is dated here.")).days is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Mayor: no\n\nMayor Ines Kallweit told a news conference in Osterby that the pier was safe.",
            {"press conference"},
        ),
        ("Mayor: no\n\nThe pier is safe, Ines Kallweit said in an interview.", {"interview"}),
        ("Mayor: no\n\nThe pier is safe, Ines Kallweit said after the meeting.", set()),
        ("Mayor: no\n\n" + "The pier is long and old. " * 40 + "Nobody gave an interview.", set()),
    ],
)
def test_the_kinds_of_occasion_that_a_page_begins_with(text: str, kinds: set[str]) -> None:
    made = sketch(reading(text))
    assert set(made.settings) == kinds
    assert Sketch.unpack(made.pack()).settings == made.settings


def test_a_year_after_the_capture_is_no_year_of_the_page() -> None:
    assert sketch(reading("In 2024 they planned for 2055 and 1890.")).year == 2024


def test_long_pages_have_small_sketches() -> None:
    words = " ".join(f"Name{i} word{i} {i}," for i in range(30_000))
    made = sketch(reading(words))
    assert len(made.words.hashes) <= MOST_WORDS
    assert len(made.names.hashes) <= MOST_NAMES
    assert len(made.runs) <= MOST_RUNS
    assert len(made.pack()) < 6_000


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=400))
def test_bytes_bring_the_sketch_back(text: str) -> None:
    found = stories()["ferry-1"] if not text.strip() else reading(f"{text}\n\nIt was told.")
    packed = sketch(found).pack()
    assert Sketch.unpack(packed).pack() == packed


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 4_000), st.binary(max_size=3))
def test_damaged_bytes_are_refused_or_read_and_never_crash(place: int, with_: bytes) -> None:
    packed = sketch(stories()["ferry-1"]).pack()
    at = place % len(packed)
    try:
        Sketch.unpack(packed[:at] + with_)
    except ValueError as error:
        assert "sketch" in str(error) or "JSON" in type(error).__name__


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"sketch@0\n{}\n", SKETCH_VERSION.encode() + b"\n{}\n"])
def test_what_is_no_sketch_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="sketch"):
        Sketch.unpack(raw)
