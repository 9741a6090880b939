"""What happens to music between the studio and the service, drawn at random.

Both classes go through the same distribution of chains, so that nothing a file's packing gives away
(codec, bit rate, sample rate, loudness, length, cut-off) tells them apart.
"""

import io
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import scipy.signal
import soxr
from numpy.typing import NDArray

from detectors.audio.decoding.av_blocks import samples_of
from detectors.errors import TrainingError

Samples = NDArray[np.float32]

_CODECS = ("mp3", "aac", "opus", "vorbis")
_FORMATS = {
    "mp3": ("mp3", "libmp3lame", "fltp"),
    "aac": ("adts", "aac", "fltp"),
    "opus": ("ogg", "libopus", "flt"),
    "vorbis": ("ogg", "vorbis", "fltp"),
    "flac": ("flac", "flac", "s16"),
}
_SUFFIXES = {"mp3": ".mp3", "aac": ".aac", "opus": ".opus", "vorbis": ".ogg", "flac": ".flac"}
_QUICK = {
    "mp3": {"compression_level": "7"},
    "aac": {"aac_coder": "fast"},
    "opus": {"compression_level": "3"},
}
_KBPS = (64, 96, 128, 160, 192, 256, 320)
_KBPS_ODDS = (0.08, 0.12, 0.22, 0.13, 0.2, 0.15, 0.1)
_RATES_HZ = (32_000, 44_100, 48_000)
_OPUS_HZ = 48_000
_LIMIT = 0.98
_FULL_SCALE_16 = 32_767


@dataclass(frozen=True, slots=True)
class Chain:
    """One drawn chain. ``start`` is a share of what may be cut away before; None skips a step.

    ``speed`` plays faster above 1; ``codec`` is one of mp3, aac, opus, vorbis;
    ``quick`` encodes with less care.
    """

    start: float
    seconds: float
    speed: float | None = None
    rate_hz: int | None = None
    gain_db: float = 0.0
    tilt: tuple[float, float] | None = None
    mono: bool = False
    codec: str | None = None
    kbps: int = 192
    quick: bool = False


def draw(rng: np.random.Generator) -> Chain:
    """A chain; about one in four stays lossless, one in ten changes speed."""
    lossy = rng.random() < 0.75  # noqa: PLR2004  odds are what this function is
    return Chain(
        start=float(rng.random()),
        seconds=float(rng.uniform(12.0, 45.0)),
        speed=float(np.exp(rng.normal(0.0, 0.025))) if rng.random() < 0.1 else None,  # noqa: PLR2004
        rate_hz=int(rng.choice(_RATES_HZ, p=(0.1, 0.6, 0.3))) if rng.random() < 0.35 else None,  # noqa: PLR2004
        gain_db=float(rng.uniform(-12.0, 3.0)),
        tilt=(float(rng.uniform(300, 6000)), float(rng.uniform(-6, 6))) if rng.random() < 0.4 else None,  # noqa: PLR2004
        mono=bool(rng.random() < 0.08),  # noqa: PLR2004
        codec=str(rng.choice(_CODECS, p=(0.45, 0.3, 0.15, 0.1))) if lossy else None,
        kbps=int(rng.choice(_KBPS, p=_KBPS_ODDS)),
    )


def pass_through(samples: Samples, rate_hz: int, chain: Chain) -> tuple[Samples, int]:
    """``samples`` (frames, channels) after the chain, and their sample rate. Deterministic."""
    sound, rate = _worked(samples, rate_hz, chain)
    if chain.codec is None:
        return sound, rate
    return through_codec(sound, rate, chain.codec, chain.kbps)


def delivered(samples: Samples, rate_hz: int, chain: Chain) -> tuple[bytes, str]:
    """The file that the chain ends in, and its suffix: a lossy codec's, or FLAC with 16 bits."""
    sound, rate = _worked(samples, rate_hz, chain)
    codec = chain.codec or "flac"
    if chain.codec is not None:
        sound, rate = _at_rate_of(sound, rate, chain.codec)
    return _encoded(sound, rate, codec, chain.kbps, quick=chain.quick), _SUFFIXES[codec]


def _worked(samples: Samples, rate_hz: int, chain: Chain) -> tuple[Samples, int]:
    """Everything before the codec."""
    sound, rate = _excerpt(samples, rate_hz, chain), rate_hz
    if chain.mono:
        sound = sound.mean(axis=1, keepdims=True)
    if chain.speed is not None:
        sound = _resample(sound, rate * chain.speed, rate)
    if chain.rate_hz is not None and chain.rate_hz != rate:
        sound, rate = _resample(sound, rate, chain.rate_hz), chain.rate_hz
    if chain.tilt is not None:
        sound = _shelf(sound, rate, *chain.tilt)
    sound = np.clip(sound * np.float32(10.0 ** (chain.gain_db / 20.0)), -_LIMIT, _LIMIT)
    return np.ascontiguousarray(sound, dtype=np.float32), rate


def through_codec(samples: Samples, rate_hz: int, codec: str, kbps: int) -> tuple[Samples, int]:
    """Encode and decode in memory; the rate may change to one that the codec knows."""
    sound, rate = _at_rate_of(samples, rate_hz, codec)
    return _decoded(_encoded(sound, rate, codec, kbps)), rate


def _at_rate_of(samples: Samples, rate_hz: int, codec: str) -> tuple[Samples, int]:
    rate = _OPUS_HZ if codec == "opus" else min(_RATES_HZ, key=lambda r: abs(r - rate_hz))
    sound = samples if rate == rate_hz else _resample(samples, rate_hz, rate)
    if codec == "vorbis" and sound.shape[1] == 1:
        # FFmpeg's Vorbis encoder writes stereo only.
        sound = np.repeat(sound, 2, axis=1)
    return sound, rate


def _excerpt(samples: Samples, rate_hz: int, chain: Chain) -> Samples:
    wanted = int(chain.seconds * rate_hz)
    spare = max(0, len(samples) - wanted)
    first = int(chain.start * spare)
    return np.asarray(samples[first : first + wanted, :2], dtype=np.float32)


def _resample(samples: Samples, from_hz: float, to_hz: float) -> Samples:
    return np.asarray(soxr.resample(samples, from_hz, to_hz, quality="HQ"), dtype=np.float32)


def _shelf(samples: Samples, rate_hz: int, corner_hz: float, gain_db: float) -> Samples:
    """A first-order high shelf: +-``gain_db`` above ``corner_hz``."""
    gain = 10.0 ** (gain_db / 20.0)
    warped = np.tan(np.pi * min(corner_hz, 0.45 * rate_hz) / rate_hz)
    b = np.array([gain + warped, warped - gain])
    a = np.array([1.0 + warped, warped - 1.0])
    return np.asarray(scipy.signal.lfilter(b / a[0], a / a[0], samples, axis=0), dtype=np.float32)


def _encoded(samples: Samples, rate_hz: int, codec: str, kbps: int, *, quick: bool = False) -> bytes:
    container_name, encoder, layout_kind = _FORMATS[codec]
    buffer = io.BytesIO()
    layout = "mono" if samples.shape[1] == 1 else "stereo"
    try:
        # Bit-exact: else an Ogg stream gets a random serial number.
        with av.open(buffer, "w", format=container_name, options={"fflags": "+bitexact"}) as container:
            options = _QUICK.get(codec, {}) if quick else {}
            options = options | ({"strict": "-2"} if codec == "vorbis" else {})
            stream: Any = container.add_stream(encoder, rate=rate_hz, options=options)
            stream.layout = layout
            if codec != "flac":
                stream.bit_rate = kbps * 1000 // (1 if samples.shape[1] == 2 else 2)  # noqa: PLR2004  per pair
            stream.format = layout_kind
            for frame in _frames(samples, rate_hz, layout, layout_kind):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    except av.FFmpegError as error:
        raise TrainingError(
            f"the {encoder} encoder failed at {kbps} kb/s, {rate_hz} Hz: {error}",
            remedy="install PyAV with its bundled FFmpeg libraries",
        ) from error
    return buffer.getvalue()


def _frames(samples: Samples, rate_hz: int, layout: str, kind: str) -> Any:
    step = 32_768
    for start in range(0, len(samples), step):
        part = samples[start : start + step]
        if kind == "s16":
            part = np.round(part * _FULL_SCALE_16).astype(np.int16)
        data = part.T if kind == "fltp" else part.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format=kind, layout=layout)
        frame.sample_rate = rate_hz
        frame.pts = start
        yield frame


def _decoded(data: bytes) -> Samples:
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.audio[0]
        channels = stream.codec_context.channels
        parts = [samples_of(frame, channels) for frame in container.decode(stream)]
    return np.concatenate(parts)
