"""Encodes a preview; runs in a worker process, for the delivered file is not trusted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import av
from av.audio.resampler import AudioResampler

SAMPLE_RATE_HZ = 48_000
BIT_RATE = 96_000
CODEC = "libopus"

READABLE_FORMATS = "wav,w64,aiff,flac,mp3,aac,mov,ogg,matroska,asf,wv,ape,caf,ac3,eac3,dsf"
"""Demuxers that may be tried. Playlists and scripts, which name further files, are not among them."""


def encode_preview(source: str, target: str, longest_s: float) -> float:
    """Decode ``source`` and write its sound alone to ``target`` as Ogg Opus, 48 kHz stereo, 96 kb/s.

    Tags, pictures and chapters stay behind. Stops after ``longest_s`` seconds. Returns the length in
    seconds; 0 where nothing could be decoded. Damaged packets are left out.
    """
    samples = 0
    with (
        Path(source).open("rb") as file,
        _opened(file) as container,
        av.open(target, "w", format="ogg") as out,
    ):
        stream = out.add_stream(CODEC, rate=SAMPLE_RATE_HZ, layout="stereo")
        stream.bit_rate = BIT_RATE
        for frame in _resampled(container):
            samples += frame.samples
            out.mux(stream.encode(frame))
            if samples >= longest_s * SAMPLE_RATE_HZ:
                break
        out.mux(stream.encode(None))
    return samples / SAMPLE_RATE_HZ


def _opened(file: Any) -> Any:
    return av.open(
        file,
        options={"format_whitelist": READABLE_FORMATS},
        # Tags are not wanted; a broken one must not cost the sound.
        metadata_errors="ignore",
        io_open=_refuse,
    )


def _resampled(container: Any) -> Iterator[Any]:
    resampler: Any = None
    shape: tuple[object, ...] = ()
    for frame in _frames(container):
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if now != shape:
            # A stream may change its shape midway; a resampler keeps to one.
            if resampler is not None:
                yield from resampler.resample(None)
            resampler = AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE_HZ)
            shape = now
        # The delivered time stamps may jump; the preview's count its own samples.
        frame.pts = None
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


def _frames(container: Any) -> Iterator[Any]:
    if not container.streams.audio:
        return
    stream = container.streams.audio[0]
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        yield from frames


def _refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError("a delivered file may not open other files")
