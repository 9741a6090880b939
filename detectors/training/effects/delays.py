"""Echoes, flangers and choruses: copies of a sound, a little later."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def echo(samples: Samples, rate_hz: int, taps: tuple[tuple[float, float], ...]) -> Samples:
    """Add copies; each tap is (seconds, linear gain). A comb filter's notches are 1 / seconds apart."""
    out = samples.copy()
    for delay_s, gain in taps:
        late = round(delay_s * rate_hz)
        if 0 < late < len(samples):
            out[late:] += np.float32(gain) * samples[:-late]
    return _not_louder(out, samples)


def flanger(
    samples: Samples, rate_hz: int, *, delay_s: float, depth: float, cycle_s: float, gain: float
) -> Samples:
    """Add one copy whose delay swings by ``depth`` (a share of ``delay_s``) once in ``cycle_s``.

    A few milliseconds make a flanger, some twenty a chorus.
    """
    time = np.arange(len(samples), dtype=np.float64)
    swing = 1.0 + depth * np.sin(2 * np.pi * time / (cycle_s * rate_hz))
    places = np.maximum(time - delay_s * rate_hz * swing, 0.0)
    out = samples.copy()
    for channel in range(samples.shape[1]):
        out[:, channel] += np.float32(gain) * np.interp(places, time, samples[:, channel]).astype(np.float32)
    return _not_louder(out, samples)


def _not_louder(out: Samples, before: Samples) -> Samples:
    """Scaled down to the peak of before, where it went over it."""
    peak, was = float(np.abs(out).max(initial=0.0)), float(np.abs(before).max(initial=0.0))
    return out * np.float32(was / peak) if peak > was > 0 else out
