"""Vorbis comments in FLAC, Ogg Vorbis, Opus, Speex and Ogg FLAC (https://xiph.org/vorbis/doc/v-comment.html)."""

from collections.abc import Iterator

from ingest.marks.errors import DamagedTagsError
from ingest.marks.source import Source
from ingest.marks.tag import MAX_TEXT_BYTES, Tag, make_tag

_COMMENT_BLOCK = 4
_MAX_BLOCKS = 1_000
_MAX_COMMENTS = 2_000
_MAX_PACKET = 2 << 20
_MAX_PAGES = 4_000
_MAX_PACKETS = 64
_PAGE_HEAD = 27
_STARTS = (
    (b"OpusHead", b"OpusTags", 8),
    (b"\x01vorbis", b"\x03vorbis", 7),
    (b"Speex   ", b"", 0),
    (b"\x7fFLAC", None, 4),
)


def flac_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The comments of the FLAC stream at ``offset``. Raises ``DamagedTagsError``."""
    at = offset + 4
    for _ in range(_MAX_BLOCKS):
        head = source.exactly(at, 4)
        length = int.from_bytes(head[1:], "big")
        if head[0] & 0x7F == _COMMENT_BLOCK:
            yield from _comments(source.some(at + 4, min(length, _MAX_PACKET)), "FLAC")
        at += 4 + length
        if at > source.size:
            raise DamagedTagsError(f"A metadata block of the FLAC file is longer than the file ({at} bytes).")
        if head[0] & 0x80:
            return
    raise DamagedTagsError(f"The FLAC file has more than {_MAX_BLOCKS} metadata blocks.")


def ogg_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The comments of the first audio stream in the Ogg file at ``offset``. Raises ``DamagedTagsError``."""
    packets = _packets(source, offset)
    first = next(packets, b"")
    kind = next((start for start in _STARTS if first.startswith(start[0])), None)
    if kind is None:
        raise DamagedTagsError("The Ogg file starts with no sound that is known here.")
    _, magic, skip = kind
    for number, packet in enumerate(packets):
        if number >= _MAX_PACKETS:
            return
        if magic is None:  # Ogg FLAC: metadata blocks as packets
            if packet[:1] and packet[0] & 0x7F == _COMMENT_BLOCK:
                yield from _comments(packet[skip:], "Ogg")
            if not packet[:1] or packet[0] & 0x80 or packet[0] == 0xFF:  # noqa: PLR2004  an audio frame
                return
        elif packet.startswith(magic):
            yield from _comments(packet[skip:], "Ogg")
            return


def _packets(source: Source, at: int) -> Iterator[bytes]:
    """The packets of the stream that the first page belongs to, each cut at ``_MAX_PACKET``."""
    serial, packet = b"", bytearray()
    for _ in range(_MAX_PAGES):
        head = source.some(at, _PAGE_HEAD)
        if len(head) < _PAGE_HEAD:
            break
        if head[:4] != b"OggS":
            raise DamagedTagsError(f"A page of the Ogg file does not start as one ({at} bytes into it).")
        lacing = source.exactly(at + _PAGE_HEAD, head[26])
        body = at + _PAGE_HEAD + head[26]
        at = body + sum(lacing)
        serial = serial or head[14:18]
        if head[14:18] != serial:
            continue
        data, taken = source.some(body, sum(lacing)), 0
        for length in lacing:
            if len(packet) < _MAX_PACKET:
                packet += data[taken : taken + length]
            taken += length
            if length < 255:  # noqa: PLR2004  a shorter lacing value ends the packet
                yield bytes(packet)
                packet.clear()
    if packet:
        yield bytes(packet)


def _comments(data: bytes, container: str) -> Iterator[Tag]:
    """Vendor, then the comments; all lengths in four bytes, little endian."""
    vendor, at = _piece(data, 0)
    if vendor.strip():
        yield make_tag(container, "vendor", vendor.decode("utf-8", "replace"))
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    for _ in range(min(count, _MAX_COMMENTS)):
        comment, at = _piece(data, at)
        name, equals, text = comment.partition(b"=")
        if equals:
            yield make_tag(
                container, "comment", text.decode("utf-8", "replace"), name.decode("utf-8", "replace")
            )


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    length = int.from_bytes(data[at : at + 4], "little")
    end = at + 4 + length
    if len(data) < at + 4 or end > len(data):
        raise DamagedTagsError("A Vorbis comment is longer than the block that holds it.")
    return data[at + 4 : at + 4 + min(length, MAX_TEXT_BYTES)], end
