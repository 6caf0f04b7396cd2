"""Where files lie: named as capture names them, written whole or not at all, locally and on another store."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.batch.places import BatchError, Folder, files, opened
from onrecord.capture import pages


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "b" / "deep").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/deep/c.txt", "b/d.txt", ".hidden.txt", "b/.secret/x.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(f"{name} says something.")
    (root / "b" / "loop").symlink_to(root)
    (root / "link.txt").symlink_to(root / "a.txt")
    return root


def test_files_are_named_as_capture_names_pages(tree: Path) -> None:
    sources = [str(tree), str(tree / "a.txt")]
    wanted = sorted(page.name for page in pages(sources, datetime(2026, 1, 1, tzinfo=UTC)))
    assert sorted(file.name for file in files(sources)) == [n for n in wanted if not n.startswith("b/loop")]


def test_a_file_tells_its_size_and_opens(tree: Path) -> None:
    (file,) = files([str(tree / "a.txt")])
    assert file.size == len("a.txt says something.")
    with opened(file) as stream:
        assert stream.read() == b"a.txt says something."


@pytest.mark.parametrize("source", ["nothing/here", "memory://nothing-here", "zzz://nowhere/at/all"])
def test_a_source_that_is_not_there_is_told(source: str) -> None:
    with pytest.raises(BatchError, match=r"nothing|nowhere"):
        files([source])


@pytest.fixture(params=["local", "memory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    return Folder(str(tmp_path / "run") if request.param == "local" else f"memory://{uuid.uuid4().hex}")


def test_what_is_written_is_read_and_listed(folder: Folder) -> None:
    assert folder.names() == []
    assert folder.read("a/b.json") is None
    folder.write("a/b.json", b"1")
    folder.write("c.json", b"2")
    assert folder.names() == ["a/b.json", "c.json"]
    assert folder.names("a") == ["a/b.json"]
    assert folder.read("a/b.json") == b"1"
    folder.remove("a")
    folder.remove("a")
    assert folder.names() == ["c.json"]


def test_what_fails_while_it_is_written_is_not_there(folder: Folder) -> None:
    with pytest.raises(KeyError), folder.writing("a.json") as out:
        out.write(b"half of it")
        raise KeyError
    assert folder.names() == []
    assert folder.read("a.json") is None


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    folder.write("a.json", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    folder.write("pages/a.json", b"1")
    (tmp_path / "pages" / ".0123.part").write_bytes(b"half")
    assert folder.names() == ["pages/a.json"]
    folder.sweep()
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["a.json"]


def test_files_of_another_store_are_found(folder: Folder) -> None:
    folder.write("pages/b.txt", b"Words.")
    folder.write("pages/a.txt", b"Words.")
    found = files([f"{folder.address}/pages"])
    assert [file.name for file in found] == ["a.txt", "b.txt"]
    with opened(found[0]) as stream:
        assert stream.read() == b"Words."
