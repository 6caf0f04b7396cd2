"""The chunked transfer coding of HTTP (RFC 9112, 7.1), undone for bodies that an archive kept as they travelled."""

from __future__ import annotations

LONGEST_SIZE = 1 << 10  # bytes of a chunk's first line, extensions included


def joined(body: bytes) -> bytes:
    """The chunks' data in a row; the body as it is where it is not chunked after all (archives keep the header).

    A body that ends in the middle of a chunk gives what is there.
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        line_end = body.find(b"\r\n", at, at + LONGEST_SIZE)
        size = _size(body[at:line_end]) if line_end >= 0 else None
        if size is None:
            return b"".join(pieces) if pieces else body
        if size == 0:
            break
        pieces.append(body[line_end + 2 : line_end + 2 + size])
        at = line_end + 2 + size + 2
    return b"".join(pieces)


def _size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    if not digits or len(digits) > 16 or digits.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)
