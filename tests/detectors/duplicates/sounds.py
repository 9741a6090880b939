"""Sounds for tests of fingerprints: tunes made of sines, the same on every machine."""

import numpy as np
import soxr
from numpy.typing import NDArray

from detectors.duplicates.bands import RATE_HZ
from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.fingerprinter import Fingerprinter

Sound = NDArray[np.float32]


def tune(seed: int, seconds: float = 30.0) -> Sound:
    """Three voices of plucked notes, mono at 11,025 Hz. Written as 16-bit whole numbers over 32,768."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(round(seconds * RATE_HZ))
    for base, beat in ((110.0, 0.5), (220.0, 0.25), (440.0, 0.37)):
        start = 0.0
        while start < seconds - 0.1:
            note = base * 2.0 ** (int(rng.integers(0, 13)) / 12.0)
            length = beat * int(rng.integers(1, 4))
            first, last = round(start * RATE_HZ), min(len(sound), round((start + length) * RATE_HZ))
            time = np.arange(last - first) / RATE_HZ
            for harmonic in range(1, 5):
                wave = np.sin(2 * np.pi * note * harmonic * time) * np.exp(-2.0 * time)
                sound[first:last] += 0.12 / harmonic * wave
            start += length
    return (np.rint(np.clip(sound, -1, 1) * 32_000) / 32_768).astype(np.float32)


def noise(seed: int, seconds: float = 30.0) -> Sound:
    rng = np.random.default_rng(seed)
    return (rng.normal(size=round(seconds * RATE_HZ)) * 0.1).astype(np.float32)


def faster(sound: Sound, speed: float) -> Sound:
    """Played at ``speed``, higher as well, as a record is."""
    return soxr.resample(sound, RATE_HZ * speed, RATE_HZ)


def fingerprint(sound: Sound, block: int = 5000) -> Fingerprint:
    listener = Fingerprinter()
    for start in range(0, len(sound), block):
        listener.push(sound[start : start + block])
    found = listener.finish()
    assert found is not None
    return found
