"""A record goes out and comes in again as it was; a file that was damaged or made up is refused."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import RecordError
from onrecord.record.codec import to_line
from onrecord.record.decisions import broken
from onrecord.record.export.incoming import Brought, bring, verified
from onrecord.record.export.writing import as_bytes
from onrecord.record.searching.search import Search
from onrecord.record.store import Record, State
from tests.record.export.made import TEXT, decide, exported, fill, find

Line = dict[str, Any]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "new.db"), create=True) as opened:
        yield opened


def brought(record: Record, content: bytes) -> Brought:
    return bring(record, verified(io.BytesIO(content)))


def test_export_then_import_gives_the_same_record(where: str, empty: Record) -> None:
    with Record.open(where, create=True) as record:
        fill(record)
        content = exported(record, "jsonl")
        assert brought(empty, content).pages == {State.NEW: 4, State.REFUSED: 2}
        assert exported(empty, "jsonl") == content
        assert empty.counts() == record.counts()
        assert [to_line(each) for each in empty.readings()] == [to_line(each) for each in record.readings()]
        assert empty.decisions() == record.decisions()
        assert sorted(map(str, empty.states())) == sorted(map(str, record.states()))
        for query in ("ferry", "is:rejected", "has:figure"):
            assert Search(empty).find(query).facets == Search(record).find(query).facets


def test_importing_twice_changes_nothing(record: Record, empty: Record) -> None:
    content = exported(record, "jsonl")
    brought(empty, content)
    again = brought(empty, content)
    assert (again.pages, again.decisions) == ({State.KNOWN: 4, State.REFUSED: 2}, 0)
    assert exported(empty, "jsonl") == content


def test_the_order_in_which_pages_were_kept_does_not_show(record: Record, tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "other.db"), create=True) as other:
        head, *lines = exported(record, "jsonl").splitlines(keepends=True)
        pages = [line for line in lines if line.startswith(b'{"type":"page"')]
        rest = [line for line in lines[:-1] if line not in pages]
        brought(other, signed([head, *reversed(pages), *rest]))
        assert exported(other, "jsonl") == exported(record, "jsonl")


def test_an_answer_makes_a_smaller_record(record: Record, empty: Record) -> None:
    content = exported(record, "jsonl", "deep page:ferry.txt")
    head, page, *_ = map(json.loads, content.splitlines())
    assert (head["query"], head["statements"], head["pages"]) == ("deep page:ferry.txt", 1, 1)
    assert page["found"] == [find(record, "deep page:ferry.txt")]
    assert brought(empty, content).pages == {State.NEW: 1}
    assert [hit.statement.addressee for hit in Search(empty).find("deep is:accepted").hits] == ["Osterby Post"]
    assert len(empty.decisions()) == 1
    assert broken(empty.decisions()) == [], "a part of a chain is a chain of its own"


def test_what_another_record_holds_is_added_to_it(record: Record, empty: Record) -> None:
    content = exported(record, "jsonl", "deep")
    brought(empty, content)
    decide(empty, "accept", find(empty, "ferry would stop"))
    mine = empty.decisions()
    result = brought(empty, exported(record, "jsonl"))
    assert result.pages[State.KNOWN] == 2
    assert empty.decisions()[: len(mine)] == mine
    assert broken(empty.decisions()) == []
    assert Search(empty).find("light").total == 0, "an undone undoing comes with what it names"
    assert [hit.words for hit in Search(empty).find("is:rejected").hits] == ["“Nobody is left without light,”"]
    before = exported(empty, "jsonl")
    assert brought(empty, exported(record, "jsonl")).decisions == 0
    assert exported(empty, "jsonl") == before


@pytest.mark.parametrize(
    "cut", [lambda c: c[:-1], lambda c: c[: len(c) // 2], lambda c: c.replace(b"Ines", b"Anna", 1)]
)
def test_a_file_that_is_not_as_it_was_made_is_refused_whole(
    record: Record, empty: Record, cut: Callable[[bytes], bytes]
) -> None:
    content = exported(record, "jsonl")
    if cut(content) + b"\n" == content:
        brought(empty, cut(content))  # the last end of line tells nothing
        return
    with pytest.raises(RecordError, match="cut short, or was changed"):
        brought(empty, cut(content))
    assert empty.counts()["page"] == 0


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"[1]\n", b"\x00\xff\n", b'{"type":"page"}\n', b"[" * 100_000 + b"\n"]
)
def test_what_is_no_export_is_refused(empty: Record, content: bytes) -> None:
    with pytest.raises(RecordError, match=r"no export of onrecord|cut short"):
        brought(empty, content)


def test_a_later_format_is_refused(empty: Record) -> None:
    with pytest.raises(RecordError, match="format 2, this onrecord knows 1"):
        brought(empty, signed([b'{"type":"export","format":2}\n']))


def _set(*path: str | int, value: object) -> Callable[[Line], None]:
    def change(line: Line) -> None:
        for step in path[:-1]:
            line = line[step]  # type: ignore[index]
        line[path[-1]] = value  # type: ignore[index]

    return change


FORGED = {
    "bytes of another page": _set("content", value="AAAA"),
    "no base64": _set("content", value="%%%"),
    "no bytes": _set("content", value=None),
    "id": _set("id", value="0" * 16),
    "name": _set("name", value=["a"]),
    "address": _set("address", value=7),
    "moment": _set("captured", value="yesterday"),
    "given": _set("given", value={"colour": "red"}),
    "reader": _set("reader", value=None),
    "reading": _set("reading", value=[]),
    "text that is none": _set("reading", "article", "text", value=3),
    "text too short": _set("reading", "article", "text", value="x"),
    "title": _set("reading", "article", "title", value={"a": 1}),
    "language": _set("reading", "article", "language", value=None),
    "manner": _set("reading", "statements", 0, "manner", value="loud"),
    "span": _set("reading", "statements", 0, "content", value=[[5, 4]]),
    "span beyond the text": _set("reading", "statements", 0, "content", value=[[0, 10**9]]),
    "no words": _set("reading", "statements", 0, "content", value=None),
    "id of a statement": _set("reading", "statements", 0, "id", value='"><script>'),
    "score": _set("reading", "statements", 0, "basis", "score", value=float("nan")),
    "a name of ours that is not": _set("reading", "article", "surprise", value=1),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_a_page_that_was_made_up_is_refused(record: Record, empty: Record, change: Callable[[Line], None]) -> None:
    lines = exported(record, "jsonl", "page:ferry.txt").splitlines()
    page = json.loads(lines[1])
    change(page)
    with pytest.raises(RecordError, match="line 2 holds no page"):
        brought(empty, signed([lines[0] + b"\n", as_bytes(page) + b"\n"]))
    assert empty.counts()["page"] == 0
    assert empty.counts()["statement"] == 0


@pytest.mark.parametrize(
    "change",
    [_set("why", value="another reason"), _set("kind", value="burn"), _set("value", value=3), _set("hash", value="0")],
)
def test_a_decision_that_was_changed_is_refused(record: Record, empty: Record, change: Callable[[Line], None]) -> None:
    *lines, last, _ = exported(record, "jsonl").splitlines(keepends=True)
    decision = json.loads(last)
    change(decision)
    with pytest.raises(RecordError, match="holds no decision"):
        brought(empty, signed([*lines, as_bytes(decision) + b"\n"]))
    assert empty.decisions() == []


def test_a_decision_that_does_not_fit_its_page_is_refused(record: Record, empty: Record) -> None:
    """A chain can be made up with all its digests; what it says is looked at all the same."""
    *lines, last, _ = exported(record, "jsonl", "page:ferry.txt").splitlines(keepends=True)
    decision = json.loads(last)
    decision["value"] = json.dumps({**json.loads(decision["value"]), "content": [[0, 10**9]]})
    names = ("number", "kind", "target", "page", "value", "who", "moment", "why", "previous")
    written = json.dumps([decision[name] for name in names], ensure_ascii=False)
    decision["hash"] = hashlib.sha256(written.encode()).hexdigest()
    with pytest.raises(RecordError, match="does not fit the page"):
        brought(empty, signed([*lines, as_bytes(decision) + b"\n"]))
    assert empty.decisions() == []
    assert empty.counts()["page"] == 1


def test_bytes_go_out_as_they_came_in(record: Record) -> None:
    from base64 import b64decode

    pages = [json.loads(line) for line in exported(record, "jsonl").splitlines() if line.startswith(b'{"type":"page"')]
    assert [page["id"] for page in pages] == sorted(page["id"] for page in pages)
    [content] = [b64decode(page["content"]) for page in pages if page["id"] == TEXT.id]
    assert content == TEXT.content


def signed(lines: list[bytes]) -> bytes:
    """Lines with the last one that makes a file of them."""
    content = b"".join(lines)
    return content + as_bytes({"type": "end", "sha256": hashlib.sha256(content).hexdigest()}) + b"\n"
