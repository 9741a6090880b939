"""What WAV and FLAC headers declare, read without decoding."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from detectors.audio.decoding.sniff import id3_length

_MAX_CHUNKS = 256
_UNKNOWN_SIZES = (0, 0xFFFFFFFF, 0x7FFFFFFF)
_PCM_CODECS = {
    (1, 8): "pcm_u8",
    (1, 16): "pcm_s16le",
    (1, 24): "pcm_s24le",
    (1, 32): "pcm_s32le",
    (3, 32): "pcm_f32le",
    (3, 64): "pcm_f64le",
    (6, 8): "pcm_alaw",
    (7, 8): "pcm_mulaw",
}
_EXTENSIBLE = 0xFFFE
_FMT_BYTES = 16
_FMT_SUBTYPE_AT = 24


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared length in seconds and, for WAV, the share of its bytes that the file has."""

    codec: str
    seconds: float | None
    present: float = 1.0


def wav_declared(path: Path) -> Declared:
    """What the ``fmt`` and ``data`` chunks say; seconds None where the writer left the size open."""
    size = path.stat().st_size
    codec, byte_rate = "wav", 0
    with path.open("rb") as file:
        file.seek(12)
        for _ in range(_MAX_CHUNKS):
            head = file.read(8)
            if len(head) < 8:  # noqa: PLR2004  a chunk's header
                break
            name, length = struct.unpack("<4sI", head)
            if name == b"fmt ":
                codec, byte_rate = _wav_format(file.read(min(length, 64)))
                file.seek(max(0, min(length, 1 << 31) - 64) + (length & 1), os.SEEK_CUR)
            elif name == b"data":
                return _wav_length(codec, byte_rate, length, size - file.tell())
            else:
                file.seek(length + (length & 1), os.SEEK_CUR)
    return Declared(codec, None)


def _wav_format(fmt: bytes) -> tuple[str, int]:
    if len(fmt) < _FMT_BYTES:
        return "wav", 0
    tag, _, _, byte_rate, _, bits = struct.unpack("<HHIIHH", fmt[:_FMT_BYTES])
    if tag == _EXTENSIBLE and len(fmt) >= _FMT_SUBTYPE_AT + 2:
        (tag,) = struct.unpack_from("<H", fmt, _FMT_SUBTYPE_AT)
    return _PCM_CODECS.get((tag, bits), f"wav_{tag:#06x}"), byte_rate


def _wav_length(codec: str, byte_rate: int, declared: int, there: int) -> Declared:
    if declared in _UNKNOWN_SIZES or byte_rate == 0:
        return Declared(codec, None)
    return Declared(codec, declared / byte_rate, min(1.0, max(0, there) / declared))


def flac_declared(path: Path) -> Declared:
    """What STREAMINFO says; seconds None where the number of samples was left open."""
    with path.open("rb") as file:
        head = file.read(10)
        file.seek(id3_length(head))
        return Declared("flac", _streaminfo_seconds(file))


def _streaminfo_seconds(file: BinaryIO) -> float | None:
    head = file.read(26)
    if len(head) < 26 or head[:4] != b"fLaC" or head[4] & 0x7F != 0:  # noqa: PLR2004  layout of STREAMINFO
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    return samples / rate if rate and samples else None
