"""Marks: stretches cover each block exactly, and tell for each which statements hold it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.web.marking import HUES, passages_of, voices_of
from onrecord.serve.web.views import Reason, Setting, Telling, Who
from onrecord.types import Span

TEXT = "0123456789" * 12
NAMES = st.sampled_from([None, *(f"Speaker {number}" for number in range(12))])


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=4)))
        spans = tuple(Span(start, end) for start, end in list(pairwise(edges))[::2])
        made.append(telling(number + 1, spans, draw(NAMES), draw(st.sampled_from([None, "rejected", "accepted"]))))
    return made


def telling(number: int, spans: tuple[Span, ...], name: str | None = "Ada", verdict: str | None = None) -> Telling:
    who = Who(name, "person", None, ()) if name else None
    setting, reason = Setting(None, None, None, ()), Reason("rule", "", 0.9)
    words = " … ".join(span.of(TEXT) for span in spans)
    return Telling(
        f"id{number}", number, who, "direct", False, words, spans, (), (), None, setting, None, reason, verdict
    )


@given(tellings(), st.integers(0, 60), st.integers(61, 120))
def test_stretches_cover_a_part_exactly_and_tell_who_holds_them(said: list[Telling], start: int, end: int) -> None:
    blocks = [{"kind": "paragraph", "reason": "text", "span": span} for span in ([0, 30], [30, 75], [75, 120])]
    part = Span(start, end)
    passages = passages_of(TEXT, blocks, said, part)
    assert "".join(stretch.text for passage in passages for stretch in passage.stretches) == part.of(TEXT)
    for passage in passages:
        for stretch in passage.stretches:
            assert stretch.text == stretch.span.of(TEXT)
            held = {t.id for t in said if t.verdict != "rejected" and any(s.covers(stretch.span) for s in t.content)}
            assert set(stretch.statements) == held
    noted = [note.telling.id for passage in passages for note in passage.notes]
    assert sorted(noted) == sorted(t.id for t in said if part.start <= t.content[0].start < part.end)


def test_the_innermost_statement_gives_the_hue() -> None:
    said = [telling(1, (Span(0, 60),), "Ada"), telling(2, (Span(20, 40),), "Ben"), telling(3, (Span(70, 80),), "Ada")]
    blocks = [{"kind": "paragraph", "reason": "text", "span": [0, 120]}]
    (passage,) = passages_of(TEXT, blocks, said, Span(0, 120), "id2")
    hues = {voice.who.name: voice.hue for voice in voices_of(said) if voice.who}
    found = {stretch.span: stretch for stretch in passage.stretches}
    assert found[Span(20, 40)].hue == hues["Ben"] != hues["Ada"]
    assert found[Span(20, 40)].statements == ("id1", "id2")
    assert [stretch.span for stretch in passage.stretches if stretch.asked] == [Span(20, 40)]
    assert [s.ends for s in passage.stretches if s.ends] == [(("id2", 2),), (("id1", 1),), (("id3", 3),)]


def test_what_stands_between_blocks_is_shown_too() -> None:
    blocks = [{"kind": "paragraph", "reason": "text", "span": [50, 60]}]
    passages = passages_of(TEXT, blocks, [], Span(0, 120))
    assert [passage.reason for passage in passages] == ["between blocks", "text", "between blocks"]


@given(st.lists(NAMES, max_size=30))
def test_hues_are_for_the_most_frequent_and_none_is_shared(names: list[str | None]) -> None:
    voices = voices_of(telling(n, (Span(0, 5),), name) for n, name in enumerate(names, 1))
    given_hues = [voice.hue for voice in voices if voice.hue]
    assert given_hues == list(range(1, len(given_hues) + 1))
    assert len(given_hues) == min(HUES, len({name for name in names if name}))
    assert sum(voice.statements for voice in voices) == len(names)
    counts = [voice.statements for voice in voices if voice.who]
    assert counts == sorted(counts, reverse=True)
