"""The labelled pages fit the example pages, and a label that does not fit is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bench import cases
from bench.cases import CaseError, find, find_all, row_of

TEXT = 'Dam holds, says Vey\n\nAna Vey said the dam holds. "It holds," she said, "and it will." Vey spoke of 3 dams.\n'
ROWS = cases.load()


def case(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "title": "Dam holds, says Vey",
        "published": ["2026-01-05", "2026-01-05"],
        "residue": [],
        "statements": [
            {"content": "the dam holds", "cue": "said", "source": "Ana Vey", "speaker": "Ana Vey", "kind": "indirect"},
            {"content": ['"It holds,"', '"and it will."'], "source": "she", "speaker": "Ana Vey", "kind": "direct"},
        ],
        "figures": [{"text": "3 dams", "value": 3, "unit": "dams"}],
    }
    return plain | changes


def test_fragments_become_spans() -> None:
    row = row_of("dam", case(), TEXT)
    shown = [[TEXT[a:b] for a, b in statement["content_spans"]] for statement in row["statements"]]
    assert shown == [["the dam holds"], ['"It holds,"', '"and it will."']]
    assert [TEXT[slice(*statement["source_span"])] for statement in row["statements"]] == ["Ana Vey", "she"]
    assert TEXT[slice(*row["figures"][0]["span"])] == "3 dams"


def test_a_fragment_runs_from_its_head_to_its_tail() -> None:
    start, end = find("dam", "the dam~~it will.", TEXT, 0)
    assert TEXT[start:end] == 'the dam holds. "It holds," she said, "and it will.'


def test_a_later_fragment_begins_after_the_one_before() -> None:
    first, second = find_all("dam", ["Vey", "Vey"], TEXT, 0)
    assert first[1] <= second[0]


def test_a_source_is_a_whole_word_outside_the_content() -> None:
    text = "Shelley said: he left. He said so."
    entry = {"content": "he left", "source": "He", "speaker": "Shelley", "kind": "indirect"}
    row = row_of("x", case(title=text, statements=[entry], figures=[]), text)
    assert row["statements"][0]["source_span"] == [23, 25]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Dam bursts"},
        {"residue": ["Read also"]},
        {"statements": [{"content": "the dam bursts", "speaker": "Ana Vey", "kind": "indirect"}]},
        {"statements": [{"content": "Dam~~will", "speaker": "Ana Vey", "kind": "indirect"}]},
        {"statements": [{"content": "the dam", "source": "Bo", "speaker": "Ana Vey", "kind": "indirect"}]},
        {
            "statements": [
                {"content": "the dam", "source": "Ana Vey", "at": "Vey said", "speaker": "V", "kind": "direct"}
            ]
        },
        {"statements": [{"content": "the dam", "speaker": "Ana Vey", "kind": "reported"}]},
        {"statements": [{"content": "the dam", "speeker": "Ana Vey", "kind": "direct"}]},
        {"figures": [{"text": "4 dams", "value": 4, "unit": "dams"}]},
        {"outlets": []},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_label_that_does_not_fit_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CaseError, match=r"^dam: "):
        row_of("dam", case(**changes), TEXT)


def test_the_gold_file_is_what_the_cases_say() -> None:
    assert cases.GOLD.read_text(encoding="utf-8") == cases.as_lines(ROWS), "run `python -m bench cases`"


def test_every_example_page_has_a_case() -> None:
    assert {row["page"] for row in ROWS} == {page.stem for page in cases.PAGES.glob("*.txt")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["page"])
def test_gold_is_plausible(row: dict[str, Any]) -> None:
    text = (cases.PAGES / f"{row['page']}.txt").read_text(encoding="utf-8")
    earliest, latest = map(date.fromisoformat, row["published"])
    speakers = {statement["speaker"] for statement in row["statements"]}
    assert 0 <= (latest - earliest).days <= 62
    assert 150 <= len(text.split()) <= 450
    for statement in row["statements"]:
        assert statement.get("inside") in speakers | {None} or statement["inside"] in text
        if statement["kind"] == "indirect":
            quoted = "".join(text[a:b] for a, b in statement["content_spans"])
            assert not set(quoted) & set("«»„") and quoted.count('"') in (0, 2)
