"""Noise beds: rain, wind and the hiss of a room, in stereo."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Sound = NDArray[np.float32]

DROPS_PER_S = 28
SWELL_POINT_S = 4.0


def bed(samples: int, rate_hz: int, rng: np.random.Generator) -> Sound:
    """A bed of shaped noise that swells slowly, with single drops. Shape (2, samples), peak about 1."""
    pole = np.float32(np.exp(-2 * np.pi * rng.uniform(900, 2_600) / rate_hz))
    white = rng.standard_normal(samples + rate_hz, dtype=np.float32)
    dark = lfilter([1 - pole], [np.float32(1), -pole], white).astype(np.float32)
    dark += np.float32(0.03) * white
    delay = int(rng.integers(rate_hz // 5, rate_hz))
    sound = np.stack([dark[:samples], dark[delay : delay + samples]])
    sound *= _swell(samples, rate_hz, rng)
    _drops(sound, rate_hz, rng)
    sound /= np.float32(np.abs(sound[:, ::7]).max() * 1.1)
    return sound


def _swell(samples: int, rate_hz: int, rng: np.random.Generator) -> Sound:
    points = max(2, round(samples / rate_hz / SWELL_POINT_S) + 1)
    level = np.exp(rng.normal(0, 0.25, points))
    return np.interp(np.linspace(0, points - 1, samples), np.arange(points), level).astype(np.float32)


def _drops(sound: Sound, rate_hz: int, rng: np.random.Generator) -> None:
    """Add drops at random times: short decaying high tones on either side."""
    size = rate_hz // 60
    samples = sound.shape[1]
    if samples <= size:
        return
    time = np.arange(size, dtype=np.float32) / np.float32(rate_hz)
    scale = np.float32(np.abs(sound[:, ::97]).mean() * 5)
    count = rng.poisson(DROPS_PER_S * samples / rate_hz)
    shapes = [
        np.sin(np.float32(2 * np.pi * pitch) * time) * np.exp(-time / np.float32(0.003))
        for pitch in rng.uniform(2_000, 9_000, 24)
    ]
    for start, shape, side in zip(
        rng.integers(samples - size, size=count),
        rng.integers(24, size=count),
        rng.integers(2, size=count),
        strict=True,
    ):
        sound[side, start : start + size] += scale * rng.random(dtype=np.float32) * shapes[shape]
