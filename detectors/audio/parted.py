"""A long transform as several short ones, which stay in the processor's nearest cache.

The first steps, which part the bins by their remainder, go through the samples in order. What is left are
transforms of a quarter or a sixteenth of the length, up to twice as fast for each point.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled
from detectors.audio.transform import Transform, rows

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

_LONGEST = 4096
_CHUNK = 128
_AT_ONCE = 4
_PIECE = 8192
_ONE, _TWO, _THREE, _PART = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(2 * _CHUNK)


class PartedTransform:
    """Forward complex transforms of ``size`` points (a power of two) in ``parts`` parts, 4 or 16.

    Row ``order[r]`` of a frame's parts holds its bins r, r + parts, r + 2 parts ... Not for two threads at
    once.
    """

    def __init__(self, size: int, parts: int) -> None:
        self.size, self.parts = size, parts
        self.order = _order(parts)
        self._transform = Transform(size // parts)
        self._split = rows(0, size // parts)

    def run(self, frames: ComplexArray, spectra: ComplexArray) -> None:
        """Transform each row of ``frames`` into ``parts`` rows of ``spectra``, made by ``rows``."""
        count = len(frames) * self.parts
        if len(self._split) < count:
            self._split = rows(count, self.size // self.parts)
        split = self._split[:count].reshape(-1).view(np.float32)
        signal, length = frames.reshape(-1).view(np.float32), self.size
        while length > self.size // self.parts:
            quarter(signal, length, _turns(length), split)
            signal, length = split, length // 4
        self._transform.run(self._split, spectra, count)


def turn(frame: ComplexArray) -> tuple[ComplexArray, NDArray[np.int64]]:
    """Put the forward transform of ``frame``, a power of two of points made by ``rows``, in its place.

    Returns it in parts, and their order: row ``order[r]`` holds the bins r, r + parts, r + 2 parts ...
    """
    length, plain = len(frame), frame.view(np.float32)
    while length > _LONGEST:
        quarter(plain, length, _turns(length), plain)
        length //= 4
    parts = frame.reshape(-1, length)
    transform, made = Transform(length), rows(min(_AT_ONCE, len(parts)), length)
    for start in range(0, len(parts), len(made)):
        transform.run(parts[start : start + len(made)], made, len(made))
        parts[start : start + len(made)] = made
    return parts, _order(len(parts))


def _order(parts: int) -> NDArray[np.int64]:
    """Which row holds the bins r, r + parts ... after parting by four again and again."""
    steps = (parts.bit_length() - 1) // 2
    return np.ascontiguousarray(np.arange(parts).reshape((4,) * steps).transpose()).reshape(-1)


@lru_cache(maxsize=16)
def _turns(length: int) -> FloatArray:
    """The real and the imaginary parts of exp(-2 pi i n / length), a quarter of a turn of them."""
    turns = np.empty((2, length // 4), dtype=np.float32)
    # Piece by piece: the longest in double precision would take 10 MB.
    for start in range(0, length // 4, _PIECE):
        angle = -2.0 * np.pi * np.arange(start, min(start + _PIECE, length // 4)) / length
        turns[:, start : start + _PIECE] = np.cos(angle), np.sin(angle)
    return turns


@compiled("void(float32[::1], int64, float32[:,::1], float32[::1])")
def quarter(signal: FloatArray, length: int, turns: FloatArray, out: FloatArray) -> None:
    """Part each ``length`` points of ``signal`` into four quarters, of which the transforms are to be taken.

    Of (a, b, c, d) with w = exp(-2 pi i n / length) they are ``a + b + c + d``, ``(a - ib - c + id) w``,
    ``(a - b + c - d) w^2`` and ``(a + ib - c - id) w^3``; the r-th one's transform holds the bins 4j + r.
    ``out`` may be ``signal``.
    """
    size = 2 * (length // 4)
    # The quarters at known distances: only then does the compiler make vector code of the loop.
    made = np.empty(8 * _CHUNK, dtype=np.float32)
    for place in range(0, signal.shape[0], 4 * size):
        for start in range(0, size, 2 * _CHUNK):
            at = place + start
            a, b, c, d = signal[at:], signal[at + size :], signal[at + 2 * size :], signal[at + 3 * size :]
            real, imag = turns[0, start // 2 :], turns[1, start // 2 :]
            for n in range(np.uint64(_CHUNK)):
                k, m, w, v = _TWO * n, _TWO * n + _ONE, real[n], imag[n]
                w2, v2 = w * w - v * v, w * v + w * v
                w3, v3 = w2 * w - v2 * v, w2 * v + v2 * w
                e, f, g, h = a[k] + c[k], a[m] + c[m], b[k] + d[k], b[m] + d[m]
                made[k], made[m] = e + g, f + h
                made[k + _PART * _TWO] = (e - g) * w2 - (f - h) * v2
                made[m + _PART * _TWO] = (e - g) * v2 + (f - h) * w2
                e, f, g, h = a[k] - c[k], a[m] - c[m], b[m] - d[m], d[k] - b[k]
                made[k + _PART] = (e + g) * w - (f + h) * v
                made[m + _PART] = (e + g) * v + (f + h) * w
                made[k + _PART * _THREE] = (e - g) * w3 - (f - h) * v3
                made[m + _PART * _THREE] = (e - g) * v3 + (f - h) * w3
            for part in range(4):
                to = out[at + part * size :]
                for n in range(2 * _CHUNK):
                    to[n] = made[2 * _CHUNK * part + n]
