"""Reads the tags of a sound file, video or picture of any kind that is known here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.marks.chunks import aiff_tags, riff_tags
from ingest.marks.errors import DamagedTagsError, TagLimitError, UnreadContainerError
from ingest.marks.id3 import id3_end, id3_tags, id3v1_tags
from ingest.marks.mp4 import mp4_tags
from ingest.marks.pictures import PNG_MAGIC, jpeg_tags, png_tags
from ingest.marks.source import Source
from ingest.marks.tag import Tag
from ingest.marks.vorbis import flac_tags, ogg_tags

MAX_TAGS = 4_000
MAX_TEXT = 4 << 20
_CREDENTIALS = "c2pa"
_MAX_ID3 = 8
_SCAN = 1 << 16
_MAGIC = (
    ("jpeg", 0, b"\xff\xd8\xff"),
    ("png", 0, PNG_MAGIC),
    ("wav", 8, b"WAVE"),
    ("aiff", 8, b"AIFF"),
    ("aiff", 8, b"AIFC"),
    ("flac", 0, b"fLaC"),
    ("ogg", 0, b"OggS"),
    ("mp4", 4, b"ftyp"),
)


@dataclass(frozen=True, slots=True)
class FileTags:
    """``problem`` says why not all could be read; ``has_credentials`` whether C2PA data was met.

    ``container`` is None where it is none that is read here. ``has_credentials`` is None where the
    file was not read to its end, so that it may hold some.
    """

    tags: tuple[Tag, ...]
    container: str | None
    has_credentials: bool | None
    problem: str | None = None


def read_tags(file: BinaryIO) -> FileTags:
    """Read the tags of ``file``, within limits. Damage ends the reading and is told, never raised."""
    found: list[Tag] = []
    credentials, chars, container, problem = False, 0, None, None
    try:
        source = Source(file)
        sound = _after_id3(source)
        container = _container(source, sound)
        for tag in _tags(source, sound, container):
            credentials |= tag.name == _CREDENTIALS
            if tag.name != _CREDENTIALS and tag.text:
                found.append(tag)
                chars += len(tag.text)
            if len(found) > MAX_TAGS or chars > MAX_TEXT:
                raise TagLimitError(f"The file has more than {MAX_TAGS} tags or {MAX_TEXT >> 20} MB of them.")
    except DamagedTagsError as error:
        problem = error.message
    return FileTags(tuple(found), container, True if credentials else None if problem else False, problem)


def _after_id3(source: Source) -> int:
    """Where the sound's own container starts: ID3 tags may stand before any."""
    offset = 0
    for _ in range(_MAX_ID3):
        end = id3_end(source, offset)
        if end == offset:
            break
        offset = end
    return offset


def _container(source: Source, offset: int) -> str | None:
    head = source.some(offset, 12)
    for name, at, magic in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return name
    return "mp3" if offset or _has_mpeg_sync(source) else None


def _tags(source: Source, sound: int, container: str | None) -> Iterator[Tag]:
    offset = 0
    while offset < sound:
        yield from id3_tags(source, offset)
        offset = id3_end(source, offset)
    match container:
        case "wav":
            yield from riff_tags(source, sound)
        case "aiff":
            yield from aiff_tags(source, sound)
        case "flac":
            yield from flac_tags(source, sound)
        case "ogg":
            yield from ogg_tags(source, sound)
        case "mp4":
            yield from mp4_tags(source)
        case "jpeg":
            yield from jpeg_tags(source, sound)
        case "png":
            yield from png_tags(source, sound)
        case None:
            raise UnreadContainerError("The file is of no kind whose tags are read.")
    yield from id3v1_tags(source)


def _has_mpeg_sync(source: Source) -> bool:
    """Whether MPEG audio or ADTS may start near the beginning: a frame's eleven set bits."""
    data = source.some(0, _SCAN)
    at = data.find(b"\xff")
    while 0 <= at < len(data) - 1:
        if data[at + 1] & 0xE0 == 0xE0:  # noqa: PLR2004  the sync word's second byte
            return True
        at = data.find(b"\xff", at + 1)
    return False
