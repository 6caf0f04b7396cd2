"""Files, folders and standard input to pages, and the reason for every path that gives none."""

from __future__ import annotations

import gzip
import io
import os
import random
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import Limits, pages
from onrecord.types import Page, Rejection

THEN = datetime(2025, 4, 3, 12, tzinfo=UTC)
WORDS = b"The minister said that the bridge would open in May.\n"


def taken(*paths: str | Path, stdin: bytes | None = None, limits: Limits | None = None) -> list[Page | Rejection]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(pages([str(path) for path in paths], THEN, stream, limits))


def names(found: list[Page | Rejection]) -> list[str]:
    return [item.name for item in found]


def write(path: Path, content: bytes = WORDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(found: list[Page | Rejection]) -> Page:
    (page,) = found
    assert isinstance(page, Page), page
    return page


def refused(found: list[Page | Rejection]) -> Rejection:
    (rejection,) = found
    assert isinstance(rejection, Rejection), rejection
    assert rejection.detail
    return rejection


def test_a_page_is_its_bytes_under_its_file_name(tmp_path: Path) -> None:
    page = only(taken(write(tmp_path / "one sentence.txt")))
    assert page == Page("one sentence.txt", WORDS, THEN, "text/plain")


@pytest.mark.parametrize("name", ["page.txt.gz", "page.txt", "page", "page.gz"])
def test_gzip_is_told_by_its_first_bytes_not_by_the_name(tmp_path: Path, name: str) -> None:
    page = only(taken(write(tmp_path / name, gzip.compress(WORDS))))
    assert (page.name, page.content, page.media_type) == (name, WORDS, "text/plain")


def test_a_page_named_gz_that_is_not_packed_is_read_as_it_is(tmp_path: Path) -> None:
    assert only(taken(write(tmp_path / "page.txt.gz"))).content == WORDS


def test_members_of_a_gzip_file_are_one_page_and_zeros_behind_them_are_padding(tmp_path: Path) -> None:
    packed = gzip.compress(WORDS) + gzip.compress(WORDS) + bytes(512)
    assert only(taken(write(tmp_path / "page.gz", packed))).content == WORDS * 2


@given(content=st.binary(min_size=1, max_size=3000), level=st.integers(0, 9))
def test_packing_changes_no_byte(content: bytes, level: int) -> None:
    text = content.hex().encode()
    assert only(taken("-", stdin=gzip.compress(text, level))).content == text


def test_standard_input_is_a_page(tmp_path: Path) -> None:
    found = taken("-", write(tmp_path / "b.txt"), stdin=WORDS)
    assert names(found) == ["standard input", "b.txt"]
    assert [item.content for item in found if isinstance(item, Page)] == [WORDS, WORDS]


def test_standard_input_may_be_a_pipe() -> None:
    reading, writing = os.pipe()
    long = WORDS * 1000
    with os.fdopen(reading, "rb") as pipe:
        os.write(writing, long)
        os.close(writing)
        assert only(list(pages(["-"], THEN, pipe))).content == long


def test_a_folder_is_walked_by_name_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/1.txt", "a.txt", "c/d/e.txt", ".git/config", "b/.DS_Store", "Ünïcödé 新聞.txt"]:
        write(tmp_path / name)
    assert names(taken(tmp_path)) == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.txt", "Ünïcödé 新聞.txt"]
    assert names(taken(write(tmp_path / ".hidden"))) == [".hidden"], "a file that is named is read"


def test_the_order_of_creation_does_not_show(tmp_path: Path) -> None:
    listed = [f"{number:03}.txt" for number in range(40)]
    shuffled = random.Random(7).sample(listed, len(listed))
    for name in shuffled:
        write(tmp_path / name, name.encode())
    assert names(taken(tmp_path)) == listed


def test_links_that_lead_in_circles_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "a" / "page.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = taken(tmp_path)
    assert names(found) == ["a/page.txt", "self"]
    assert isinstance(found[1], Rejection)
    assert found[1].reason == "unreadable"


def test_folders_nested_deeper_than_the_stack_are_walked(tmp_path: Path) -> None:
    depth = 1100
    home = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        write(tmp_path / "z.txt")
        assert names(taken(tmp_path)) == ["z.txt"]
    finally:
        for _ in range(depth):  # from the bottom up: the tools that clear a test's folder recurse
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(home)


def _bomb() -> bytes:
    return gzip.compress(b" " * 40_000_000, 9)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"%PDF-1.7\n%words enough to look like text", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (gzip.compress(WORDS * 50, mtime=0)[:-20], "broken"),
        (gzip.compress(WORDS, mtime=0)[:12], "broken"),
        (b"\x1f\x8b", "broken"),
        (b"\x1f\x8b" + WORDS, "broken"),
        (gzip.compress(WORDS, mtime=0)[:-8] + b"\0\0\0\0\0\0\0\0", "broken"),
        (gzip.compress(gzip.compress(gzip.compress(WORDS, mtime=0), mtime=0), mtime=0), "nested"),
        (_bomb(), "bomb"),
        (gzip.compress(_bomb()), "bomb"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    found = taken(write(tmp_path / "a.txt", content), write(tmp_path / "b.txt"))
    assert isinstance(found[0], Rejection)
    assert (found[0].name, found[0].reason) == ("a.txt", reason)
    assert isinstance(found[1], Page), "the run goes on"


def test_a_page_over_the_limit_is_refused_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"x" * 1000)
    assert only(taken(path, limits=Limits(page=1000))).content == b"x" * 1000
    assert refused(taken(path, limits=Limits(page=999))).reason == "too big"


def _missing(folder: Path) -> Path:
    return folder / "missing.txt"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _socket(folder: Path) -> Path:
    # A socket's path is short by law (about 100 bytes), a test's folder may not be.
    name = folder / "s"
    home = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s")
    finally:
        os.chdir(home)
    return name


def _device(folder: Path) -> Path:
    return Path("/dev/zero")


@pytest.mark.parametrize(
    ("make", "reason"), [(_missing, "missing"), (_pipe, "special"), (_socket, "special"), (_device, "special")]
)
def test_a_path_that_cannot_be_read_is_refused_and_never_waited_for(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    assert refused(taken(make(tmp_path))).reason == reason


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "\ud800.txt"])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    rejection = refused(taken(path))
    assert rejection.reason in ("missing", "unreadable")
    rejection.name.encode()  # can be written out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_the_right_to_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt")
    path.chmod(0)
    assert refused(taken(path)).reason == "denied"


def test_a_denied_file_or_folder_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "b.txt")

    def deny(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    assert refused(taken(tmp_path / "b.txt")).reason == "denied"
    whole = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: deny() if path.name == "in" else whole(path))
    found = taken(tmp_path)
    assert names(found) == ["b.txt", "in"]
    assert {item.reason for item in found if isinstance(item, Rejection)} == {"denied"}


def test_names_that_are_no_utf_8_can_be_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(raw)).write_bytes(WORDS)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert only(taken(tmp_path)).name == "caf\ufffd.txt"
