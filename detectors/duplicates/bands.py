"""Spectral frames of the mono stream, folded onto the octave: what all fingerprints are made of."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.bank import Bank
from detectors.audio.transform import Transform, rows
from detectors.duplicates.kernels import folded, paired, to_16_bits

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
_LARGEST = 32_767.0
_PAIRS = 4


class Bands:
    """Push the mono stream at ``RATE_HZ`` in pieces of any length; frames of bands add up.

    A frame has ``FRAME`` samples under a Hamming window, the next one begins ``HOP`` later.
    """

    def __init__(self) -> None:
        self._rest: FloatArray = np.zeros(0, dtype=np.float32)
        self._transform = Transform(FRAME)
        self._pairs, self._spectra = rows(_PAIRS, FRAME), rows(_PAIRS, FRAME)
        self._notes: list[DoubleArray] = []
        self._steps: list[FloatArray] = []
        self._frames = 0

    def push(self, mono: FloatArray) -> None:
        """Add samples, full scale 1. They are rounded to 16 bits, as Chromaprint takes them."""
        if self._frames >= LONGEST_FRAMES:
            return
        held = len(self._rest)
        data = np.empty(held + len(mono), dtype=np.float32)
        data[:held] = self._rest
        to_16_bits(np.ascontiguousarray(mono), data[held:])
        count = min(max(0, (len(data) - FRAME) // HOP + 1), LONGEST_FRAMES - self._frames)
        self._rest = data[count * HOP :]
        if count == 0:
            return
        for start in range(0, count, 2 * _PAIRS):
            self._add(data[start * HOP :], min(2 * _PAIRS, count - start))
        self._frames += count

    def notes(self) -> DoubleArray:
        """Power in each semitone, shape (frames, NOTES), scaled as in Chromaprint."""
        return np.concatenate(self._notes) if self._notes else np.zeros((0, NOTES))

    def steps(self) -> FloatArray:
        """Magnitude in each third of a semitone, shape (frames, STEPS); bands overlap as triangles."""
        return np.concatenate(self._steps) if self._steps else np.zeros((0, STEPS), dtype=np.float32)

    def _add(self, data: FloatArray, count: int) -> None:
        low, runs, steps = _banks()
        paired(data, HOP, count, _window(), self._pairs.view(np.float32))
        self._transform.run(self._pairs, self._spectra, (count + 1) // 2)
        # Chromaprint adds in double precision, and its bits hang on it.
        notes = np.empty((count, NOTES))
        magnitudes = np.empty((count, steps.bins), dtype=np.float32)
        folded(self._spectra.view(np.float32), low, runs, notes, magnitudes)
        self._notes.append(notes)
        self._steps.append(steps.of(magnitudes))


@lru_cache(maxsize=1)
def _window() -> FloatArray:
    turn = 2.0 * np.pi * np.arange(FRAME) / (FRAME - 1)
    return ((0.54 - 0.46 * np.cos(turn)) / _LARGEST).astype(np.float32)


@lru_cache(maxsize=1)
def _banks() -> tuple[int, NDArray[np.int64], Bank]:
    """The first bin that counts; from it on, runs (from, to, note) and each bin's weight in each step."""
    low, high = (max(1, round(FRAME * hz / RATE_HZ)) for hz in _NOTE_HZ)
    hz = np.arange(low, high) * RATE_HZ / FRAME
    octave = np.log2(hz / _A0_HZ) % 1.0
    note = (octave * NOTES).astype(np.int64)
    edges = np.concatenate([[0], np.flatnonzero(np.diff(note)) + 1, [len(note)]])
    runs = np.stack([edges[:-1], edges[1:], note[edges[:-1]]], axis=1)
    place = octave * STEPS
    below = place.astype(int)
    share = place - below
    share[(hz < _STEP_HZ[0]) | (hz > _STEP_HZ[1])] = np.nan
    steps = np.zeros((high - low, STEPS), dtype=np.float32)
    bins = np.arange(high - low)
    steps[bins, below] += np.nan_to_num(1.0 - share)
    steps[bins, (below + 1) % STEPS] += np.nan_to_num(share)
    return low, runs, Bank(steps)
