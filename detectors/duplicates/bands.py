"""Spectral frames of the mono stream, folded onto the octave: what all fingerprints are made of."""

from functools import lru_cache

import numpy as np
import scipy.fft
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
DoubleArray = NDArray[np.float64]

RATE_HZ = 11_025
FRAME = 4096
HOP = 1365
FRAMES_PER_S = RATE_HZ / HOP
NOTES = 12
"""Bands of Chromaprint: semitones."""
STEPS = 36
"""Bands of our own chroma: thirds of a semitone."""
LONGEST_FRAMES = round(1800 * FRAMES_PER_S)
"""Of longer recordings the first half hour is compared."""

_NOTE_HZ = (28, 3520)
_STEP_HZ = (110, 3520)
_A0_HZ = 440.0 / 16.0
_FULL = 32_768.0
_LARGEST = 32_767.0
_BATCH = 32


class Bands:
    """Push the mono stream at ``RATE_HZ`` in pieces of any length; frames of bands add up.

    A frame has ``FRAME`` samples under a Hamming window, the next one begins ``HOP`` later.
    """

    def __init__(self) -> None:
        self._rest: FloatArray = np.zeros(0, dtype=np.float32)
        self._notes: list[DoubleArray] = []
        self._steps: list[FloatArray] = []
        self._frames = 0

    def push(self, mono: FloatArray) -> None:
        """Add samples, full scale 1. They are rounded to 16 bits, as Chromaprint takes them."""
        if self._frames >= LONGEST_FRAMES:
            return
        whole = np.clip(np.rint(mono * np.float32(_FULL)), -_FULL, _LARGEST)
        data = np.concatenate([self._rest, whole.astype(np.float32, copy=False)])
        count = min(max(0, (len(data) - FRAME) // HOP + 1), LONGEST_FRAMES - self._frames)
        self._rest = data[count * HOP :]
        if count == 0:
            return
        frames = np.lib.stride_tricks.sliding_window_view(data, FRAME)[::HOP]
        for start in range(0, count, _BATCH):
            self._add(frames[start : min(start + _BATCH, count)])
        self._frames += count

    def notes(self) -> DoubleArray:
        """Power in each semitone, shape (frames, NOTES), scaled as in Chromaprint."""
        return np.concatenate(self._notes) if self._notes else np.zeros((0, NOTES))

    def steps(self) -> FloatArray:
        """Magnitude in each third of a semitone, shape (frames, STEPS); bands overlap as triangles."""
        return np.concatenate(self._steps) if self._steps else np.zeros((0, STEPS), dtype=np.float32)

    def _add(self, frames: FloatArray) -> None:
        low, high, notes, steps = _banks()
        spectra = scipy.fft.rfft(frames * _window(), axis=1)[:, low:high]
        power = spectra.real**2
        power += spectra.imag**2
        # Chromaprint adds in double precision, and its bits hang on it.
        self._notes.append(power.astype(np.float64) @ notes)
        self._steps.append(np.sqrt(power) @ steps)


@lru_cache(maxsize=1)
def _window() -> FloatArray:
    turn = 2.0 * np.pi * np.arange(FRAME) / (FRAME - 1)
    return ((0.54 - 0.46 * np.cos(turn)) / _LARGEST).astype(np.float32)


@lru_cache(maxsize=1)
def _banks() -> tuple[int, int, DoubleArray, FloatArray]:
    """The first and the last but one bin that count, and for each of them its weight in each band."""
    low, high = (max(1, round(FRAME * hz / RATE_HZ)) for hz in _NOTE_HZ)
    hz = np.arange(low, high) * RATE_HZ / FRAME
    octave = np.log2(hz / _A0_HZ) % 1.0
    notes = np.zeros((high - low, NOTES))
    notes[np.arange(high - low), (octave * NOTES).astype(int)] = 1.0
    place = octave * STEPS
    below = place.astype(int)
    share = place - below
    share[(hz < _STEP_HZ[0]) | (hz > _STEP_HZ[1])] = np.nan
    steps = np.zeros((high - low, STEPS), dtype=np.float32)
    rows = np.arange(high - low)
    steps[rows, below] += np.nan_to_num(1.0 - share)
    steps[rows, (below + 1) % STEPS] += np.nan_to_num(share)
    return low, high, notes, steps
