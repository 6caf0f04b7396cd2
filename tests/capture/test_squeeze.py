"""Compressed bytes: what goes in comes out, and no more than the limits allow."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.chunked import joined
from onrecord.capture.source import Limits, drain
from onrecord.capture.squeeze import decoded, unpacked
from onrecord.errors import Unreadable

SMALL = Limits(page=50_000, ratio=20, free=10_000)
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@pytest.mark.parametrize("coding", PACKERS)
@given(content=st.binary(max_size=2000))
def test_what_is_packed_is_unpacked(coding: str, content: bytes) -> None:
    assert decoded(PACKERS[coding](content), coding, SMALL) == content


def test_codings_come_off_in_the_order_in_which_they_were_put_on() -> None:
    twice = brotli.compress(gzip.compress(b"words"))
    assert decoded(twice, "gzip, BR", SMALL) == b"words"
    assert decoded(b"words", "", SMALL) == decoded(b"words", "identity", SMALL) == b"words"


@pytest.mark.parametrize("coding", PACKERS)
@pytest.mark.parametrize(
    ("content", "reasons"), [(b" " * 20_000_000, {"bomb", "too big"}), (bytes(range(256)) * 400, {"bomb", "too big"})]
)
def test_what_unpacks_to_too_much_is_refused(coding: str, content: bytes, reasons: set[str]) -> None:
    with pytest.raises(Unreadable) as caught:
        decoded(PACKERS[coding](content), coding, SMALL)
    assert caught.value.reason in reasons


@pytest.mark.parametrize("coding", PACKERS)
@given(content=st.binary(min_size=1, max_size=300), cut=st.integers(1, 12))
def test_what_is_cut_or_changed_raises_nothing_but_a_reason(coding: str, content: bytes, cut: int) -> None:
    packed = PACKERS[coding](content)
    with pytest.raises(Unreadable):
        decoded(packed[:-cut], coding, SMALL)
    changed = bytearray(packed)
    changed[cut % len(changed)] ^= 0x55
    try:
        decoded(bytes(changed), coding, SMALL)
    except Unreadable as error:
        assert error.reason in ("broken", "bomb", "too big")


@given(members=st.lists(st.binary(max_size=300), min_size=1, max_size=4), size=st.integers(1, 500))
def test_a_stream_reads_the_same_in_pieces_of_any_size(members: list[bytes], size: int) -> None:
    stream = unpacked(io.BytesIO(b"".join(map(gzip.compress, members))), SMALL)
    pieces = list(iter(lambda: stream.read(size), b""))
    assert b"".join(pieces) == b"".join(members)


def test_a_bomb_of_many_members_is_one_bomb() -> None:
    packed = gzip.compress(b" " * 5_000) * 1_000
    with pytest.raises(Unreadable, match="20 times"):
        drain(unpacked(io.BytesIO(packed), SMALL), 100_000_000)


@given(content=st.binary(max_size=300), size=st.integers(1, 50))
def test_chunks_are_joined(content: bytes, size: int) -> None:
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    body = b"".join(f"{len(piece):X}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    assert joined(body + b"0\r\n\r\n") == content
    assert joined(body) == content


@pytest.mark.parametrize("body", [b"", b"words that are no chunks", b"<p>\r\n</p>", b"-5\r\nwords", b"g\r\n"])
def test_what_is_not_chunked_stays_as_it_is(body: bytes) -> None:
    assert joined(body) == body
