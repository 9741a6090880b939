"""Scales, chords and melodies as frequencies in Hz, equal temperament."""

from dataclasses import dataclass

import numpy as np

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
PROGRESSIONS = ((0, 5, 3, 4), (0, 4, 5, 3), (0, 3, 0, 4), (5, 3, 0, 4), (0, 2, 3, 4), (0, 6, 5, 6))
A4_HZ = 440.0
A4_KEY = 69


@dataclass(frozen=True, slots=True)
class Harmony:
    """A key with a four-bar progression. ``tuning`` is a factor near 1: nobody is at A 440 exactly."""

    root_key: int
    scale: tuple[int, ...]
    progression: tuple[int, ...]
    tuning: float

    def frequency(self, degree: int, octave: int) -> float:
        """Frequency in Hz of a scale degree (any integer; it wraps into further octaves)."""
        return pitch_hz(self.key(degree, octave), self.tuning)

    def key(self, degree: int, octave: int) -> int:
        """The MIDI key of a scale degree."""
        wraps, step = divmod(degree, len(self.scale))
        return self.root_key + self.scale[step] + 12 * (octave + wraps)

    def chord(self, bar: int) -> tuple[int, int, int]:
        """The three scale degrees of the triad in a bar."""
        degree = self.progression[bar % len(self.progression)]
        return degree, degree + 2, degree + 4


def pitch_hz(key: int, tuning: float = 1.0) -> float:
    """The frequency of a MIDI key in equal temperament."""
    return float(A4_HZ * 2.0 ** ((key - A4_KEY) / 12) * tuning)


def draw(rng: np.random.Generator) -> Harmony:
    """Draw a key, a mode, a progression and a tuning within 20 cents of A 440."""
    return Harmony(
        root_key=36 + int(rng.integers(12)),
        scale=MAJOR if rng.integers(2) else MINOR,
        progression=PROGRESSIONS[int(rng.integers(len(PROGRESSIONS)))],
        tuning=float(2.0 ** (rng.uniform(-20, 20) / 1200)),
    )
