"""Bytes as they are kept: packed, and bounded when they are unpacked."""

from __future__ import annotations

import zlib

from onrecord.errors import OnrecordError

LEVEL = 6
MOST = 1 << 30
"""Bytes of one packed piece; a page holds 64 MiB, its reading some times that."""

# What most readings hold, so that short ones pack well too (RFC 1950, preset dictionary); the likeliest stands last.
# Kept readings need it: it is never changed, a better one would be another beside it.
READING = (
    b'{"page":{"name":"","address":null,"sha256":"","captured":"2026-01-01T00:00:00+00:00","media_type":"text/html"},'
    b'"article":{"address":null,"title":"","outlet":"","original_outlet":null,"byline":[],"language":"en","published":'
    b'{"earliest":"2026-01-01","latest":"2026-01-01","basis":{"rule":"dateline","detail":"","score":0.95},"evidence":[['
    b']]},"updated":null,"translated":false,"partial":false,"cites":[],"blocks":[{"kind":"title","span":[0,1],"place":'
    b'null,"reason":"first line that reads as a title","detail":"","score":0.8},{"kind":"residue","span":[],"place":[],'
    b'"reason":"after the last sentence","detail":"","score":0.7},{"kind":"heading","span":[],"place":null,"reason":'
    b'"short line before a sentence","detail":"","score":0.6},{"kind":"paragraph","span":[],"place":null,"reason":'
    b'"text","detail":"","score":0.9}],"text":null},"statements":[],"figures":[{"id":"","span":[],"value":,"hedge":"about",'
    b'"unit":null,"measure":"%","trend":null,"of":null,"concept":[[]],"period":{"earliest":"2025-01-01","latest":'
    b'"2025-12-31"},"evidence":[[]],"statement":null,"basis":{"rule":"figure:noun","detail":"","score":0.9}},{"id":"",'
    b'"span":[],"value":1.0,"hedge":"exactly","unit":"","measure":null,"trend":null,"of":null,"concept":null,"period":'
    b'null,"evidence":null,"statement":"","basis":{"rule":"figure:money","detail":"","score":0.95}}],{"id":"","manner":'
    b'"mixed","content":[[]],"cue":null,"source":null,"speaker":null,"addressee":"","occasion":{"kind":"press '
    b'conference","name":"","place":""},"said":{"earliest":"","latest":"","basis":{"rule":"day","detail":"","score":0.8}'
    b',"evidence":[]},"via":[{"name":""}],"inside":null,"basis":{"rule":"tagger@1","detail":"pronoun","score":0.9}},'
    b'{"id":"","manner":"direct","content":[[]],"cue":[[]],"source":[[]],"speaker":{"name":"","kind":"body","role":null'
    b',"aliases":[]},"addressee":null,"occasion":null,"said":null,"via":[],"inside":null,"basis":{"rule":"inverted",'
    b'"detail":"name","score":0.8}},{"id":"","manner":"indirect","content":[[]],"cue":[[]],"source":[[]],"speaker":'
    b'{"name":"","kind":"person","role":"","aliases":[]},"addressee":null,"occasion":null,"said":null,"via":[],"inside":'
    b'null,"basis":{"rule":"tagger@1","detail":"name","score":0.95}}]'
)


class Damaged(OnrecordError):
    """Bytes of the record that are not what was kept."""


def pack(content: bytes, dictionary: bytes = b"") -> bytes:
    """The same bytes for the same content and version of zlib."""
    packer = zlib.compressobj(LEVEL, zdict=dictionary) if dictionary else zlib.compressobj(LEVEL)
    return packer.compress(content) + packer.flush()


def unpack(packed: bytes, dictionary: bytes = b"") -> bytes:
    """What was packed, with the same dictionary.

    Raises:
        Damaged: these bytes were not packed here, or were changed since.
    """
    unpacker = zlib.decompressobj(zdict=dictionary)
    try:
        content = unpacker.decompress(packed, MOST)
    except zlib.error as error:
        raise Damaged(f"a packed piece is damaged ({error}): restore the record from its backup") from error
    if not unpacker.eof or unpacker.unused_data:
        raise Damaged("a packed piece is cut short or followed by other bytes: restore the record from its backup")
    return content
