"""The sequencer's instruments: steady waves, frequency modulation and plucked strings, made once per key.

Unlike the players' instruments (tone.py) these do not drift: the same key gives the same samples each
time, as a sampler or a chip does.
"""

from types import MappingProxyType

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from detectors.training.synthesis import drums, tone
from detectors.training.synthesis.tone import Voice

Sound = NDArray[np.float32]

_STEADY = MappingProxyType(
    {
        "saw": Voice(1.0, 1.0, 0.004, np.inf, 0.02, 0, 0, 0, 0),
        "supersaw": Voice(1.0, 1.0, 0.01, np.inf, 0.05, 0, 0, 9, 0),
        "pulse": Voice(1.0, 0.15, 0.003, np.inf, 0.01, 0, 0, 0, 0),
        "chip": Voice(1.0, 0.0, 0.0005, np.inf, 0.001, 0, 0, 0, 0),
        "organ": Voice(1.2, 0.9, 0.01, np.inf, 0.03, 0, 0, 0, 0.002),
        "sine": Voice(6.0, 1.0, 0.004, np.inf, 0.03, 0, 0, 0, 0),
        "keys": tone.KEYS,
        "bow": tone.BOW,
    }
)
_STRINGS = {"pluck": 0.0, "distorted": 12.0}
_KICKS, _SNARES, _OPEN = (36, 45), (37, 38, 39), (46, 49, 51)
_COWBELL = 56
_FM_RATIOS = (1.0, 2.0, 3.5, 7.0)


def play(voice: str, pitch_hz: float, length_s: float, rate_hz: int, rng: np.random.Generator) -> Sound:
    """One note of a named voice. Shape (samples,), peak about 1."""
    if voice in _STEADY:
        air = rng.standard_normal(rate_hz, dtype=np.float32)
        steady = _STEADY[voice]
        return tone.note(steady, pitch_hz, length_s + steady.release_s, rate_hz=rate_hz, air=air, rng=rng)
    if voice == "fm":
        return _modulated(pitch_hz, length_s, rate_hz, rng)
    return _plucked(pitch_hz, max(length_s, 0.15), rate_hz, _STRINGS[voice], rng)


def strike(key: int, rate_hz: int, rng: np.random.Generator) -> Sound:
    """One stroke of a General MIDI drum key. Shape (samples,)."""
    if key in _KICKS:
        return drums.kick(rate_hz, rng)
    if key in _SNARES:
        return drums.snare(rate_hz, rng)
    if key == _COWBELL:
        return np.float32(0.5) * _modulated(562.0, 0.15, rate_hz, rng)
    return (drums.open_hat if key in _OPEN else drums.closed_hat)(rate_hz, rng)


def _modulated(pitch_hz: float, length_s: float, rate_hz: int, rng: np.random.Generator) -> Sound:
    """Two operators; the modulation dies away (Chowning 1973)."""
    time = np.arange(max(64, round((length_s + 0.05) * rate_hz)), dtype=np.float32) / np.float32(rate_hz)
    ratio = float(rng.choice(_FM_RATIOS))
    index = float(rng.uniform(1.0, 5.0)) * np.exp(-time / rng.uniform(0.1, 0.6))
    modulator = np.sin(2 * np.pi * ratio * pitch_hz * time)
    sound = np.sin(2 * np.pi * pitch_hz * time + index * modulator)
    sound *= np.minimum(1.0, (time[-1] - time) / 0.04) * np.exp(-time / 1.5)
    return np.asarray(sound, dtype=np.float32)


def _plucked(pitch_hz: float, length_s: float, rate_hz: int, drive: float, rng: np.random.Generator) -> Sound:
    """A string (Karplus and Strong 1983); ``drive`` above 0 puts it through an overdriven amplifier."""
    period = max(2, round(rate_hz / pitch_hz - 0.5))
    size = max(period * 2, round(length_s * rate_hz))
    pluck = np.zeros(size, dtype=np.float32)
    pluck[:period] = rng.uniform(-1, 1, period)
    # The loop as rows of one period each: a row is the row before it, averaged in pairs.
    rows = -(-size // period)
    sound = np.empty((rows, period), dtype=np.float32)
    sound[0] = pluck[:period]
    for row in range(1, rows):
        older = sound[row - 1]
        before = np.concatenate([sound[row - 2, -1:] if row > 1 else older[:1], older[:-1]])
        sound[row] = np.float32(0.498) * (older + before)
    string = sound.ravel()[:size]
    if drive:
        string = np.tanh(np.float32(drive) * string)
        low = scipy.signal.butter(2, min(6_500, 0.4 * rate_hz), fs=rate_hz, output="sos")
        string = scipy.signal.sosfilt(low, string).astype(np.float32)
    fade = min(size, round(0.01 * rate_hz))
    string[size - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return np.asarray(string, dtype=np.float32)
