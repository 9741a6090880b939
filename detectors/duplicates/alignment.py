"""Verifies a candidate: lays one recording over another at every speed and pitch and counts wrong bits."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from detectors.duplicates.bands import STEPS, FloatArray
from detectors.duplicates.image import ROWS_PER_S, Image, at_speed
from detectors.duplicates.signature import signs

SAME_ERROR = 0.28
"""Copies reached 0.27; different recordings 0.37, and with the same loop of drums under them 0.31."""
SAME_Z = 20.0
"""Standard deviations of chance that the agreeing bits lie above it, if all bits were independent."""
SHORTEST_S = 8.0

_SPEEDS = tuple(math.exp(0.025 * k) for k in range(-17, 18))
_SEGMENT = round(24 * ROWS_PER_S)
_PROMISING = 15.0
"""Different recordings reached 12 at a first look, copies 21 and more."""
_SLACK = 0.02
_FINE = 0.4
_LOCAL = round(8 * ROWS_PER_S)
_LOCAL_ERROR = 0.38
_OCTAVE = 12.0
_STEPS_PER_SEMITONE = STEPS / _OCTAVE


@dataclass(frozen=True, slots=True)
class Alignment:
    """How one recording lies over another.

    The first plays at ``speed`` times the other's tempo and ``semitones`` above its pitch. ``error`` is
    the share of bits that differ between ``start_s`` and ``end_s`` of the first, which lie over
    ``other_start_s`` to ``other_end_s`` of the other; ``matched_s`` are the seconds of the first that
    agree, ``z`` how far that is from chance.
    """

    speed: float
    semitones: float
    error: float
    z: float
    start_s: float
    end_s: float
    other_start_s: float
    other_end_s: float
    matched_s: float


@dataclass(frozen=True, slots=True)
class _Fit:
    speed: float
    turn: float
    offset: int
    z: float


def align(image: Image, other: FloatArray, *, speeds: Sequence[float] | None = None) -> Alignment | None:
    """Lay the recording of chroma ``image`` over the one with the signature ``other``, as well as can be.

    None where they do not agree. ``speeds`` are tried in place of all from 0.65 to 1.53.
    """
    if min(len(image), len(other)) < SHORTEST_S * ROWS_PER_S:
        return None
    mine = image.astype(np.float32)
    paper = _Paper(other)
    fit = _best(mine, paper, speeds or _SPEEDS, _SEGMENT)
    if fit.z < _PROMISING:
        return None
    length, slack = _SEGMENT, _SLACK
    while slack * min(length, len(mine)) > _FINE:
        near = [fit.speed * (1.0 + slack * k) for k in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        fit = _best(mine, paper, near, length)
        length, slack = length * 2, slack / 2
    return _judged(mine, other, fit)


class _Paper:
    """The other recording's signs, transformed once for each length that is laid over them."""

    def __init__(self, other: FloatArray) -> None:
        self.rows = len(other)
        self._other = other
        self._spectra: dict[int, NDArray[np.complex64]] = {}

    def fit(self, own: FloatArray) -> tuple[float, float, int]:
        """The best (z, turn, offset) over all turns of pitch and offsets in time."""
        size = scipy.fft.next_fast_len(self.rows + len(own), real=True)
        if size not in self._spectra:
            self._spectra[size] = scipy.fft.rfft2(self._other.T, s=(STEPS, size))
        spectrum = self._spectra[size] * np.conj(scipy.fft.rfft2(own.T, s=(STEPS, size)))
        agreed = scipy.fft.irfft2(spectrum, s=(STEPS, size))
        offsets = np.arange(size)
        offsets[offsets >= self.rows] -= size
        shared = np.minimum(self.rows, offsets + len(own)) - np.maximum(0, offsets)
        least = min(SHORTEST_S * ROWS_PER_S, len(own), self.rows) - 1
        weight = np.where(shared >= least, 1.0 / np.sqrt(np.maximum(shared, 1) * STEPS), 0.0)
        z = agreed * weight.astype(np.float32)
        turn, place = np.unravel_index(int(z.argmax()), z.shape)
        peak = float(z[turn, place])
        return peak, _between(z[:, place], int(turn)), int(offsets[place])


def _between(z: FloatArray, turn: int) -> float:
    """Where the peak at ``turn`` lies between the steps: the top of a parabola."""
    left, top, right = (float(z[(turn + k) % STEPS]) for k in (-1, 0, 1))
    bend = left - 2.0 * top + right
    return turn + (0.5 * (left - right) / bend if bend < 0.0 else 0.0)


def _best(mine: FloatArray, paper: _Paper, speeds: Iterable[float], length: int) -> _Fit:
    """The best fit of the middle ``length`` rows over ``speeds``."""
    start = max(0, (len(mine) - length) // 2)
    part = mine[start : start + length]
    best = _Fit(1.0, 0.0, 0, -1.0)
    for speed in speeds:
        z, turn, offset = paper.fit(signs(at_speed(part, speed)))
        if z > best.z:
            best = _Fit(speed, turn, offset - round(start * speed), z)
    return best


def _judged(mine: FloatArray, other: FloatArray, fit: _Fit) -> Alignment | None:
    own = np.roll(signs(at_speed(mine, fit.speed)), round(fit.turn), axis=1)
    first, last = max(0, fit.offset), min(len(other), fit.offset + len(own))
    wrong = 0.5 - 0.5 * (own[first - fit.offset : last - fit.offset] * other[first:last]).mean(axis=1)
    if len(wrong) < SHORTEST_S * ROWS_PER_S - 1:
        return None
    local = uniform_filter1d(wrong, min(_LOCAL, len(wrong)), mode="nearest")
    good = local < _LOCAL_ERROR
    if not good.any():
        return None
    rows = np.flatnonzero(good)
    start, end = int(rows[0]), int(rows[-1]) + 1
    error = float(wrong[good].mean())
    z = (1.0 - 2.0 * error) * math.sqrt(len(rows) * STEPS)
    if error > SAME_ERROR or z < SAME_Z or len(rows) < SHORTEST_S * ROWS_PER_S - 1:
        return None
    per_s = ROWS_PER_S * fit.speed
    return Alignment(
        speed=fit.speed,
        semitones=-((fit.turn / _STEPS_PER_SEMITONE + _OCTAVE / 2) % _OCTAVE - _OCTAVE / 2),
        error=error,
        z=z,
        start_s=(first - fit.offset + start) / per_s,
        end_s=(first - fit.offset + end) / per_s,
        other_start_s=(first + start) / ROWS_PER_S,
        other_end_s=(first + end) / ROWS_PER_S,
        matched_s=len(rows) / per_s,
    )
