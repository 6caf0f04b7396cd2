"""Tables of pages: rows to pages with what the row says of them, and what is wrong with a row or a table."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import Columns, Limits, pages
from onrecord.types import Given, Page, Rejection, Sender

csv_limit = csv.field_size_limit
THEN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "The mayor said the tram would run by June."


@pytest.fixture
def taken(tmp_path: Path) -> Any:
    def take(name: str, content: bytes | str, **settings: Any) -> list[Page | Rejection]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(pages([str(path)], THEN, **settings))

    return take


def reasons(found: list[Page | Rejection]) -> list[str]:
    return [item.reason if isinstance(item, Rejection) else "page" for item in found]


FULL = {
    "headline": "Tram by June",
    "text": WORDS,
    "url": "https://press.example/tram",
    "source": {"id": None, "name": "The Example"},
    "publishedAt": "2025-04-02T23:30:00-05:00",
    "modified": "Thu, 03 Apr 2025 08:00:00 +0200",
    "lang": "en",
    "crawled_at": "2025-04-05T10:00:00Z",
}
GIVEN = Given("Tram by June", "The Example", date(2025, 4, 2), date(2025, 4, 3), "en", "utf-8", sender=Sender.COLUMN)


@pytest.mark.parametrize(
    ("name", "content", "page"),
    [
        ("a.jsonl", json.dumps(FULL) + "\n", "a.jsonl#1"),
        ("a.jsonl.gz", gzip.compress(json.dumps(FULL).encode()), "a.jsonl.gz#1"),
        ("a.json", json.dumps(FULL), "a.json"),
        ("a.json", json.dumps([FULL]), "a.json"),
        ("a.json", json.dumps({"status": "ok", "articles": [FULL]}), "a.json"),
        ("a.json", "\ufeff" + json.dumps(FULL), "a.json"),
    ],
)
def test_a_row_is_a_page_with_what_it_says(taken: Any, name: str, content: bytes | str, page: str) -> None:
    address, captured = "https://press.example/tram", datetime(2025, 4, 5, 10, tzinfo=UTC)
    assert taken(name, content) == [Page(page, WORDS.encode(), captured, "text/plain", address, GIVEN)]


def test_json_lines_without_a_name_are_known_by_their_look() -> None:
    found = list(pages(["-"], THEN, io.BytesIO(json.dumps(FULL).encode())))
    assert reasons(found) == ["page"]


@pytest.mark.parametrize(
    ("row", "kind", "content"),
    [
        ({"text": WORDS, "html": "<p>Raw.</p>"}, "text/html", "<p>Raw.</p>"),
        ({"text": WORDS, "html": ""}, "text/plain", WORDS),
        ({"body": "<p>Marked up.</p>"}, "text/html", "<p>Marked up.</p>"),
        ({"body": ["One.", "Two."]}, "text/plain", "One.\nTwo."),
        ({"content": "short", "text": WORDS}, "text/plain", WORDS),
        ({"Article  Text": WORDS}, "text/plain", WORDS),
        ({"Überschrift": "x", "Inhalt": WORDS}, "text/plain", WORDS),
        ({"text": "half \ud83d of a pair"}, "text/plain", "half \ufffd of a pair"),
    ],
)
def test_the_text_is_found_by_the_names_of_columns(taken: Any, row: dict[str, Any], kind: str, content: str) -> None:
    (page,) = taken("a.jsonl", json.dumps(row))
    assert (page.media_type, page.content.decode()) == (kind, content)


def test_columns_that_are_told_are_believed(taken: Any) -> None:
    row = {"text": "not this", "fld_7": WORDS, "paper": "The Example"}
    (page,) = taken("a.jsonl", json.dumps(row), columns=Columns(text="fld_7", outlet="paper"))
    assert (page.content.decode(), page.given.outlet) == (WORDS, "The Example")
    assert reasons(taken("a.jsonl", json.dumps(row), columns=Columns(text="gone"))) == ["columns"]


def test_a_broken_line_costs_itself(taken: Any) -> None:
    good = json.dumps({"text": WORDS})
    lines = [
        good,
        "{broken",
        "",
        '["a list"]',
        '{"text": " "}',
        '{"other": "x"}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"text": "' + "x" * 3000 + '"}',
        good,
    ]
    found = taken("a.jsonl", "\n".join(lines).encode() + b'\n{"text": "\xff"}', limits=Limits(page=200_000))
    assert reasons(found) == ["page", *["broken"] * 2, "empty", "columns", "broken", "broken", "page", "page", "broken"]
    assert [item.name for item in found][-2:] == ["a.jsonl#10", "a.jsonl#11"]


def test_a_line_longer_than_a_page_is_passed_over(taken: Any) -> None:
    good = json.dumps({"text": WORDS})
    found = taken("a.jsonl", f"{good}\n{'x' * 5000}\n{good}", limits=Limits(page=1000))
    assert reasons(found) == ["page", "too big", "page"]


@pytest.mark.parametrize("content", ["{", "[" * 200_000, '{"text": "' + "x" * 100, "nothing"])
def test_a_broken_document_is_refused(taken: Any, content: str) -> None:
    assert reasons(taken("a.json", content)) == ["broken"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_csv_in_every_usual_dress(taken: Any, separator: str, encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows(
        [["URL", "Text", "Datum"], ["https://press.example/1", f"„Ja“, sagte\nsie; {WORDS}", "2025-04-02"]]
    )
    (page,) = taken("a.csv", out.getvalue().encode(encoding))
    assert page.content.decode() == f"„Ja“, sagte\nsie; {WORDS}"
    assert (page.name, page.address) == ("a.csv#1", "https://press.example/1")
    assert page.given.published == date(2025, 4, 2)


def test_rows_that_are_short_long_or_empty(taken: Any) -> None:
    found = taken("a.csv", "url,text,text\n\na\nb,words\nc,more,second,third\n,,\n")
    assert reasons(found) == ["empty", "page", "page"]
    assert [item.content for item in found if isinstance(item, Page)] == [b"words", b"more"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n", ["columns"]),
        ('"text\nwords\n', ["broken"]),
        ('text\nwords\n"' + "x" * 3000, ["page", "broken"]),
        ('text\nwords\n"a" b\nwords\n', ["page", "broken", "page"]),
        ("text\nwords\n" + "x" * 3000 + "\nwords\n", ["page", "broken", "page"]),
    ],
)
def test_a_row_that_cannot_be_followed_costs_itself(
    taken: Any, content: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv, "field_size_limit", lambda *_: 2000)
    before = csv_limit(2000)
    try:
        assert reasons(taken("a.csv", content)) == expected
    finally:
        csv_limit(before)


def test_what_is_not_in_the_encoding_of_its_start_ends_the_table(taken: Any) -> None:
    content = b"text\n" + (WORDS.encode() + b"\n") * 4000 + b"na\xefve\n"
    assert reasons(taken("a.csv", content))[-1] == "undecodable"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_packed_table_that_was_cut_gives_the_rows_before_the_cut(taken: Any, name: str) -> None:
    numbers = range(20_000)
    lines = [f'{{"text": "{number * 7919}"}}' if name == "a.jsonl" else str(number * 7919) for number in numbers]
    whole = gzip.compress("\n".join(["text", *lines][name == "a.jsonl" :]).encode())
    found = taken(f"{name}.gz", whole[: len(whole) // 2])
    assert reasons(found)[-1] == "broken"
    rows = [item.content.decode() for item in found[:-1]]
    assert len(rows) > 5000
    assert rows[:5000] == [str(number * 7919) for number in range(5000)]


@given(cells=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1), min_size=1))
def test_every_text_survives_its_row(cells: list[str]) -> None:
    raw = "\n".join(json.dumps({"text": cell}) for cell in cells).encode()
    found = list(pages(["-"], THEN, io.BytesIO(raw)))
    assert [item.content.decode() for item in found if isinstance(item, Page)] == [
        cell for cell in cells if cell.strip()
    ]
    assert len(found) == len(cells)


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"text": WORDS, "published": datetime(2025, 4, 2, 9, tzinfo=UTC), "n": 1},
        {"text": None, "published": None, "n": 2},
    ]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    found = list(pages([str(tmp_path / "a.parquet")], THEN))
    assert reasons(found) == ["page", "empty"]
    assert isinstance(found[0], Page)
    assert found[0].given is not None
    assert found[0].given.published == date(2025, 4, 2)
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:200] + bytes(50) + whole[250:])
    (tmp_path / "c.parquet").write_bytes(b"PAR1" + bytes(100))
    parquet.write_table(arrow.table({"other": [1]}), tmp_path / "d.parquet")
    assert reasons(list(pages([str(tmp_path / f"{name}.parquet") for name in "cd"], THEN))) == ["broken", "columns"]
    list(pages([str(tmp_path / "b.parquet")], THEN))


def test_a_swollen_parquet_file_is_refused(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    swollen = arrow.table({"text": [" " * 10_000_000]})
    parquet.write_table(swollen, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    assert reasons(list(pages([str(tmp_path / "a.parquet")], THEN))) == ["bomb"]
