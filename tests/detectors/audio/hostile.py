"""Media files that nobody should send: broken, cut off, lying about themselves, or no media at all."""

import gzip
import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from tests.detectors.audio.signals import CODECS, encoded, music

SOUND = music(6.0)
FILES = {kind: encoded(SOUND, kind) for kind in CODECS}
ANY = frozenset({"ok", "abstained", "failed"})
UNHEARD = frozenset({"abstained", "failed"})
FAILED = frozenset({"failed"})
ABSTAINED = frozenset({"abstained"})
OK = frozenset({"ok"})
_MAGIC = {
    "flac": b"fLaC",
    "ogg": b"OggS",
    "wav": b"RIFF\xff\xff\xff\xffWAVE",
    "m4a": b"\x00\x00\x00\x18ftypM4A ",
    "aiff": b"FORM\x00\x00\x00\x00AIFF",
    "mka": b"\x1a\x45\xdf\xa3",
    "caf": b"caff\x00\x01\x00\x00",
    "w64": b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00",
    "wv": b"wvpk",
    "ape": b"MAC \x96\x0f\x00\x00",
    "wma": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c",
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file's name, what it holds, and how listening to it may end."""

    name: str
    data: bytes
    may: frozenset[str]


def hostile_files() -> Iterator[Hostile]:
    """Every file that is made of bytes."""
    yield from _wrong_names()
    yield from _cut()
    yield from _damaged()
    yield from _lying_wav()
    yield from _lying_flac()
    yield from _lying_containers()
    yield from _no_media()
    yield from _long()


def make_others(folder: Path) -> dict[str, frozenset[str]]:
    """Things in a folder that are no regular files; how listening to each may end."""
    (folder / "album.flac").mkdir()
    (folder / "loop_a.flac").symlink_to(folder / "loop_b.flac")
    (folder / "loop_b.flac").symlink_to(folder / "loop_a.flac")
    (folder / "self.mp3").symlink_to(folder / "self.mp3")
    (folder / "dangling.wav").symlink_to(folder / "nowhere.wav")
    (folder / "endless.wav").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.flac")
    names = ("album.flac", "loop_a.flac", "self.mp3", "dangling.wav", "endless.wav", "pipe.flac", "gone.ogg")
    return dict.fromkeys(names, FAILED)


def _wrong_names() -> Iterator[Hostile]:
    others = list(FILES)[1:] + list(FILES)[:1]
    for kind, other in zip(FILES, others, strict=True):
        yield Hostile(f"{kind}_called.{other}", FILES[kind], OK)


def _cut() -> Iterator[Hostile]:
    for kind, data in FILES.items():
        for tenth in range(10):
            ending = UNHEARD if tenth == 0 else ANY
            yield Hostile(f"{kind}_cut_{tenth}.{kind}", data[: len(data) * tenth // 10 + tenth], ending)


def _damaged() -> Iterator[Hostile]:
    rng = np.random.default_rng(7)
    for kind, data in FILES.items():
        for share in (1e-5, 1e-2, 0.5):
            bytes_ = np.frombuffer(data, dtype=np.uint8).copy()
            places = rng.integers(0, len(bytes_), max(1, int(share * len(bytes_))))
            bytes_[places] = rng.integers(0, 256, len(places))
            yield Hostile(f"{kind}_damaged_{share}.{kind}", bytes_.tobytes(), ANY)


def wav(
    data: bytes,
    *,
    tag: int = 1,
    channels: int = 2,
    rate: int = 44_100,
    bits: int = 16,
    size: int | None = None,
    align: int | None = None,
) -> bytes:
    """A WAV file whose header says what it is told to say."""
    align = channels * bits // 8 if align is None else align
    bytes_per_s = rate * align & 0xFFFFFFFF
    form = struct.pack("<HHIIHH", tag, channels, rate, bytes_per_s, align & 0xFFFF, bits)
    size = len(data) if size is None else size
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(body) & 0xFFFFFFFF) + body


def _lying_wav() -> Iterator[Hostile]:
    pcm = (SOUND * 32767).astype("<i2").tobytes()
    floats = SOUND.astype("<f4").tobytes()
    some = SOUND.copy()
    some[::1000] = np.nan
    yield Hostile("nan_some.wav", wav(some.astype("<f4").tobytes(), tag=3, bits=32), OK)
    yield Hostile("nan_all.wav", wav(np.full(500_000, np.nan, "<f4").tobytes(), tag=3, bits=32), FAILED)
    yield Hostile("infinite.wav", wav(np.full(500_000, np.inf, "<f4").tobytes(), tag=3, bits=32), FAILED)
    yield Hostile("huge.wav", wav((SOUND * 1e30).astype("<f4").tobytes(), tag=3, bits=32), FAILED)
    yield Hostile("floats_as_pcm.wav", wav(floats), ANY)
    yield Hostile("pcm_as_floats.wav", wav(pcm, tag=3, bits=32), ANY)
    for channels in (0, 33, 64, 255, 65_535):
        yield Hostile(f"channels_{channels}.wav", wav(pcm, channels=channels), UNHEARD)
    for rate in (0, 1, 100, 768_000, 4_000_000_000):
        yield Hostile(f"rate_{rate}.wav", wav(pcm, rate=rate), UNHEARD)
    for bits in (0, 1, 7, 48, 65_528):
        yield Hostile(f"bits_{bits}.wav", wav(pcm, bits=bits), ANY)
    for size in (0, 7, 0x7FFFFFFE, 0xFFFFFFFE, 0xFFFFFFFF):
        yield Hostile(f"size_{size}.wav", wav(pcm, size=size), ANY)
    for tag in (0, 2, 0x55, 0xFFFE, 0xFFFF):
        yield Hostile(f"tag_{tag}.wav", wav(pcm, tag=tag), ANY)
    yield Hostile("align_0.wav", wav(pcm, align=0), ANY)
    yield Hostile("rate_384000.wav", wav(pcm * 8, rate=384_000), ANY)
    yield Hostile("channels_32.wav", wav(pcm * 8, channels=32), ANY)
    yield Hostile("chunks.wav", b"RIFF\xff\xff\xff\x7fWAVE" + b"junk\x00\x00\x00\x00" * 50_000, UNHEARD)


def _streaminfo(packed: int) -> bytes:
    data = bytearray(FILES["flac"])
    data[18:26] = packed.to_bytes(8, "big")
    return bytes(data)


def _lying_flac() -> Iterator[Hostile]:
    for rate, channels, bits, samples in (
        (0, 2, 16, 0),
        (1, 2, 16, 1),
        (44_100, 8, 16, 264_600),
        (44_100, 2, 32, 264_600),
        (44_100, 2, 16, (1 << 36) - 1),
        (655_350, 2, 16, 264_600),
        (44_100, 2, 16, 10),
    ):
        packed = rate << 44 | (channels - 1) << 41 | (bits - 1) << 36 | samples
        yield Hostile(f"flac_{rate}_{channels}_{bits}_{samples}.flac", _streaminfo(packed), ANY)
    head = bytearray(FILES["flac"][:4096])
    head[5:8] = b"\xff\xff\xff"
    yield Hostile("flac_metadata_without_end.flac", bytes(head), UNHEARD)
    yield Hostile("flac_twice.flac", FILES["flac"] * 2, ANY)


def _lying_containers() -> Iterator[Hostile]:
    page = FILES["opus"]
    yield Hostile("ogg_without_end.ogg", page + page[len(page) // 2 :] * 20, ANY)
    yield Hostile("ogg_same_page.ogg", page[:4000] * 500, ANY)
    yield Hostile("ogg_two_streams.ogg", FILES["opus"] + FILES["ogg"], ANY)
    for name, box in (
        ("zero", struct.pack(">I4s", 0, b"moov")),
        ("huge", struct.pack(">I4sQ", 1, b"moov", (1 << 63) - 1)),
        ("deep", b"".join(struct.pack(">I4s", 8 * (5000 - i), b"moov") for i in range(5000))),
        ("many", struct.pack(">I4s", 8, b"free") * 100_000),
    ):
        yield Hostile(f"mp4_{name}.m4a", struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + box, UNHEARD)
    swapped = FILES["m4a"].replace(b"mdat", b"moov", 1)
    yield Hostile("mp4_mdat_as_moov.m4a", swapped, ANY)
    yield Hostile("mp3_tag_without_end.mp3", b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(1000), UNHEARD)
    yield Hostile("mp3_many_tags.mp3", _MAGIC["mp3"] * 1000 + FILES["mp3"], ANY)
    yield Hostile("mp3_one_frame.mp3", FILES["mp3"][:1000] * 2, ANY)
    yield Hostile("mp3_in_the_middle.mp3", bytes(30_000) + FILES["mp3"], ANY)
    yield Hostile("aac_repeated.aac", FILES["aac"][:2000] * 300, ANY)


def _no_media() -> Iterator[Hostile]:
    rng = np.random.default_rng(3)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("song.flac", bytes(10_000_000))
    tape = io.BytesIO()
    with tarfile.open(fileobj=tape, mode="w") as tar:
        entry = tarfile.TarInfo("song.wav")
        entry.size = len(FILES["ogg"])
        tar.addfile(entry, io.BytesIO(FILES["ogg"]))
    named = {
        "empty.flac": b"",
        "one_byte.mp3": b"\xff",
        "zeros.wav": bytes(100_000),
        "ones.mp3": b"\xff" * 100_000,
        "sync.mp3": b"\xff\xfb\x90\x00" * 25_000,
        "zip.flac": packed.getvalue(),
        "tar.wav": tape.getvalue(),
        "gzip.mp3": gzip.compress(bytes(10_000_000)),
        "text.mp3": b"I am a song. " * 1000,
        "page.ogg": b"<!doctype html><html><body>404</body></html>",
        "message.flac": b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "list.m3u8": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        "concat.wav": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "session.aac": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        "program.flac": b"\x7fELF\x02\x01\x01" + bytes(5000),
        "picture.ogg": b"\x89PNG\r\n\x1a\n" + bytes(5000),
        "letter.m4a": b"%PDF-1.7\n" + bytes(5000),
    }
    for name, data in named.items():
        yield Hostile(name, data, UNHEARD)
    for seed in range(6):
        yield Hostile(f"random_{seed}.flac", rng.bytes(50_000), ANY)
    for kind, magic in _MAGIC.items():
        yield Hostile(f"magic_{kind}.{kind}", magic, UNHEARD)
        yield Hostile(f"magic_random_{kind}.{kind}", magic + rng.bytes(30_000), ANY)


def silence(seconds: int, rate: int, kind: str) -> bytes:
    """Silence, which compresses to next to nothing."""
    container_name, codec, sample_format = CODECS[kind]
    buffer, block = io.BytesIO(), np.zeros((1, rate), dtype=np.int16)
    with av.open(buffer, "w", format=container_name) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        stream.format = sample_format
        for second in range(seconds):
            frame = av.AudioFrame.from_ndarray(block, format=sample_format, layout="mono")
            frame.sample_rate, frame.pts = rate, second * rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _long() -> Iterator[Hostile]:
    yield Hostile("hour_of_silence.flac", silence(3600, 8_000, "flac"), ABSTAINED)
    yield Hostile("day_of_silence.flac", silence(8 * 3600, 4_000, "flac"), ABSTAINED)
    yield Hostile("one_sample.wav", encoded(SOUND[:1], "wav"), ABSTAINED)
    yield Hostile("short.flac", encoded(SOUND[:200_000], "flac"), ABSTAINED)
    yield Hostile(
        "narrow.wav", wav(bytes(8_000) + (SOUND[::6] * 9e3).astype("<i2").tobytes(), rate=7_350), ABSTAINED
    )
