"""Transforms longer than FFmpeg has a fast way for: halved until they are short enough."""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

FloatArray = NDArray[np.float32]

_FINE = 1024


@compiled("void(float32[::1], int64, int64, float32[:,::1], float32[:,::1])")
def halve(signal: FloatArray, start: int, length: int, coarse: FloatArray, fine: FloatArray) -> None:
    """Split ``length`` points at ``start``, in place, into those of the even and of the odd bins.

    With halves u, v: ``u + v``, and ``(u - v) exp(-2 pi i n / length)``. That factor is the product of
    ``coarse[n // 1024]`` and ``fine[n % 1024]``.
    """
    one, two = np.uint64(1), np.uint64(2)
    half = length // 2
    for block in range(coarse.shape[0]):
        first = start + block * _FINE
        u = signal[2 * first : 2 * (first + _FINE)]
        v = signal[2 * (first + half) : 2 * (first + half + _FINE)]
        c, d = coarse[block, 0], coarse[block, 1]
        for i in range(np.uint64(_FINE)):
            turn_real = c * fine[i, 0] - d * fine[i, 1]
            turn_imag = c * fine[i, 1] + d * fine[i, 0]
            a, b = u[two * i], u[two * i + one]
            e, f = v[two * i], v[two * i + one]
            u[two * i], u[two * i + one] = a + e, b + f
            v[two * i] = (a - e) * turn_real - (b - f) * turn_imag
            v[two * i + one] = (a - e) * turn_imag + (b - f) * turn_real


@compiled("void(float32[::1], float32[::1], int64, int64)")
def interleave(part: FloatArray, spectrum: FloatArray, first: int, step: int) -> None:
    """Put bin k of ``part`` at bin ``first + k step`` of ``spectrum``."""
    for k in range(part.shape[0] // 2):
        at = 2 * (first + k * step)
        spectrum[at], spectrum[at + 1] = part[2 * k], part[2 * k + 1]


def turns(length: int) -> tuple[FloatArray, FloatArray]:
    """The factors of :func:`halve` for ``length`` points."""
    coarse = _turns(np.arange(0, length // 2, _FINE), length)
    return coarse, _turns(np.arange(_FINE), length)


def _turns(places: NDArray[np.int64], length: int) -> FloatArray:
    angle = -2.0 * np.pi * places / length
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)


def places(parts: int) -> list[int]:
    """Which bin each of ``parts`` parts begins with, in the order that halving leaves them."""
    order = [0]
    while len(order) < parts:
        order = [2 * i for i in order] + [2 * i + 1 for i in order]
    return [order.index(i) for i in range(parts)]
