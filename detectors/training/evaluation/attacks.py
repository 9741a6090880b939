"""What may happen to a recording between a generator and a service, on purpose or not."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.training.delivery_chain import through_codec
from detectors.training.effects import delays, mastering, stretching

Samples = NDArray[np.float32]
Sound = tuple[Samples, int]
Attack = Callable[[Samples, int, Samples | None], Sound]

PUBLISHED = "as published"
MIXED = "music by people beside, 6 dB lower"
_NOISE_SEED = 7
_TRIM_S = 10.0
_MIX_DB = -6.0


def _codec(codec: str, kbps: int) -> Attack:
    return lambda x, rate, _beside: through_codec(x, rate, codec, kbps)


def _effect(change: Callable[[Samples, int], Samples]) -> Attack:
    return lambda x, rate, _beside: (np.ascontiguousarray(change(x, rate), dtype=np.float32), rate)


def _resampled(x: Samples, rate: int, _beside: Samples | None) -> Sound:
    return np.asarray(soxr.resample(x, rate, 32_000, quality="HQ"), dtype=np.float32), 32_000


def _noise(x: Samples, _rate: int) -> Samples:
    return mastering.noisy(x, 30.0, np.random.default_rng(_NOISE_SEED))


def _mastered(x: Samples, rate: int) -> Samples:
    for at_hz, gain_db in ((120.0, 3.0), (400.0, -3.0), (3_000.0, 3.0), (10_000.0, 4.0)):
        x = mastering.peak(x, rate, at_hz=at_hz, gain_db=gain_db)
    x = mastering.compressed(x, rate, threshold_db=-18.0, ratio=3.0)
    return mastering.limited(x, rate, push_db=6.0)


def _echo(x: Samples, rate: int) -> Samples:
    return delays.echo(x, rate, ((0.011, 0.5), (0.023, 0.35), (0.037, 0.25)))


def _mixed(x: Samples, rate: int, beside: Samples | None) -> Sound:
    """``x`` with music by people at 6 dB below it; alone where there is none."""
    if beside is None:
        return x, rate
    length = min(len(x), len(beside))
    own, other = x[:length], beside[:length].mean(axis=1, keepdims=True)
    level = np.sqrt(np.mean(own**2)) / max(float(np.sqrt(np.mean(other**2))), 1e-9) * 10 ** (_MIX_DB / 20)
    both = own + np.float32(level) * other
    return np.asarray(both / max(1.0, float(np.abs(both).max())), dtype=np.float32), rate


ATTACKS: MappingProxyType[str, Attack] = MappingProxyType(
    {
        PUBLISHED: _effect(lambda x, _rate: x),
        "MP3 128 kb/s": _codec("mp3", 128),
        "MP3 64 kb/s": _codec("mp3", 64),
        "AAC 96 kb/s": _codec("aac", 96),
        "AAC 64 kb/s": _codec("aac", 64),
        "Opus 96 kb/s": _codec("opus", 96),
        "Vorbis 96 kb/s": _codec("vorbis", 96),
        "resampled to 32 kHz": _resampled,
        "speed +2 %": _effect(lambda x, r: stretching.speed(x, r, 1.02)),
        "speed -2 %": _effect(lambda x, r: stretching.speed(x, r, 0.98)),
        "speed +5 %": _effect(lambda x, r: stretching.speed(x, r, 1.05)),
        "speed -5 %": _effect(lambda x, r: stretching.speed(x, r, 0.95)),
        "tempo +5 %": _effect(lambda x, r: stretching.tempo(x, r, 1.05)),
        "tempo -5 %": _effect(lambda x, r: stretching.tempo(x, r, 0.95)),
        "pitch +1 semitone": _effect(lambda x, r: stretching.pitch(x, r, 1)),
        "pitch -1 semitone": _effect(lambda x, r: stretching.pitch(x, r, -1)),
        "noise at 30 dB": _effect(_noise),
        "equaliser and limiter": _effect(_mastered),
        "mono": _effect(lambda x, _rate: x.mean(axis=1, keepdims=True)),
        "low-pass at 8 kHz": _effect(lambda x, r: mastering.low_pass(x, r, 8_000.0)),
        "echo": _effect(_echo),
        "first 10 seconds": _effect(lambda x, r: x[: round(_TRIM_S * r)]),
        MIXED: _mixed,
    }
)
"""By name; each is a function of samples (frames, channels), their rate, and other music at that rate."""
