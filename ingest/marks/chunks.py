"""Chunks of RIFF (WAV, RF64) and IFF (AIFF, AIFC) files, and the texts in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.marks.errors import DamagedTagsError
from ingest.marks.id3 import id3_tags
from ingest.marks.source import Source
from ingest.marks.tag import MAX_TEXT_BYTES, Tag, make_tag

_HEAD = 8
_FORM_HEAD = 12
_MAX_CHUNKS = 4_000
_OPEN_SIZE = 0xFFFFFFFF
_BEXT_DESCRIPTION = 256
_AIFF_TEXTS = ("NAME", "AUTH", "ANNO", "(c) ")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its id, and where its body is and ends."""

    id: str
    start: int
    end: int

    @property
    def taken(self) -> int:
        """How much of the body is read as a text."""
        return min(self.end - self.start, MAX_TEXT_BYTES)


def riff_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The texts of the WAVE file at ``offset``. Raises ``DamagedTagsError``."""
    for chunk in _chunks(source, offset + _FORM_HEAD, source.size, "little"):
        if chunk.id == "LIST" and source.some(chunk.start, 4) == b"INFO":
            for info in _chunks(source, chunk.start + 4, chunk.end, "little"):
                text = source.some(info.start, info.taken).partition(b"\0")[0]
                yield make_tag("RIFF INFO", info.id, _text(text))
        elif chunk.id in ("id3 ", "ID3 "):
            yield from id3_tags(source, chunk.start)
        elif chunk.id == "bext":
            text = source.some(chunk.start, min(chunk.taken, _BEXT_DESCRIPTION)).partition(b"\0")[0]
            yield make_tag("RIFF", "bext", _text(text), "description")
        elif chunk.id == "_PMX":
            yield make_tag("RIFF", "_PMX", _text(source.some(chunk.start, chunk.taken)), "xmp")
        elif chunk.id == "C2PA":
            yield Tag("c2pa", "", "RIFF C2PA")


def aiff_tags(source: Source, offset: int) -> Iterator[Tag]:
    """The texts of the AIFF or AIFC file at ``offset``. Raises ``DamagedTagsError``."""
    for chunk in _chunks(source, offset + _FORM_HEAD, source.size, "big"):
        if chunk.id in _AIFF_TEXTS:
            yield make_tag("AIFF", chunk.id, _text(source.some(chunk.start, chunk.taken)))
        elif chunk.id == "COMT":
            yield from _aiff_comments(source.some(chunk.start, chunk.taken))
        elif chunk.id in ("ID3 ", "id3 "):
            yield from id3_tags(source, chunk.start)


def _aiff_comments(data: bytes) -> Iterator[Tag]:
    """A count, then comments: time (4), marker (2), length (2), text, padded to an even length."""
    at = 2
    for _ in range(int.from_bytes(data[:2], "big")):
        length = int.from_bytes(data[at + 6 : at + 8], "big")
        text = data[at + 8 : at + 8 + length]
        if len(text) < length or len(data) < at + 8:
            raise DamagedTagsError("A comment of the AIFF file is longer than the chunk that holds it.")
        yield make_tag("AIFF", "COMT", _text(text))
        at += 8 + length + (length & 1)


def _chunks(source: Source, at: int, end: int, order: str) -> Iterator[Chunk]:
    """The chunks from ``at`` to ``end``; a last one whose length was left open or cut ends there."""
    for _ in range(_MAX_CHUNKS):
        if at + _HEAD > end:
            return
        head = source.exactly(at, _HEAD)
        length = int.from_bytes(head[4:], "little" if order == "little" else "big")
        name, start = head[:4].decode("latin-1"), at + _HEAD
        if name == "data" and (length == _OPEN_SIZE or start + length > end):
            # RF64 keeps the true length elsewhere; a stream's writer never knew it.
            length = _long_data(source, start, end) if length == _OPEN_SIZE else end - start
        if start + length > end:
            raise DamagedTagsError(
                f"The chunk {name!r} is longer than what holds it ({at} bytes into the file)."
            )
        yield Chunk(name, start, start + length)
        at = start + length + (length & 1)
    raise DamagedTagsError(f"The file has more than {_MAX_CHUNKS} chunks.")


def _long_data(source: Source, start: int, end: int) -> int:
    """The length of an RF64 file's data, from its ``ds64`` chunk, which always comes first."""
    head = source.some(_FORM_HEAD, 28)
    length = int.from_bytes(head[16:24], "little") if head[:4] == b"ds64" else end - start
    return min(length, end - start)


def _text(data: bytes) -> str:
    """UTF-8 where it is that, else Latin-1, which is what old writers mean."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
