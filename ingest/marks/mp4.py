"""Tags of MP4 and QuickTime files (ISO 14496-12, QTFF): iTunes and named items, ``keys``, ``udta`` texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.marks.errors import DamagedTagsError, TagLimitError
from ingest.marks.source import Source
from ingest.marks.tag import MAX_TEXT_BYTES, Tag, make_tag

_MAX_BOXES = 10_000
_MAX_KEYS = 2_000
_CREDENTIALS = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_UTF16, _BINARY_KINDS = 2, (13, 14, 27)
_KEY_PREFIX = "com.apple.quicktime."


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its type as Latin-1, and where its body is and ends."""

    type: str
    start: int
    end: int


def mp4_tags(source: Source) -> Iterator[Tag]:
    """The tags of the file; content credentials come with the name ``c2pa``. Raises ``DamagedTagsError``."""
    for box in _boxes(source, 0, source.size):
        if box.type == "uuid":
            yield from _uuid_tags(source, box)
        elif box.type == "meta":
            yield from _meta_tags(source, box)
        elif box.type == "moov":
            for inner in _boxes(source, box.start, box.end):
                if inner.type == "udta":
                    yield from _udta_tags(source, inner)
                elif inner.type == "meta":
                    yield from _meta_tags(source, inner)


def _uuid_tags(source: Source, box: Box) -> Iterator[Tag]:
    kind = source.some(box.start, 16)
    if kind == _CREDENTIALS:
        yield Tag("c2pa", "", "MP4 uuid")
    elif kind == _XMP:
        data = source.some(box.start + 16, min(box.end - box.start - 16, MAX_TEXT_BYTES))
        yield make_tag("MP4", "uuid XMP", data.decode("utf-8", "replace"), "xmp")


def _udta_tags(source: Source, udta: Box) -> Iterator[Tag]:
    for box in _boxes(source, udta.start, udta.end, zero_ends=True):
        if box.type == "meta":
            yield from _meta_tags(source, box)
        else:
            data = source.some(box.start, min(box.end - box.start, MAX_TEXT_BYTES))
            length = int.from_bytes(data[:2], "big")
            if box.type.startswith("\xa9") and 0 < length <= len(data) - 4:
                data = data[4 : 4 + length]  # QuickTime: length and language before the text
            yield make_tag("MP4 udta", box.type, _readable(data))


def _meta_tags(source: Source, meta: Box) -> Iterator[Tag]:
    # A full box in MP4 (four bytes of version and flags first), a plain one in QuickTime.
    plain = source.some(meta.start + 4, 4) == b"hdlr"
    keys: list[str] = []
    for box in _boxes(source, meta.start if plain else meta.start + 4, meta.end):
        if box.type == "keys":
            keys = list(_keys(source, box))
        elif box.type == "ilst":
            for item in _boxes(source, box.start, box.end):
                yield from _item_tags(source, item, keys)


def _keys(source: Source, box: Box) -> Iterator[str]:
    """Names by number, counted from 1: length (4), namespace (4), name."""
    count = int.from_bytes(source.exactly(box.start + 4, 4), "big")
    at = box.start + 8
    for _ in range(min(count, _MAX_KEYS)):
        length = int.from_bytes(source.exactly(at, 4), "big")
        if length < 8 or at + length > box.end:  # noqa: PLR2004  a key's header
            raise DamagedTagsError(f"A key of the MP4 file is longer than its table ({at} bytes into it).")
        yield source.some(at + 8, min(length - 8, 256)).decode("utf-8", "replace")
        at += length


def _item_tags(source: Source, item: Box, keys: list[str]) -> Iterator[Tag]:
    number = int.from_bytes(item.type.encode("latin-1"), "big")
    name = keys[number - 1] if 0 < number <= len(keys) else None
    for box in _boxes(source, item.start, item.end):
        if box.type == "name":
            given = source.some(box.start + 4, min(box.end - box.start - 4, 256))
            name = given.decode("utf-8", "replace")
        elif box.type == "data":
            head = source.exactly(box.start, 8)
            kind = int.from_bytes(head[:4], "big")
            if kind in _BINARY_KINDS:
                continue  # pictures
            data = source.some(box.start + 8, min(box.end - box.start - 8, MAX_TEXT_BYTES))
            text = data.decode("utf-16-be", "replace") if kind == _UTF16 else _readable(data)
            if name is None:
                yield make_tag("MP4", item.type, text)
            else:
                yield make_tag("MP4", "key", text, name.removeprefix(_KEY_PREFIX))


def _boxes(source: Source, at: int, end: int, *, zero_ends: bool = False) -> Iterator[Box]:
    """The boxes from ``at`` to ``end``. QuickTime may end a list with four zero bytes (``zero_ends``)."""
    for _ in range(_MAX_BOXES):
        if at + 8 > end:
            return
        head = source.exactly(at, 8)
        size, start = int.from_bytes(head[:4], "big"), at + 8
        if size == 1:
            size, start = int.from_bytes(source.exactly(start, 8), "big"), at + 16
        elif size == 0:
            if zero_ends:
                return
            size = end - at
        name = head[4:].decode("latin-1")
        if at + size > end or at + size < start:
            raise DamagedTagsError(
                f"The box {name!r} has a length that does not fit ({at} bytes into the file)."
            )
        yield Box(name, start, at + size)
        at += size
    raise TagLimitError(f"The file has more than {_MAX_BOXES} boxes in one place.")


def _readable(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
