"""What kind of file it is, by its first bytes and never by its name."""

from dataclasses import dataclass
from pathlib import Path

from detectors.errors import EmptyAudioError, NotAudioError

_HEAD_BYTES = 4096
_SCAN_BYTES = 1 << 16
_MAX_TAGS = 8
_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_V1 = {
    3: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_KBPS_V2 = {
    3: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    1: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A container: its FFmpeg demuxer, whether miniaudio reads it, and where the sound starts (bytes)."""

    demuxer: str
    miniaudio: bool
    offset: int = 0


_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"fLaC", Kind("flac", miniaudio=True)),
    (0, b"OggS", Kind("ogg", miniaudio=False)),
    (4, b"ftyp", Kind("mov", miniaudio=False)),
    (8, b"AIFF", Kind("aiff", miniaudio=False)),
    (8, b"AIFC", Kind("aiff", miniaudio=False)),
    (0, b"\x1a\x45\xdf\xa3", Kind("matroska", miniaudio=False)),
    (0, b"caff", Kind("caf", miniaudio=False)),
    (0, b"riff\x2e\x91\xcf\x11", Kind("w64", miniaudio=False)),
    (0, b"wvpk", Kind("wv", miniaudio=False)),
    (0, b"MAC ", Kind("ape", miniaudio=False)),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind("asf", miniaudio=False)),
)


def sniff(path: Path) -> Kind:
    """The kind of the file at ``path``. Raises EmptyAudioError and NotAudioError."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyAudioError(f"{path.name}: the file is empty.", remedy="Deliver the recording again.")
    with path.open("rb") as file:
        offset = 0
        for _ in range(_MAX_TAGS):
            file.seek(offset)
            head = file.read(_HEAD_BYTES)
            length = id3_length(head)
            if not length:
                break
            offset += length
        kind = kind_of(head, offset)
        if kind is None:
            file.seek(offset)
            kind = mpeg_kind(file.read(_SCAN_BYTES), offset)
    if kind is None:
        raise NotAudioError(
            f"{path.name}: the content is no audio format that is read here.",
            remedy="Deliver FLAC, WAV, AIFF, MP3, AAC, ALAC, Ogg Vorbis or Opus.",
        )
    return kind


def id3_length(head: bytes) -> int:
    """The length in bytes of the ID3v2 tag that ``head`` starts with, 0 where there is none."""
    if head[:3] != b"ID3" or len(head) < 10 or any(b & 0x80 for b in head[6:10]):  # noqa: PLR2004  header size
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    footer = 10 if head[5] & 0x10 else 0
    return 10 + size + footer


def kind_of(head: bytes, offset: int = 0) -> Kind | None:
    """The kind that the magic bytes in ``head`` name, else None."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Kind("wav", miniaudio=head[:4] == b"RIFF" and offset == 0, offset=offset)
    for place, magic, kind in _MAGIC:
        if head[place : place + len(magic)] == magic:
            return Kind(kind.demuxer, kind.miniaudio, offset)
    return None


def mpeg_kind(data: bytes, offset: int = 0) -> Kind | None:
    """MPEG audio or ADTS AAC, known by two frames in a row, each where the one before it says."""
    start = data.find(b"\xff")
    while 0 <= start < len(data) - 8:
        for length_of, demuxer, miniaudio in ((mpeg_length, "mp3", True), (adts_length, "aac", False)):
            length = length_of(data[start : start + 8])
            following = data[start + length : start + length + 8] if length else b""
            if following and length_of(following):
                return Kind(demuxer, miniaudio, offset + start)
        start = data.find(b"\xff", start + 1)
    return None


def mpeg_length(header: bytes) -> int:
    """The length of the MPEG audio frame with this header, in bytes; 0 where it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:  # noqa: PLR2004  sync word
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    rate_at, index = header[2] >> 2 & 3, header[2] >> 4
    if version == 1 or layer == 0 or rate_at == 3 or index in (0, 15):  # noqa: PLR2004  reserved values
        return 0
    rate = _MPEG_RATES[version][rate_at]
    kbps = (_KBPS_V1 if version == 3 else _KBPS_V2)[layer][index - 1]  # noqa: PLR2004  MPEG 1
    padding = header[2] >> 1 & 1
    if layer == 3:  # noqa: PLR2004  layer I counts in slots of four bytes
        return (12_000 * kbps // rate + padding) * 4
    samples = 576 if layer == 1 and version != 3 else 1152  # noqa: PLR2004  layer III of MPEG 2
    return samples * 125 * kbps // rate + padding


def adts_length(header: bytes) -> int:
    """The length of the ADTS frame with this header, in bytes; 0 where it is none."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:  # noqa: PLR2004  sync word
        return 0
    if header[2] >> 2 & 15 > 12:  # noqa: PLR2004  reserved sample rates
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0  # noqa: PLR2004  no frame is as short as its header
