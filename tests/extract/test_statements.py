"""An article to its statements: exact spans, ids by content, links that hold, and nothing out of residue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.statements import statements_of
from onrecord.types import Block, BlockKind, Manner, Span, SpeakerKind
from tests.factories import GIVEN, article, cut, rows, statements
from tests.strategies import quotation, texts

WIRE = (
    "Bridge to reopen\nIves Norr said the bridge was safe.\nRead more: Ives Norr said it was not.\n“It is,” he added."
)


def test_residue_is_not_read() -> None:
    read = rows(WIRE, title="Bridge to reopen", residue=["Read more: Ives Norr said it was not."])
    assert [row[0] for row in read] == ["the bridge was safe", "“It is,”"]


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CAPTION, BlockKind.RESIDUE])
def test_only_titles_and_paragraphs_are_read(kind: BlockKind) -> None:
    text = "Ives Norr said the bridge was safe."
    made = replace(article(text), blocks=(Block(kind, Span(0, len(text)), (), GIVEN),))
    assert statements_of(made) == ()


def test_a_language_without_tables_gives_nothing() -> None:
    assert statements("Ives Norr said the bridge was safe.", language="xx") == []


def test_a_text_too_short_to_tell_its_language_is_read_as_english() -> None:
    assert rows("Ives Norr said it was safe.", language="und") == rows("Ives Norr said it was safe.")


def test_an_empty_article_gives_nothing() -> None:
    assert statements("") == []


def test_the_bullet_of_a_list_is_no_part_of_what_was_said() -> None:
    assert rows("- “We paid for it,” said Ives Norr.")[0][0] == "“We paid for it,”"


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“We paid for it,” said Ives Norr.", Manner.DIRECT),
        ("“We paid,” said Ives Norr, “for it.”", Manner.DIRECT),
        ("Ives Norr said they “paid for it” twice.", Manner.MIXED),
        ("Ives Norr said they paid for it.", Manner.INDIRECT),
    ],
)
def test_the_manner_is_counted_from_the_words_in_marks(text: str, manner: Manner) -> None:
    assert [statement.manner for statement, _ in statements(text)] == [manner]


def test_a_report_retold_by_an_outlet_names_it() -> None:
    outer, inner = (s for s, _ in statements("The Osterby Courier reported that Ives Norr said the bridge was safe."))
    assert outer.speaker is not None
    assert outer.speaker.kind is SpeakerKind.OUTLET
    assert (inner.inside, inner.via) == (outer.id, (outer.speaker.name,))


def test_the_same_words_twice_are_two_statements_with_their_own_ids() -> None:
    found = statements("“We paid,” said Ives Norr.\n“We paid,” said Ives Norr.")
    assert len(found) == 2
    assert len({s.id for s, _ in found}) == 2


def test_ids_depend_on_the_page_and_the_place_only() -> None:
    made = article("“We paid,” said Ives Norr.")
    assert [s.id for s in statements_of(made)] == [s.id for s in statements_of(replace(made, outlet="Courier"))]
    assert [s.id for s in statements_of(made)] != [s.id for s in statements_of(replace(made, page="1" * 64))]


@given(texts)
def test_every_span_is_exact_and_within_its_block(text: str) -> None:
    made = article(text)
    found = statements_of(made)
    ids = [statement.id for statement in found]
    assert len(set(ids)) == len(ids)
    for number, statement in enumerate(found):
        assert statement.content
        for span in (*statement.content, *statement.cue, *statement.source):
            assert span.end <= len(text)
            assert span.of(text).strip()
        assert any(block.span.covers(statement.content[0]) for block in made.blocks)
        assert statement.inside is None or statement.inside in ids[:number]
        assert 0 < statement.basis.score <= 1
        assert statement.basis.rule


@given(texts)
def test_the_same_article_gives_the_same_statements(text: str) -> None:
    assert statements_of(article(text)) == statements_of(article(text))


@given(quotation(), texts)
def test_what_stands_below_does_not_unsay_what_stands_above(first: str, below: str) -> None:
    """Names further down may explain a speaker; the words, once read, stay where they are."""
    alone, longer = statements(first), statements(f"{first}\n\n{below}")
    assert longer[: len(alone)] or not alone
    assert {(cut(text, s.content), s.content) for s, text in alone} <= {
        (cut(text, s.content), s.content) for s, text in longer
    }


@given(st.lists(quotation(), min_size=1, max_size=5))
def test_each_paragraph_gives_its_statement(paragraphs: list[str]) -> None:
    assert len(statements("\n".join(paragraphs))) == len(paragraphs)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Kallweit hopes that the bridge will be safe.", True),
        ("en", "Kallweit refused to close the bridge.", True),
        ("en", "Kallweit said that the bridge was safe.", False),
        ("en", "“I hope it is safe,” Kallweit said.", False),
        ("de", "Die Ministerin hofft, dass die Brücke hält.", True),
        ("de", "Die Ministerin sagte, dass die Brücke hält.", False),
        ("fr", "La ministre craint que le pont ne ferme.", True),
    ],
)
def test_attitudes_are_kept_and_marked(language: str, text: str, expected: bool) -> None:
    ((statement, _),) = statements(text, language=language)
    assert statement.attitude is expected
