"""Kick, snare and hats: swept sines and shaped noise. Every stroke is a little different."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

Sound = NDArray[np.float32]


def kick(rate_hz: int, rng: np.random.Generator) -> Sound:
    """A sine falling from about 150 Hz to 48 Hz with a click. Shape (samples,)."""
    time = _time(0.32, rate_hz)
    low, fall = rng.uniform(44, 54), rng.uniform(0.03, 0.045)
    phase = 2 * np.pi * (low * time + 110 * fall * (1 - np.exp(-time / fall)))
    sound = np.sin(phase) * np.exp(-time / rng.uniform(0.1, 0.14))
    click = _noise(time.size, rng) * np.exp(-time / 0.002) * 0.25
    return (sound + click).astype(np.float32)


def snare(rate_hz: int, rng: np.random.Generator) -> Sound:
    """A short drum tone under rattling noise. Shape (samples,)."""
    time = _time(0.26, rate_hz)
    tone = np.sin(2 * np.pi * rng.uniform(175, 205) * time) * np.exp(-time / 0.05)
    rattle = _high_pass(_noise(time.size, rng), 1_400, rate_hz) * np.exp(-time / rng.uniform(0.06, 0.09))
    return (0.45 * tone + 0.35 * rattle).astype(np.float32)


def closed_hat(rate_hz: int, rng: np.random.Generator) -> Sound:
    """A tick of noise above 6 kHz. Shape (samples,)."""
    return _hat(0.09, rng.uniform(0.016, 0.03), rate_hz, rng)


def open_hat(rate_hz: int, rng: np.random.Generator) -> Sound:
    """A hiss of noise above 6 kHz. Shape (samples,)."""
    return _hat(0.4, rng.uniform(0.1, 0.16), rate_hz, rng)


def _hat(length_s: float, decay_s: float, rate_hz: int, rng: np.random.Generator) -> Sound:
    time = _time(length_s, rate_hz)
    noise = _high_pass(_noise(time.size, rng), 6_000, rate_hz)
    return (0.5 * noise * np.exp(-time / decay_s)).astype(np.float32)


def _time(length_s: float, rate_hz: int) -> NDArray[np.float64]:
    return np.arange(round(length_s * rate_hz)) / rate_hz


def _noise(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return rng.standard_normal(size)


def _high_pass(noise: NDArray[np.float64], cutoff_hz: float, rate_hz: int) -> NDArray[np.float64]:
    sections = butter(2, min(cutoff_hz, 0.4 * rate_hz), "highpass", fs=rate_hz, output="sos")
    return np.asarray(sosfilt(sections, noise))
