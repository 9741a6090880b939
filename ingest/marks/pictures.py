"""Tags of pictures: JPEG segments (ITU-T T.81, XMP part 3) and PNG chunks (W3C PNG, third edition)."""

import zlib
from collections.abc import Iterator

from ingest.marks.errors import DamagedTagsError, TagLimitError
from ingest.marks.source import Source
from ingest.marks.tag import MAX_TEXT_BYTES, Tag, make_tag

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_MAX_PARTS = 4_000
_SOI, _EOI, _SOS, _COM, _APP1, _APP11 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE1, 0xEB
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_NAME = "XML:com.adobe.xmp"
_LONGEST_KEY = 79


def jpeg_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The texts before the picture's data; content credentials (JUMBF in APP11) come as ``c2pa``.

    Raises ``DamagedTagsError``.
    """
    at = offset + 2
    for _ in range(_MAX_PARTS):
        head = source.exactly(at, 2)
        if head[0] != 0xFF:  # noqa: PLR2004  a marker's first byte
            raise DamagedTagsError(f"The JPEG file has no marker where one has to be ({at} bytes into it).")
        if head[1] == 0xFF:  # noqa: PLR2004  fill bytes may come before a marker
            at += 1
            continue
        if head[1] in (_SOS, _EOI):
            return
        length = int.from_bytes(source.exactly(at + 2, 2), "big")
        if length < 2 or at + 2 + length > source.size:  # noqa: PLR2004  the length counts itself
            raise DamagedTagsError(
                f"A segment of the JPEG file is longer than the file ({at} bytes into it)."
            )
        yield from _segment_tags(head[1], source.some(at + 4, min(length - 2, MAX_TEXT_BYTES)))
        at += 2 + length
    raise TagLimitError(f"The JPEG file has more than {_MAX_PARTS} segments.")


def png_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The texts of the picture; content credentials (``caBX``) come as ``c2pa``.

    Raises ``DamagedTagsError``.
    """
    at = offset + len(PNG_MAGIC)
    for _ in range(_MAX_PARTS):
        head = source.exactly(at, 8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if at + 12 + length > source.size:
            raise DamagedTagsError(f"A chunk of the PNG file is longer than the file ({at} bytes into it).")
        if kind == b"IEND":
            return
        if kind == b"caBX":
            yield Tag("c2pa", "", "PNG caBX")
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield from _text_tags(kind.decode(), source.some(at + 8, min(length, MAX_TEXT_BYTES)))
        at += 12 + length
    raise TagLimitError(f"The PNG file has more than {_MAX_PARTS} chunks.")


def _segment_tags(marker: int, body: bytes) -> Iterator[Tag]:
    if marker == _APP1 and body.startswith(_XMP):
        yield make_tag("JPEG", "xmp", body[len(_XMP) :].decode("utf-8", "replace"))
    elif marker == _APP11 and body[:2] == b"JP" and b"c2pa" in body[:200]:
        yield Tag("c2pa", "", "JPEG APP11")
    elif marker == _COM:
        yield make_tag("JPEG", "comment", body.decode("utf-8", "replace"))


def _text_tags(kind: str, body: bytes) -> Iterator[Tag]:
    name, _, rest = body[: _LONGEST_KEY + 1].partition(b"\0")
    key, value = name.decode("latin-1"), body[len(name) + 1 :]
    if not rest and len(name) > _LONGEST_KEY:
        raise DamagedTagsError("A text of the PNG file has no name.")
    if kind == "tEXt":
        text = value.decode("latin-1")
    elif kind == "zTXt":
        text = _inflated(value[1:]).decode("latin-1")
    else:
        flags, value = value[:2], value[2:]
        value = value.partition(b"\0")[2].partition(b"\0")[2]  # behind language and translated name
        text = (_inflated(value) if flags[:1] == b"\x01" else value).decode("utf-8", "replace")
    yield make_tag("PNG", "xmp" if key == _XMP_NAME else key, text)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT_BYTES)
    except zlib.error as error:
        raise DamagedTagsError("A compressed text of the PNG file cannot be unpacked.") from error
