"""Pitched notes: a band-limited wavetable read with drifting pitch, under an envelope."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

TABLE_BITS = 12
TABLE_SIZE = 1 << TABLE_BITS
BLOCK = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """How an instrument sounds.

    Harmonic ``k`` has amplitude ``k ** -rolloff``, odd ones times 1, even ones times ``even``.
    ``attack_s`` and ``release_s`` are lengths, ``decay_s`` a time constant (infinite holds the note).
    ``vibrato_cents`` at about 5.5 Hz, ``drift_cents`` is the size of a slow random pitch walk.
    ``detune_cents`` spreads the voices of a unison; ``breath`` is noise beside the tone.
    """

    rolloff: float
    even: float
    attack_s: float
    decay_s: float
    release_s: float
    vibrato_cents: float
    drift_cents: float
    detune_cents: float
    breath: float


BASS = Voice(1.7, 0.8, 0.006, 0.9, 0.05, 0, 3, 0, 0.004)
PAD = Voice(1.25, 1.0, 0.35, np.inf, 0.5, 4, 6, 9, 0.01)
PLUCK = Voice(1.15, 0.7, 0.002, 0.42, 0.06, 0, 2, 1.5, 0.012)
KEYS = Voice(1.5, 0.9, 0.003, 0.8, 0.12, 0, 1, 1.2, 0.006)
LEAD = Voice(1.1, 0.45, 0.03, np.inf, 0.08, 22, 7, 0, 0.03)
BOW = Voice(1.05, 0.95, 0.09, np.inf, 0.12, 16, 6, 5, 0.02)


def note(
    voice: Voice,
    frequency_hz: float,
    duration_s: float,
    *,
    rate_hz: int,
    air: Sound,
    rng: np.random.Generator,
) -> Sound:
    """Play one note: shape (samples,), peak about 1. ``air`` is white noise to take the breath from."""
    size = max(64, round(duration_s * rate_hz))
    table = _table(frequency_hz, voice.rolloff + rng.normal(0, 0.06), voice.even, rate_hz, rng)
    sound = _read(table, voice, frequency_hz, size=size, rate_hz=rate_hz, rng=rng)
    if voice.detune_cents:
        detuned = frequency_hz * 2.0 ** (rng.normal(0, voice.detune_cents) / 1200)
        sound += _read(table, voice, detuned, size=size, rate_hz=rate_hz, rng=rng)
    start = int(rng.integers(max(1, air.size - size)))
    breath = air[start : start + size]
    sound[: breath.size] += np.float32(voice.breath) * breath
    _shape(sound, voice, rate_hz)
    return sound


def _table(frequency_hz: float, rolloff: float, even: float, rate_hz: int, rng: np.random.Generator) -> Sound:
    """One period of the wave, with no harmonic above 45 % of the sample rate."""
    count = int(np.clip(0.45 * rate_hz / frequency_hz, 1, TABLE_SIZE // 8))
    order = np.arange(1, count + 1)
    level = order**-rolloff * np.where(order % 2 == 0, even, 1.0) * rng.uniform(0.55, 1.0, count)
    spectrum = np.zeros(TABLE_SIZE // 2 + 1, dtype=np.complex64)
    spectrum[1 : count + 1] = level * np.exp(2j * np.pi * rng.random(count))
    table = np.fft.irfft(spectrum).astype(np.float32)
    table /= np.float32(np.abs(table).max())
    return table


def _read(
    table: Sound, voice: Voice, frequency_hz: float, *, size: int, rate_hz: int, rng: np.random.Generator
) -> Sound:
    """Read the table at a pitch that is constant for ``BLOCK`` samples and then moves a little."""
    blocks = -(-size // BLOCK)
    time = np.arange(blocks) * (BLOCK / rate_hz)
    cents = rng.normal(0, voice.drift_cents / 2) + _drift(voice.drift_cents, time, rng)
    if voice.vibrato_cents:
        onset = np.minimum(time / 0.4, 1.0)
        cents += voice.vibrato_cents * onset * np.sin(2 * np.pi * rng.uniform(4.8, 6.2) * time)
    step = frequency_hz * TABLE_SIZE / rate_hz * 2.0 ** (cents / 1200)
    start = rng.uniform(0, TABLE_SIZE) + np.concatenate([[0.0], np.cumsum(step * BLOCK)[:-1]])
    within = np.arange(BLOCK, dtype=np.float32)
    phase = (start % TABLE_SIZE).astype(np.float32)[:, None] + step.astype(np.float32)[:, None] * within
    index = phase.astype(np.int32)
    index &= TABLE_SIZE - 1
    return table.take(index).ravel()[:size]


def _drift(cents: float, time: NDArray[np.floating], rng: np.random.Generator) -> NDArray[np.float64]:
    """A slow random walk in cents: ten points a second with lines between them."""
    points = int(time[-1] * 10) + 2
    walk = np.cumsum(rng.normal(0, cents / 3, points))
    drift: NDArray[np.float64] = np.interp(time * 10, np.arange(points), walk)
    return drift


def _shape(sound: Sound, voice: Voice, rate_hz: int) -> None:
    """Put the envelope on, in place."""
    if np.isfinite(voice.decay_s):
        sound *= np.exp(np.arange(sound.size, dtype=np.float32) * np.float32(-1 / (voice.decay_s * rate_hz)))
    attack = min(sound.size, round(voice.attack_s * rate_hz))
    sound[:attack] *= np.linspace(0, 1, attack, dtype=np.float32)
    release = min(sound.size, round(voice.release_s * rate_hz))
    sound[sound.size - release :] *= np.linspace(1, 0, release, dtype=np.float32)
