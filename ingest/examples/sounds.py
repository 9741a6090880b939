"""Small sound files for the examples: silence with whatever tags an example needs."""

import struct

RATE_HZ = 1_000
PIECE = "1d504ef5-faa0-4966-b320-68330cedcdf1"
SUNO = f"made with suno; created=2026-06-15T13:34:40Z; id={PIECE}"


def wav(seconds: float, *chunks: bytes) -> bytes:
    """A WAVE file of silence, eight bits and one channel, with ``chunks`` before the sound."""
    form = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE_HZ, RATE_HZ, 1, 8))
    body = b"WAVE" + form + b"".join(chunks) + _chunk(b"data", b"\x80" * int(seconds * RATE_HZ))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def comment(text: str) -> bytes:
    """A comment (``LIST/INFO ICMT``)."""
    return _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", text.encode() + b"\0"))


def free_tag(name: str, text: str) -> bytes:
    """An ID3 tag with one free text (``TXXX``)."""
    body = b"\x03" + name.encode() + b"\0" + text.encode()
    frame = b"TXXX" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return _chunk(b"id3 ", b"ID3\x03\0\0" + size + frame)


def damaged() -> bytes:
    """A list of texts, one of which claims to be longer than the list."""
    return _chunk(b"LIST", b"INFO" + b"ICMT" + struct.pack("<I", 5_000) + b"cut")


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) & 1)
