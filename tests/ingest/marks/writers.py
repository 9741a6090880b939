"""Writes the tags of every container, byte by byte, so that the readers are held to the formats."""

import struct
from collections.abc import Sequence

MPEG_FRAME = b"\xff\xfb\x90\x64" + bytes(413)
"""An MPEG 1 layer III frame of 128 kb/s at 44,100 Hz."""


def syncsafe(size: int) -> bytes:
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))


def frame(name: str, body: bytes, major: int = 3) -> bytes:
    if major == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = syncsafe(len(body)) if major == 4 else len(body).to_bytes(4, "big")
    return name.encode() + size + b"\0\0" + body


def id3(*frames: bytes, major: int = 3, flags: int = 0, padding: int = 20) -> bytes:
    body = b"".join(frames) + bytes(padding)
    return b"ID3" + bytes((major, 0, flags)) + syncsafe(len(body)) + body


def text(value: str) -> bytes:
    return b"\x01" + value.encode("utf-16")


def comment(value: str) -> bytes:
    return b"\x01eng" + "".encode("utf-16") + b"\0\0" + value.encode("utf-16")


def free_text(name: str, value: str) -> bytes:
    return b"\x03" + name.encode() + b"\0" + value.encode()


def mp3(*frames: bytes, major: int = 3) -> bytes:
    return id3(*frames, major=major) + MPEG_FRAME * 4


def id3v1(comment: bytes) -> bytes:
    return b"TAG" + bytes(94) + comment.ljust(30, b"\0")[:30] + b"\0"


def comments(*pairs: str) -> bytes:
    data = struct.pack("<I", 4) + b"test" + struct.pack("<I", len(pairs))
    return data + b"".join(struct.pack("<I", len(p.encode())) + p.encode() for p in pairs)


def flac(*pairs: str) -> bytes:
    info, block = bytes(34), comments(*pairs)
    head = b"fLaC\x00" + len(info).to_bytes(3, "big") + info
    return head + b"\x84" + len(block).to_bytes(3, "big") + block


def ogg_page(*packets: bytes, serial: int = 1, number: int = 0) -> bytes:
    lacing = b"".join(b"\xff" * (len(p) // 255) + bytes((len(p) % 255,)) for p in packets)
    head = b"OggS\0\x02" + bytes(8) + struct.pack("<IIIB", serial, number, 0, len(lacing))
    return head + lacing + b"".join(packets)


def vorbis(*pairs: str) -> bytes:
    return ogg_page(b"\x01vorbis" + bytes(23)) + ogg_page(
        b"\x03vorbis" + comments(*pairs) + b"\x01", number=1
    )


def opus(*pairs: str) -> bytes:
    return ogg_page(b"OpusHead" + bytes(11)) + ogg_page(b"OpusTags" + comments(*pairs), number=1)


def chunk(name: bytes, body: bytes, order: str = "<") -> bytes:
    return name + struct.pack(order + "I", len(body)) + body + bytes(len(body) & 1)


def wav(*chunks: bytes) -> bytes:
    body = b"WAVE" + chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)) + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def info(**texts: str) -> bytes:
    return chunk(b"LIST", b"INFO" + b"".join(chunk(k.encode(), v.encode() + b"\0") for k, v in texts.items()))


def aiff(*chunks: bytes) -> bytes:
    body = b"AIFF" + b"".join(chunks)
    return b"FORM" + struct.pack(">I", len(body)) + body


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


def data_box(value: str) -> bytes:
    return box(b"data", struct.pack(">II", 1, 0), value.encode())


def mp4(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"M4A \0\0\0\0") + b"".join(boxes)


def items(*parts: bytes) -> bytes:
    """``moov.udta.meta.ilst`` as iTunes writes it."""
    handler = box(b"hdlr", bytes(25))
    return box(b"moov", box(b"udta", box(b"meta", bytes(4), handler, box(b"ilst", *parts))))


def keys(pairs: Sequence[tuple[str, str]]) -> bytes:
    """``moov.meta`` with ``keys`` as FFmpeg writes it with ``use_metadata_tags``."""
    names = b"".join(box(b"mdta", name.encode()) for name, _ in pairs)
    table = box(b"keys", struct.pack(">II", 0, len(pairs)), names)
    values = [box(struct.pack(">I", n), data_box(v)) for n, (_, v) in enumerate(pairs, start=1)]
    return box(b"moov", box(b"meta", bytes(4), box(b"hdlr", bytes(25)), table, box(b"ilst", *values)))
