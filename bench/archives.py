"""Small web archives, built byte by byte so that they can be damaged on purpose."""

from __future__ import annotations

import gzip

HTML = (("Content-Type", "text/html; charset=utf-8"),)
HTTP = "application/http; msgtype=response"
DAY = "2025-04-02T10:00:00Z"


def record(
    kind: str,
    address: str,
    block: bytes,
    media_type: str = HTTP,
    headers: tuple[tuple[str, str], ...] = (),
    length: int | None = None,
    day: str = DAY,
) -> bytes:
    """One WARC record; ``length`` is what it states where that is not the truth."""
    fields = (
        ("WARC-Type", kind),
        ("WARC-Target-URI", address),
        ("WARC-Date", day),
        ("WARC-Record-ID", "<urn:uuid:00000000-0000-4000-8000-000000000000>"),
        ("Content-Type", media_type),
        *headers,
        ("Content-Length", str(len(block) if length is None else length)),
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = HTML) -> bytes:
    """One HTTP answer."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(number: int, length: int | None = None) -> bytes:
    """The record of a page that is known by its number."""
    return record("response", f"https://press.example/{number}", answer(body(number)), length=length)


def body(number: int) -> bytes:
    return f"<p>This is page {number}, and it goes on for a while.</p>".encode()


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)
