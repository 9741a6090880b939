"""ID3: versions 2.2 to 2.4 at the start, version 1 at the end (https://id3.org)."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.marks.errors import DamagedTagsError
from ingest.marks.source import Source
from ingest.marks.tag import MAX_TEXT_BYTES, Tag, make_tag

HEADER = 10
V1_BYTES = 128
CREDENTIALS_TYPES = (b"application/c2pa", b"application/x-c2pa-manifest-store")
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_FRAME_ID = re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 ]?\Z")
_DESCRIBED = ("COMM", "COM", "TXXX", "TXX", "WXXX", "WXX")
_MAX_UNSYNCED = 8 << 20
_V23, _V24 = 3, 4
_V1_FIELDS = (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("comment", 97, 127))


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its id, and where its body is and ends."""

    id: str
    start: int
    end: int
    flags: int
    major: int


def id3_end(source: Source, offset: int = 0) -> int:
    """Where the ID3v2 tag at ``offset`` ends; ``offset`` where there is none."""
    head = source.some(offset, HEADER)
    if not _is_header(head):
        return offset
    footer = HEADER if head[5] & 0x10 and head[3] == _V24 else 0
    return offset + HEADER + _syncsafe(head[6:10]) + footer


def id3_tags(source: Source, offset: int = 0) -> Iterator[Tag]:
    """The tags of the ID3v2 tag at ``offset``, those with texts and links; pictures are passed over.

    Content credentials come as a tag with the name ``c2pa``. Raises ``DamagedTagsError``.
    """
    head = source.some(offset, HEADER)
    if not _is_header(head):
        return
    major, flags = head[3], head[5]
    if major not in (2, _V23, _V24):
        raise DamagedTagsError(f"There is no ID3 version 2.{major} that is read here.")
    start, end = offset + HEADER, offset + HEADER + _syncsafe(head[6:10])
    if flags & 0x80 and major < _V24:
        source = Source.of(_synced(source.some(start, min(end - start, _MAX_UNSYNCED))))
        start, end = 0, source.size
    elif end > source.size:
        end = source.size
    if flags & 0x40 and major > 2:  # noqa: PLR2004  2.2 has no extended header
        start = _after_extended(source, start, major)
    for frame in _frames(source, start, end, major):
        yield from _frame_tags(source, frame)


def id3v1_tags(source: Source) -> Iterator[Tag]:
    """The tags of an ID3v1 block in the last 128 bytes."""
    block = source.some(max(0, source.size - V1_BYTES), V1_BYTES)
    if len(block) == V1_BYTES and block[:3] == b"TAG":
        for name, start, end in _V1_FIELDS:
            text = block[start:end].partition(b"\0")[0].decode("latin-1")
            if text.strip():
                yield make_tag("ID3v1", name, text)


def _frames(source: Source, start: int, end: int, major: int) -> Iterator[Frame]:
    head_bytes, id_bytes = (6, 3) if major == 2 else (10, 4)  # noqa: PLR2004  layout of 2.2
    while start + head_bytes <= end:
        head = source.exactly(start, head_bytes)
        if not head[0]:
            return  # padding
        if not _FRAME_ID.match(head[:id_bytes]):
            raise DamagedTagsError(f"A frame of the ID3 tag has no proper name ({start} bytes into it).")
        body = start + head_bytes
        size = _frame_size(source, head, body, end, major)
        if body + size > end:
            raise DamagedTagsError(f"A frame of the ID3 tag is longer than the tag ({start} bytes into it).")
        flags = head[9] if major > 2 else 0  # noqa: PLR2004  2.2 has no flags
        yield Frame(head[:id_bytes].decode("ascii"), body, body + size, flags, major)
        start = body + size


def _frame_size(source: Source, head: bytes, body: int, end: int, major: int) -> int:
    if major == 2:  # noqa: PLR2004  layout of 2.2
        return int.from_bytes(head[3:6], "big")
    plain = int.from_bytes(head[4:8], "big")
    if major == _V23 or any(byte & 0x80 for byte in head[4:8]):
        return plain
    size = _syncsafe(head[4:8])
    # Some writers put plain sizes into 2.4: believe the one after which a frame or padding follows.
    if size != plain and not _follows(source, body + size, end) and _follows(source, body + plain, end):
        return plain
    return size


def _follows(source: Source, at: int, end: int) -> bool:
    if at >= end:
        return at == end
    following = source.some(at, 4)
    return not following.strip(b"\0") or bool(_FRAME_ID.match(following))


def _frame_tags(source: Source, frame: Frame) -> Iterator[Tag]:
    known = frame.id[0] in "TW" or frame.id in ("COMM", "COM", "GEOB", "GEO", "PRIV")
    body = _body(source, frame) if known and frame.end > frame.start else b""
    if not body:
        return
    if frame.id in _DESCRIBED:
        yield _described_tag(frame.id, body)
    elif frame.id in ("GEOB", "GEO"):
        kind = body[1:].partition(b"\0")[0].lower()
        if kind in CREDENTIALS_TYPES or b"c2pa" in body[:200]:
            yield Tag("c2pa", "", f"ID3 {frame.id}")
    elif frame.id == "PRIV":
        owner, _, data = body.partition(b"\0")
        if owner.lower() == b"xmp":
            yield make_tag("ID3", "PRIV XMP", data.decode("utf-8", "replace"), "xmp")
    elif frame.id[0] == "W":
        yield make_tag("ID3", frame.id, body.partition(b"\0")[0].decode("latin-1"))
    else:
        for text in _decoded(body[1:], body[0]).split("\0"):
            if text.strip():
                yield make_tag("ID3", frame.id, text)


def _described_tag(frame: str, body: bytes) -> Tag:
    """A comment, a free text or a free link: a description, then the content."""
    name, text = _described(body, skip=4 if frame in ("COMM", "COM") else 1)
    if frame in ("COMM", "COM"):
        # Whatever the description is, the field is a comment.
        return make_tag(f"ID3 {frame}" if name else "ID3", name or frame, text, frame)
    if frame in ("TXXX", "TXX"):
        return make_tag("ID3", frame, text, name)
    link = _split(body[1:], body[0])[1].decode("latin-1")
    return make_tag("ID3", frame, link, name or "url")


def _body(source: Source, frame: Frame) -> bytes:
    """The frame's content, at most ``MAX_TEXT_BYTES``; empty where it is encrypted."""
    data = source.some(frame.start, min(frame.end - frame.start, MAX_TEXT_BYTES))
    if frame.major == _V24:
        grouped, packed, locked, unsynced, sized = (frame.flags & bit for bit in (0x40, 8, 4, 2, 1))
        data = data[(1 if grouped else 0) + (4 if sized else 0) :]
        data = _synced(data) if unsynced else data
    elif frame.major == _V23:
        packed, locked, grouped = (frame.flags & bit for bit in (0x80, 0x40, 0x20))
        data = data[(4 if packed else 0) + (1 if grouped else 0) :]
    else:
        packed = locked = 0
    if locked:
        return b""
    if packed:
        try:
            return zlib.decompressobj().decompress(data, MAX_TEXT_BYTES)
        except zlib.error:
            raise DamagedTagsError(f"The frame {frame.id} of the ID3 tag cannot be unpacked.") from None
    return data


def _described(body: bytes, skip: int) -> tuple[str, str]:
    """Description and text; ``skip`` counts the encoding and what stands before the description."""
    name, text = _split(body[skip:], body[0])
    return _decoded(name, body[0]), _decoded(text, body[0])


def _split(data: bytes, encoding: int) -> tuple[bytes, bytes]:
    if encoding not in (1, 2):
        name, _, rest = data.partition(b"\0")
        return name, rest
    at = next((i for i in range(0, len(data) - 1, 2) if data[i : i + 2] == b"\0\0"), len(data))
    return data[:at], data[at + 2 :]


def _decoded(data: bytes, encoding: int) -> str:
    name = _ENCODINGS[encoding] if encoding < len(_ENCODINGS) else "latin-1"
    if name == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        name = "utf-16-le"
    return data.decode(name, "replace")


def _after_extended(source: Source, start: int, major: int) -> int:
    size = source.exactly(start, 4)
    return start + (_syncsafe(size) if major == _V24 else int.from_bytes(size, "big") + 4)


def _is_header(head: bytes) -> bool:
    return len(head) == HEADER and head[:3] == b"ID3" and not any(byte & 0x80 for byte in head[6:10])


def _syncsafe(data: bytes) -> int:
    return data[0] << 21 | data[1] << 14 | data[2] << 7 | data[3]


def _synced(data: bytes) -> bytes:
    return data.replace(b"\xff\x00", b"\xff")
