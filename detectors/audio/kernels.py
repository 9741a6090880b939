"""The inner loops of the listening pass, compiled.

Two real signals, left and right, travel as one complex signal ``left + i right``, interleaved as decoders
hand stereo out. Of its transform Z at bin k and its mirror n - k, with mid = (left + right) / 2 and
side = (left - right) / 2,

    mid[k]  = ((Z[k] + conj Z[n-k]) - i (Z[k] - conj Z[n-k])) / 4
    side[k] = ((Z[k] + conj Z[n-k]) + i (Z[k] - conj Z[n-k])) / 4

so that both spectra cost one transform. Frames are cut without a window: a periodic Hann window of the
frame is ``X[k] / 2 - (X[k-1] + X[k+1]) / 4`` of its spectrum. All arrays are float32, complex ones as pairs.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # it ships no types
from numba import types
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, generated, inlined

FloatArray = NDArray[np.float32]

TINY = np.float32(1e-12)
_ONE = np.float32(1.0)
_ROOT_BITS = 0x3F3504F3
_C1, _C3, _C5, _C7, _C9 = (np.float32(2.0 / math.log(2.0) / odd) for odd in (1, 3, 5, 7, 9))
EIGHTH, SIXTEENTH = np.float32(0.125), np.float32(0.0625)
# Indices that cannot be negative: only then does the compiler make vector code of them.
_STEP, _TWO, _THREE = np.uint64(1), np.uint64(2), np.uint64(3)
_BINS, _ROOM = 1025, np.uint64(1032)
_ZERO, _FLOOR, _LN2 = np.float32(0.0), np.float32(1e-10), np.float32(math.log(2.0))
_ROLLOFF = 0.85
_HALF = np.float32(0.5)
_CLIP_SHARE, _WHISPER = 0.999, 0.1


@generated
def _exponent(_: Any, value: Any) -> Any:
    """The e of a normal float32 ``m * 2**e`` with m in [0.707, 1.414), as float32."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.sitofp(_exponent_bits(builder, args[0]), ir.FloatType())

    return types.float32(value), generate


@generated
def _mantissa(_: Any, value: Any) -> Any:
    """The m of a normal float32 ``m * 2**e`` with m in [0.707, 1.414)."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        shifted = builder.shl(_exponent_bits(builder, args[0]), ir.Constant(ir.IntType(32), 23))
        bits = builder.sub(builder.bitcast(args[0], ir.IntType(32)), shifted)
        return builder.bitcast(bits, ir.FloatType())

    return types.float32(value), generate


@generated
def _larger(_: Any, one: Any, other: Any) -> Any:
    """The larger of two float32, of which none is no number: only then can many be compared at once."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        flags = ("nnan", "nsz")
        above = builder.fcmp_ordered(">", args[0], args[1], flags=flags)
        return builder.select(above, args[0], args[1], flags=flags)

    return types.float32(one, other), generate


def _exponent_bits(builder: Any, value: Any) -> Any:
    bits = builder.bitcast(value, ir.IntType(32))
    above = builder.sub(bits, ir.Constant(ir.IntType(32), _ROOT_BITS))
    return builder.ashr(above, ir.Constant(ir.IntType(32), 23))


@inlined
def fast_log2(value: Any) -> Any:
    """The binary logarithm of a positive normal float32, to 2e-6: its exponent, and a series for the rest.

    With s = (m - 1) / (m + 1) it is log2 m = 2 / ln 2 (s + s^3/3 + s^5/5 + s^7/7 + s^9/9 + ...).
    """
    mantissa = _mantissa(value)
    s = (mantissa - _ONE) / (mantissa + _ONE)
    t = s * s
    return _exponent(value) + s * (_C1 + t * (_C3 + t * (_C5 + t * (_C7 + t * _C9))))


@inlined
def apart(z: Any, k: Any, y: Any, m: Any, plain: Any, width: Any, count: Any) -> None:  # noqa: PLR0917  compiled
    """Put four times mid and side of ``count`` bins into ``plain``: of ``z`` from bin ``k`` on.

    Their mirrored bins lie in ``y`` from bin ``m`` down. The real and the imaginary parts of mid and of side
    are ``width`` apart, a constant: only then does the compiler make vector code of the loop.
    """
    low, high = _TWO * np.uint64(k), _TWO * np.uint64(m)
    for i in range(np.uint64(count)):
        a, b = z[low + _TWO * i], z[low + _TWO * i + _STEP]
        c, d = y[high - _TWO * i], y[high - _TWO * i + _STEP]
        plain[i], plain[i + width] = a + c + b + d, b - d + c - a
        plain[i + _TWO * width], plain[i + _THREE * width] = a + c - b - d, b - d - c + a


@inlined
def hann(plain: Any, i: Any) -> Any:
    """What a Hann window makes of the bin in ``plain`` after ``i``."""
    return EIGHTH * plain[i + _STEP] - SIXTEENTH * (plain[i] + plain[i + _TWO])


@compiled("void(float32[:,::1], int64, float32[:,::1], float32[:,::1])")
def powers(spectra: FloatArray, count: int, mid: FloatArray, products: FloatArray) -> None:
    """The power of each frame's mid spectrum, for frames of 2,048.

    The rows of ``products`` gather over the frames: the powers of mid and of side, and the real and imaginary
    part of side x conj(mid).
    """
    points = 2 * (_BINS - 1)
    plain, sums = np.empty(4 * _ROOM, dtype=np.float32), np.zeros(4 * _ROOM, dtype=np.float32)
    for row in range(count):
        z, power = spectra[row], mid[row]
        # Bin -1 to the last but one: the first is its own mirror.
        apart(z, points - 1, z, 1, plain, _ROOM, 1)
        apart(z, 0, z, 0, plain[1:], _ROOM, 1)
        apart(z, 1, z, points - 1, plain[2:], _ROOM, _BINS)
        for k in range(np.uint64(_BINS)):
            a, b = hann(plain, k), hann(plain, k + _ROOM)
            c, d = hann(plain, k + _TWO * _ROOM), hann(plain, k + _THREE * _ROOM)
            energy = a * a + b * b
            power[k] = energy
            sums[k] += energy
            sums[k + _ROOM] += c * c + d * d
            sums[k + _TWO * _ROOM] += c * a + d * b
            sums[k + _THREE * _ROOM] += d * a - c * b
    for part in range(4):
        for k in range(_BINS):
            products[part, k] += sums[np.uint64(part) * _ROOM + np.uint64(k)]


@inlined
def _rolloff(magnitude: Any, total: Any) -> Any:
    """The bin below which 85 % of the magnitude lies."""
    wanted, running, k = np.float32(_ROLLOFF) * total, _ZERO, 0
    while k < magnitude.shape[0]:
        part = _ZERO
        for i in range(k, min(k + 32, magnitude.shape[0])):
            part += magnitude[i]
        if running + part >= wanted:
            break
        running += part
        k += 32
    while k < magnitude.shape[0] - 1 and running + magnitude[k] < wanted:
        running += magnitude[k]
        k += 1
    return np.float32(min(k, magnitude.shape[0] - 1))


@inlined
def _flatness(power: Any) -> Any:
    """The geometric over the arithmetic mean; 0 of an empty band."""
    logs, plain = _ZERO, _ZERO
    for k in range(np.uint64(power.shape[0])):
        value = max(power[k], _FLOOR)
        logs += fast_log2(value)
        plain += value
    count = np.float32(max(power.shape[0], 1))
    return np.exp(logs / count * _LN2) / (plain / count) if power.shape[0] else _ZERO


@compiled("void(float32[:,::1], int64[:,::1], float32, float32[::1], float32[:,::1])")
def describe(
    power: FloatArray, bands: NDArray[np.int64], step: Any, last: FloatArray, rows: FloatArray
) -> None:
    """Energy, centroid, bandwidth, roll-off (Hz), flux and the flatness of each of ``bands``, frame by frame.

    ``step`` is the width of a bin in Hz, ``last`` the magnitudes of the frame before, which it keeps.
    """
    bins = power.shape[1]
    magnitude = np.empty(bins, dtype=np.float32)
    for row in range(power.shape[0]):
        frame, out = power[row], rows[row]
        energy, total, first, second, rise = _ZERO, _ZERO, _ZERO, _ZERO, _ZERO
        for k in range(np.uint64(bins)):
            value = np.sqrt(frame[k])
            place = np.float32(np.int32(k))
            energy += frame[k]
            total += value
            first += value * place
            second += value * place * place
            rise += max(value - last[k], _ZERO)
            magnitude[k] = value
        for k in range(np.uint64(bins)):
            last[k] = magnitude[k]
        safe = total + _FLOOR
        centre = first / safe
        out[0], out[1] = energy, centre * step
        out[2] = np.sqrt(max(second / safe - centre * centre, _ZERO)) * step
        out[3] = _rolloff(magnitude, total) * step
        out[4] = rise / safe
        for band in range(bands.shape[0]):
            out[5 + band] = _flatness(frame[bands[band, 0] : bands[band, 1]])


@inlined
def _clipped(signal: Any, count: Any, limit: Any) -> Any:
    """How many samples are the third or a later one of a run of at least ``limit`` on any channel."""
    run, found = 0, 0
    for i in range(count):
        if max(abs(signal[2 * i]), abs(signal[2 * i + 1])) >= limit:
            run += 1
            found += run > 2  # noqa: PLR2004  three in a row
        else:
            run = 0
    return found


@compiled("int64(float32[::1], int64, int64, float64[::1], float32[::1])")
def measure_levels(
    signal: FloatArray, count: int, bin_samples: int, state: NDArray[np.float64], peaks: FloatArray
) -> int:
    """Peaks of ``bin_samples`` samples over both channels; returns how many bins were completed.

    ``state`` is kept between calls: samples in the open bin, its peak, the highest peak, samples in runs of
    three at that peak, samples that are zero, the highest peak of side.
    """
    done, at, top, widest, zeros = 0, 0, _ZERO, _ZERO, 0
    filled, peak = int(state[0]), np.float32(state[1])
    while at < count:
        length = min(bin_samples - filled, count - at)
        part = signal[2 * at : 2 * (at + length)]
        # Counted in the type that is compared: only then does the compiler make vector code of it.
        high, apart, nothing = _ZERO, _ZERO, _ZERO
        for i in range(np.uint64(length)):
            left, right = part[np.uint64(2) * i], part[np.uint64(2) * i + np.uint64(1)]
            size = _larger(abs(left), abs(right))
            high, apart = _larger(high, size), _larger(apart, abs(left - right))
            nothing += _ONE if size == _ZERO else _ZERO
        peak, top, widest = max(peak, high), max(top, high), max(widest, apart)
        zeros += int(nothing)
        filled, at = filled + length, at + length
        if filled == bin_samples:
            peaks[done] = peak
            done, filled, peak = done + 1, 0, _ZERO
    if top > state[2] * (2.0 - _CLIP_SHARE):
        state[3] = 0.0
    state[2] = max(state[2], top)
    if state[2] > _WHISPER and top >= state[2] * _CLIP_SHARE:
        state[3] += _clipped(signal, count, np.float32(state[2] * _CLIP_SHARE))
    state[0], state[1] = filled, peak
    state[4] += zeros
    state[5] = max(state[5], widest * 0.5)
    return done


@compiled("void(float32[::1], int64, float32[::1])")
def mid_energies(signal: FloatArray, size: int, energies: FloatArray) -> None:
    """The sum of squares of left + right over each stretch of ``size`` samples."""
    for row in range(energies.shape[0]):
        part, total = signal[2 * row * size : 2 * (row + 1) * size], _ZERO
        for i in range(np.uint64(size)):
            both = part[np.uint64(2) * i] + part[np.uint64(2) * i + np.uint64(1)]
            total += both * both
        energies[row] = total


@compiled("void(float32[::1], float32[::1])")
def mix(signal: FloatArray, mono: FloatArray) -> None:
    """(left + right) / 2."""
    for i in range(np.uint64(mono.shape[0])):
        mono[i] = _HALF * (signal[np.uint64(2) * i] + signal[np.uint64(2) * i + np.uint64(1)])
