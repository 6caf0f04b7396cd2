"""Any text goes through each format and comes back: controls, formulas, right-to-left marks, halves of pairs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]
from prov.model import ProvDocument
from pyarrow import parquet  # type: ignore[import-untyped]

from onrecord.record.cells import tamed, untamed
from onrecord.record.export.incoming import bring, verified
from onrecord.record.export.workbook import CUT, LONGEST, held
from onrecord.record.export.writing import as_bytes, shown, whole
from onrecord.record.store import Record
from onrecord.types import Reading
from tests.record.export.made import exported, told

Back = Callable[[Record, Reading], tuple[object, object]]
FORMULAS = ['=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "＝1", '=HYPERLINK("x")']
# Two halves side by side are one character wherever text is written; no page is decoded to that.
apart = st.text(st.characters(), min_size=1, max_size=60).map(
    lambda text: re.sub("(?<=[\ud800-\udbff])[\udc00-\udfff]", "", text)
)
texts = st.one_of(
    apart,
    st.sampled_from(
        [*FORMULAS, "\x00", "_x0041_", "\u202eabc", "\ud800", "\uffff", "a\r\nb", "</script><script>", "]]>"]
    ),
)
names = st.one_of(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), st.sampled_from(FORMULAS))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(str(tmp_path_factory.mktemp("any") / "any.db"), create=True) as opened:
        yield opened


def query(reading: Reading) -> str:
    return f"page:{reading.page.id}"


def words(reading: Reading) -> str:
    [statement] = reading.statements
    return " … ".join(span.of(reading.article.text) for span in statement.content)


def name(reading: Reading) -> str:
    [statement] = reading.statements
    return statement.speaker.name if statement.speaker else ""


def through_annotations(record: Record, reading: Reading) -> tuple[object, object]:
    [item] = json.loads(exported(record, "annotations", query(reading)))["first"]["items"]
    quote = item["target"][0]["selector"][0]
    return (quote["exact"], item["body"][0]["value"]), (words(reading), name(reading))


def through_csv(record: Record, reading: Reading) -> tuple[object, object]:
    content = exported(record, "csv", query(reading)).decode()
    [row] = csv.DictReader(io.StringIO(content, newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    return (untamed(row["words"]), untamed(row["speaker"])), (whole(words(reading)), whole(name(reading)))


def through_xlsx(record: Record, reading: Reading) -> tuple[object, object]:
    book = openpyxl.load_workbook(io.BytesIO(exported(record, "xlsx", query(reading))))
    header, row = book["statements"].iter_rows()
    cells = dict(zip((cell.value for cell in header), row, strict=True))
    assert {cell.data_type for cell in row} <= {"s", "n", "b", "inlineStr"}, "none is a formula"
    back = tuple(unescape(cells[column].value) for column in ("words", "speaker"))
    return back, (held(words(reading)), held(name(reading)))


def through_csl(record: Record, reading: Reading) -> tuple[object, object]:
    [item] = json.loads(exported(record, "csl", query(reading)))
    return (item["author"], item["title"]), ([{"literal": name(reading)}], reading.article.title)


def through_prov(record: Record, reading: Reading) -> tuple[object, object]:
    document = ProvDocument.deserialize(content=exported(record, "prov", query(reading)), format="json")
    [statement] = reading.statements
    [entity] = document.get_record(f"statement:{statement.id}")
    [value] = entity.get_attribute("prov:value")
    return value, whole(words(reading))


def through_jsonld(record: Record, reading: Reading) -> tuple[object, object]:
    page, statement = json.loads(exported(record, "jsonld", query(reading)))["hasPart"]
    assert page["headline"] == reading.article.title
    return (statement["text"], statement["spokenByCharacter"]["name"]), (words(reading), name(reading))


def through_parquet(record: Record, reading: Reading) -> tuple[object, object]:
    [row] = parquet.read_table(io.BytesIO(exported(record, "parquet", query(reading)))).to_pylist()
    return (row["words"], row["speaker"]), (whole(words(reading)), whole(name(reading)))


class _Text(HTMLParser):
    """What a browser would show, and what it would do."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "p",
            "a",
            "h1",
            "h2",
            "table",
            "tr",
            "th",
            "td",
            "bdi",
            "div",
            "span",
        }
        assert not any(key.startswith("on") or key == "src" for key, _ in attrs)
        self.links += [value or "" for key, value in attrs if key == "href"]
        if tag == "div":
            self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self.inside.append(self.text)


def through_bundle(record: Record, reading: Reading) -> tuple[object, object]:
    archive = zipfile.ZipFile(io.BytesIO(exported(record, "bundle", query(reading))))
    assert archive.read(f"snapshots/{reading.page.sha256}.bin") == reading.page.content
    parser = _Text()
    parser.feed(archive.read(f"pages/{reading.page.id}.html").decode())
    parser.close()
    assert parser.links == ["../index.html"]
    return parser.inside, [shown(reading.article.text)]


THROUGH: list[Back] = [
    through_annotations,
    through_csv,
    through_xlsx,
    through_csl,
    through_prov,
    through_jsonld,
    through_parquet,
    through_bundle,
]


@pytest.mark.parametrize("through", THROUGH)
@given(words=texts, before=texts, name=names, title=names)
@example(words="=1+1", before="\u202e", name="=1+1", title="@x")
@example(words="_x0041_", before="x", name="_x0041_", title="x")
@example(words="\x00\udc00\ud800", before="\ud800", name="\x00", title="\x1f")
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(record: Record, through: Back, **drawn: Any) -> None:
    reading = told(**drawn)
    record.keep(reading.page, reading, "a")
    kept = record.reading(reading.page.id)
    assert kept is not None
    one, other = through(record, kept)
    assert one == other


def test_a_record_of_any_text_goes_out_and_comes_in(record: Record, tmp_path_factory: pytest.TempPathFactory) -> None:
    for odd in ["\x00", "\ud800 half", "\u202eback", "a\r\nb\x85c\u2028d", "\U0001f600", *FORMULAS]:
        reading = told(odd, "“", "”")
        record.keep(reading.page, reading, "a")
    content = exported(record, "jsonl")
    with Record.open(str(tmp_path_factory.mktemp("new") / "new.db"), create=True) as new:
        bring(new, verified(io.BytesIO(content)))
        assert exported(new, "jsonl") == content


@given(apart)
def test_json_survives_any_text(text: str) -> None:
    assert json.loads(as_bytes([text])) == [text]


@given(texts)
def test_a_tamed_cell_runs_nothing_and_can_be_told_apart(text: str) -> None:
    cell = tamed(text)
    assert isinstance(cell, str)
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", cell)
    assert untamed(cell) == text


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_what_is_too_long_for_a_cell_is_cut_with_a_mark(letter: str) -> None:
    fits = LONGEST // (len(letter.encode("utf-16-le")) // 2)
    assert held(letter * fits) == letter * fits
    cut = held(letter * (fits + 1))
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert set(cut.removesuffix(CUT)) == {letter}


@given(st.text(st.characters()))
def test_what_is_shown_can_stand_in_xml(text: str) -> None:
    assert not re.search(
        "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r|[\u202a-\u202e\u2066-\u2069]", shown(text)
    )
