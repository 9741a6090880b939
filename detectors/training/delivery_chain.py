"""What happens to a sound between the studio and the service.

Both classes go through chains drawn from one distribution, so that a model cannot learn the label
from a codec, a rate or a loudness.
"""

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.signal import sosfilt

Sound = NDArray[np.float32]
"""Shape (frames, channels), full scale 1."""

_ENCODERS = {
    "flac": ("flac", "s16", ".flac"),
    "mp3": ("libmp3lame", "fltp", ".mp3"),
    "aac": ("aac", "fltp", ".m4a"),
    "opus": ("libopus", "flt", ".ogg"),
}
_BIT_RATES = {"mp3": (96, 128, 192, 256, 320), "aac": (96, 128, 192, 256), "opus": (64, 96, 128, 160)}
_OPUS_RATE_HZ = 48_000
_PEAK = 0.98
_MAX_CHANNELS = 2


@dataclass(frozen=True, slots=True)
class DeliveryChain:
    """One way to the service.

    ``bit_rate`` is bits per second, None for lossless; ``tilt_db`` the change of level from the lowest
    to the highest frequency; ``rate_hz`` None keeps the rate.
    """

    codec: str
    bit_rate: int | None
    gain_db: float
    tilt_db: float
    rate_hz: int | None
    mono: bool

    @property
    def suffix(self) -> str:
        """The file name's ending."""
        return _ENCODERS[self.codec][2]


def draw(rng: np.random.Generator) -> DeliveryChain:
    """Draw a chain at random."""
    codec = str(rng.choice(["flac", "mp3", "mp3", "aac", "opus"]))
    rates = _BIT_RATES.get(codec)
    return DeliveryChain(
        codec=codec,
        bit_rate=int(rng.choice(rates)) * 1000 if rates else None,
        gain_db=float(rng.uniform(-9.0, 0.0)),
        tilt_db=float(rng.uniform(-4.0, 4.0)) if rng.random() < 0.5 else 0.0,  # noqa: PLR2004
        rate_hz=int(rng.choice([44_100, 48_000])) if rng.random() < 0.3 else None,  # noqa: PLR2004
        mono=bool(rng.random() < 0.1),  # noqa: PLR2004
    )


def deliver(sound: Sound, rate_hz: int, chain: DeliveryChain, path: Path) -> None:
    """Write ``sound`` to ``path`` as the chain would deliver it."""
    shaped = sound[:, :_MAX_CHANNELS]
    if chain.mono or shaped.shape[1] == 1:
        shaped = ((shaped[:, :1] + shaped[:, -1:]) * np.float32(0.5)).astype(np.float32)
    shaped = _tilted(shaped, rate_hz, chain.tilt_db)
    target_hz = _OPUS_RATE_HZ if chain.codec == "opus" else (chain.rate_hz or max(rate_hz, 32_000))
    if target_hz != rate_hz:
        shaped = soxr.resample(shaped, rate_hz, target_hz)
    peak = float(np.abs(shaped).max(initial=1e-9))
    shaped = shaped * np.float32(_PEAK * 10 ** (chain.gain_db / 20) / peak)
    _encode(np.ascontiguousarray(shaped, dtype=np.float32), target_hz, chain, path)


def _tilted(sound: Sound, rate_hz: int, tilt_db: float) -> Sound:
    """A first-order shelf at 2 kHz (bilinear transform of (s·A + w)/(s + w))."""
    if tilt_db == 0.0:
        return sound
    amplitude = 10 ** (tilt_db / 20)
    k = np.tan(np.pi * 2_000 / rate_hz)
    section = [(amplitude + k) / (1 + k), (k - amplitude) / (1 + k), 0.0, 1.0, (k - 1) / (1 + k), 0.0]
    shelved: Sound = sosfilt(np.array([section]), sound, axis=0).astype(np.float32)
    return shelved


def _encode(sound: Sound, rate_hz: int, chain: DeliveryChain, path: Path) -> None:
    encoder, sample_format, _ = _ENCODERS[chain.codec]
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(encoder, rate=rate_hz)
        stream.layout = layout
        stream.format = sample_format
        if chain.bit_rate:
            stream.bit_rate = chain.bit_rate
        frame = av.AudioFrame.from_ndarray(
            _laid_out(sound, sample_format), format=sample_format, layout=layout
        )
        frame.sample_rate = rate_hz
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)


def _laid_out(sound: Sound, sample_format: str) -> NDArray[np.generic]:
    """The samples as PyAV wants them: planar in a row per channel, interleaved in one row."""
    if sample_format == "fltp":
        return np.ascontiguousarray(sound.T)
    interleaved = sound.reshape(1, -1)
    if sample_format == "s16":
        return np.round(np.clip(interleaved, -1, 1) * np.float32(32_767)).astype(np.int16)
    return interleaved
