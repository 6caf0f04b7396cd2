"""What `read` promises for every page: exact spans, silence about residue, one answer, a reason, linear time."""

from __future__ import annotations

import multiprocessing
import random
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import pytest
from hypothesis import given, settings

from onrecord.pipeline import read, read_by_rules, settle
from onrecord.record.codec import to_line
from onrecord.types import BlockKind, Page, Reading, Rejection, Span
from tests.factories import page
from tests.strategies import PROSE, adversarial, anything, press_text, texts

SAMPLE = (
    "Bridge to reopen in March\n\n"
    "By Ines Kallweit\n\n"
    "“The bridge will reopen in March,” said Oleg Trusov, a spokesman for the port.\n\n"
    "He said that 3.5 million crowns had been spent.\n\n"
    "Share this article\n"
)
SIZE = 6_000
GROWTH = 4
LINEAR = 2.5
"""How much more than its share a text of four times the size may take: linear is 1, quadratic 4."""
NOISE = 0.15
"""Seconds of processor time below which growth says nothing."""
PER_CHARACTER = 100e-6
"""Seconds of processor time that a character may cost at most, in the dearest text there is."""


def spans_of(reading: Reading) -> list[Span]:
    found = [span for s in reading.statements for span in (*s.content, *s.cue, *s.source)]
    found += [span for s in reading.statements if s.said for span in s.said.evidence]
    found += [span for figure in reading.figures for span in (figure.span, *figure.concept, *figure.evidence)]
    article = reading.article
    found += [span for dating in (article.published, article.updated) if dating for span in dating.evidence]
    return found + [cite.span for cite in article.cites]


def read_line(made: Page) -> str:
    return to_line(read(made))


@given(texts)
def test_every_span_lies_within_the_text_and_shows_its_words(text: str) -> None:
    outcome = read(page(PROSE + text))
    assert isinstance(outcome, Reading)
    whole = outcome.article.text
    for span in (*spans_of(outcome), *(block.span for block in outcome.article.blocks)):
        assert 0 <= span.start < span.end <= len(whole)
        assert span.of(whole) == whole[span.start : span.end]
        assert span.of(whole).strip()


@given(anything)
def test_the_text_is_the_page_character_for_character(text: str) -> None:
    outcome = read(page(PROSE + text))
    assert isinstance(outcome, Reading)
    assert outcome.article.text == PROSE + text


@given(press_text())
def test_nothing_is_found_in_residue(text: str) -> None:
    outcome = read(page(f"{SAMPLE}\n{text}\n\nRead also: Oleg Trusov said the port was closed\n"))
    assert isinstance(outcome, Reading)
    residue = [block.span for block in outcome.article.blocks if block.kind is BlockKind.RESIDUE]
    assert residue
    for statement in outcome.statements:
        for span in (*statement.content, *statement.cue, *statement.source):
            assert not any(span.meets(other) for other in residue)
    for figure in outcome.figures:
        assert not any(figure.span.meets(other) for other in residue)


@given(texts)
def test_the_same_page_twice_gives_the_same_bytes(text: str) -> None:
    assert read_line(page(PROSE + text)) == read_line(page(PROSE + text))


@given(press_text(), texts)
def test_text_added_below_never_breaks_a_page(text: str, below: str) -> None:
    assert isinstance(read(page(PROSE + text)), Reading)
    assert isinstance(read(page(f"{PROSE}{text}\n\n{below}")), Reading)


@cache
def several() -> tuple[Page, ...]:
    parts = ["“It is late,” said Ines Kallweit.", SAMPLE, PROSE, "Nothing happened here, and nobody spoke of it."]
    return tuple(
        page(f"{parts[k % 4]}\n\n{parts[(k * 7 + 1) % 4]}\n\n{PROSE * (k % 3)}", f"{k}.txt") for k in range(12)
    )


def test_the_order_of_the_pages_changes_nothing() -> None:
    told = {made.name: read_line(made) for made in several()}
    for seed in range(3):
        shuffled = list(several())
        random.Random(seed).shuffle(shuffled)
        assert {made.name: read_line(made) for made in shuffled} == told


def test_pages_read_together_are_settled_alike_in_any_order() -> None:
    told = {
        outcome.page.name: to_line(outcome)
        for outcome in settle(list(map(read, several())))
        if isinstance(outcome, Reading)
    }
    shuffled = settle([read(made) for made in reversed(several())])
    assert {outcome.page.name: to_line(outcome) for outcome in shuffled if isinstance(outcome, Reading)} == told


@pytest.mark.slow
@pytest.mark.parametrize("workers", [3])
def test_many_processes_give_the_same_bytes(workers: int) -> None:
    """Fresh interpreters have their own hash seeds: an order that hangs on a set would show."""
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(read_line, several())) == [read_line(made) for made in several()]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"%PDF-1.7\n1 0 obj", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (bytes(range(32)) * 50, "binary"),
        (bytes(range(256)) * 20, "undecodable"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "undecodable"),
        (b"a" * 20_000_001, "huge"),
    ],
    ids=["nothing", "blanks", "a mark alone", "PDF", "PNG", "controls", "all bytes", "half a pair", "20 million"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    made = page(content, "bad.txt")
    outcome = read(made)
    assert isinstance(outcome, Rejection)
    assert (outcome.name, outcome.reason, outcome.sha256) == ("bad.txt", reason, made.sha256)
    assert outcome.detail


def test_a_page_of_one_sentence_is_a_page() -> None:
    outcome = read(page("“The bridge will reopen,” said Ines Kallweit."))
    assert isinstance(outcome, Reading)
    assert [(s.speaker.name if s.speaker else None) for s in outcome.statements] == ["Ines Kallweit"]


def seconds(text: str) -> float:
    """Processor time of the quicker of two readings by rules: the machine may be busy, but never makes code quicker.

    What the trained reader may cost a page is bounded by its number of windows (`tests/extract/test_tagging.py`).
    """
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        outcome = read_by_rules(page(text))
        best = min(best, time.process_time() - start)
        assert isinstance(outcome, Reading), outcome
        if best < NOISE:
            break
    return best


@pytest.mark.slow
@pytest.mark.parametrize("sort", adversarial(64))
def test_time_is_linear_in_the_worst_of_texts(sort: str) -> None:
    small = seconds(PROSE * 3 + "\n\n" + adversarial(SIZE)[sort])
    large = seconds(PROSE * 3 + "\n\n" + adversarial(GROWTH * SIZE)[sort])
    assert large < NOISE or large <= GROWTH * LINEAR * max(small, NOISE / GROWTH)
    assert large <= GROWTH * SIZE * PER_CHARACTER


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "“" * 1_000_000,
        '"' * 1_000_000,
        "\n" * 1_000_000 + "a",
        "(" * 500_000 + ")" * 500_000,
        "It is so.\n" * 100_000,
        "word " * 200_000,
    ],
    ids=["letters", "openings", "straight", "lines", "brackets", "1e5 lines", "2e5 words"],
)
def test_a_million_characters_take_seconds(text: str) -> None:
    assert seconds(PROSE * 3 + "\n\n" + text) < 20


@given(texts)
@settings(max_examples=20)
def test_marks_and_brackets_around_a_page_break_nothing(text: str) -> None:
    assert isinstance(read(page("(“" * 50 + PROSE + text + "”)" * 50)), Reading)
