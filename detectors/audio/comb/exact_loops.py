"""The inner loops of the exact spectrum, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled, inlined
from detectors.audio.kernels import fast_log2

FloatArray = NDArray[np.float32]

_NONE: Any = np.float32(0.0)
_PLUS: Any = np.float32(1.0)
_ONE, _TWO, _THREE, _FOUR, _FIVE = (np.uint64(i) for i in range(1, 6))
_WHISPER = np.float32(1e-6)
_LOUDEST = np.float32(4.0)
_FLOOR = np.float32(1e-3)
_LN2 = np.float32(np.log(2.0))
_LOW, _HIGH = -3.0, 4.0
_LINE = 32


@inlined
def _spread(values: Any) -> Any:
    """The standard deviation; 1 where there is none."""
    total, squares, count = 0.0, 0.0, max(values.shape[0], 1)
    for i in range(values.shape[0]):
        total += values[i]
    mean = total / count
    for i in range(values.shape[0]):
        squares += (values[i] - mean) * (values[i] - mean)
    spread = np.sqrt(squares / count)
    return spread if spread > 0.0 else 1.0


@inlined
def _bend(pair: Any, start: Any, sign: Any, bent: Any) -> None:
    """The second difference of ``left + sign right`` from sample ``start`` on; 0 behind the last."""
    count = min(max(pair.shape[0] // 2 - 2 - start, 0), bent.shape[0])
    part = pair[2 * start :]
    for i in range(np.uint64(count)):
        k = _TWO * i
        a, b = part[k] + sign * part[k + _ONE], part[k + _TWO] + sign * part[k + _THREE]
        c = part[k + _FOUR] + sign * part[k + _FIVE]
        bent[i] = (c - b) - (b - a)
    for i in range(count, bent.shape[0]):
        bent[i] = _NONE


@inlined
def _slide(held: Any, half: Any, totals: Any, sums: Any) -> None:
    """Running sums of squares over ``2 half`` samples around each of the middle ones of both ``held``."""
    for signal in range(2):
        of_signal, rises = held[signal], sums[signal]
        for i in range(np.uint64(half)):
            coming, going = np.float64(of_signal[np.uint64(2 * half) + i]), np.float64(of_signal[i])
            rises[i] = coming * coming - going * going
    # Both at once: each sum waits for the one before.
    one, other = totals[0], totals[1]
    for i in range(half):
        one += sums[0, i]
        other += sums[1, i]
        sums[0, i], sums[1, i] = one, other
    totals[0], totals[1] = one, other


@inlined
def _mean(sums: Any, start: Any, half: Any, count: Any) -> None:
    """Divide sums over up to ``half`` samples on both sides by their number, which is less at the ends."""
    if start >= half and start + 2 * half <= count:
        for i in range(half):
            sums[i] *= 0.5 / half
    else:
        for i in range(half):
            sums[i] /= max(min(start + i + half, count) - max(start + i - half, 0), 1)


@inlined
def _evened(middle: Any, powers: Any, fade: Any, start: Any, out: Any) -> None:
    """Samples over their level, clipped, faded; ``fade`` holds cosines and sines, and the turn per sample."""
    cosines, sines, turn = fade
    cosine, sine = np.cos(turn * start), np.sin(turn * start)
    for i in range(np.uint64(out.shape[0])):
        window = np.float32(0.5 - 0.5 * (cosine * cosines[i] - sine * sines[i]))
        value = middle[i] / (np.sqrt(np.float32(max(powers[i], 0.0))) + _WHISPER)
        out[i] = min(max(value, -_LOUDEST), _LOUDEST) * window


@compiled("void(float32[::1], int64, boolean)")
def even_out(pair: FloatArray, half: int, side: bool) -> None:  # noqa: FBT001  compiled: no keywords
    """Change ``left, right`` into ``left + right``, evened out, and, with ``side``, ``left - right``; else 0.

    That is the second difference over its level around each sample, Hann-windowed; two samples fewer, and
    zeros for these. The level is the root of the mean square from ``half`` samples before to ``half`` after.
    """
    count, signals = pair.shape[0] // 2 - 2, 2 if side else 1
    turn = 2.0 * np.pi / (count - 1)
    fade = (np.cos(turn * np.arange(half)), np.sin(turn * np.arange(half)), turn)
    # One sample and the stretch before, the stretch that is changed, the stretch behind it.
    held, evened = np.zeros((2, 3 * half + 1), dtype=np.float32), np.empty(half, dtype=np.float32)
    totals, sums = np.zeros(2, dtype=np.float64), np.empty((2, half), dtype=np.float64)
    for signal in range(signals):
        window = held[signal]
        _bend(pair, 0, np.float32(1 - 2 * signal), window[2 * half + 1 :])
        for i in range(2 * half + 1, 3 * half):
            totals[signal] += np.float64(window[i]) * window[i]
    for start in range(0, count, half):
        for signal in range(signals):
            window = held[signal]
            window[: 2 * half + 1] = window[half:].copy()
            _bend(pair, start + half, np.float32(1 - 2 * signal), window[2 * half + 1 :])
        _slide(held, half, totals, sums)
        for signal in range(signals):
            powers = sums[signal]
            _mean(powers, start, half, count)
            _evened(held[signal, half + 1 :], powers, fade, start, evened)
            out = pair[2 * start + signal :]
            for i in range(min(half, count - start)):
                out[2 * i] = evened[i]
    pair[2 * count :] = _NONE
    if not side:
        pair[1::2] = _NONE


@inlined
def _gather(z: Any, y: Any, place: Any, sign: Any, powers: Any, r: Any) -> None:  # noqa: PLR0917  compiled
    """Put the powers of ``z`` plus ``sign`` times the conjugate of ``y`` into column ``r`` of ``powers``.

    Of ``z`` from point ``place[0]`` on, of ``y`` from ``place[1]`` down.
    """
    for j in range(_LINE):
        at, mirror = 2 * (place[0] + j), 2 * ((place[1] - j) & place[2])
        real, imag = z[at] + sign * y[mirror], z[at + 1] - sign * y[mirror + 1]
        powers[j, r] = real * real + imag * imag


@compiled("void(float32[:,::1], int64[::1], int64, float32, float32[:,::1])")
def log_magnitudes(
    parts: FloatArray, order: NDArray[np.int64], first: int, scale: Any, logs: FloatArray
) -> None:
    """Log magnitudes of mid and, in a second row, of side from bin ``first`` (above 0) on.

    ``parts`` hold the bins r, r + parts ... in row ``order[r]``; as many of each are read at a time as the
    processor needs to see that more will be.
    """
    step, points, end = order.shape[0], parts.shape[1] // 2, first + logs.shape[1]
    powers = np.empty((2, _LINE, step), dtype=np.float32)
    for start in range(first // step, (end - 1) // step + 1, _LINE):
        for r in range(step):
            z, y = parts[order[r]], parts[order[(step - r) % step]]
            place = (start, points - start - (1 if r else 0), points - 1)
            _gather(z, y, place, _PLUS, powers[0], r)
            if logs.shape[0] > 1:
                _gather(z, y, place, -_PLUS, powers[1], r)
        for signal in range(logs.shape[0]):
            for j in range(_LINE):
                low = (start + j) * step
                ahead, count = max(first - low, 0), min(step, end - low)
                row, out = powers[signal, j, ahead:], logs[signal, low + ahead - first :]
                for i in range(np.uint64(max(count - ahead, 0))):
                    out[i] = _LN2 * fast_log2(np.sqrt(row[i]) * scale + _FLOOR)


@compiled("void(float32[::1], int64, float32[:,::1])")
def stand_out(logs: FloatArray, width: int, table: FloatArray) -> None:
    """Fill ``table`` with what stands out of ``logs``, which are of its last bins, less one at both ends.

    That is a log magnitude less its mean over ``width`` bins, in deviations, clipped; of a bin and its two
    neighbours the highest, again in deviations; and 1 in the second column. ``logs`` are lost.
    """
    count = logs.shape[0]
    first = table.shape[0] - count
    rest = np.empty(count, dtype=np.float32)
    total, half = 0.0, width // 2
    for i in range(min(half, count)):
        total += logs[i]
    for i in range(count):
        if i + half < count:
            total += logs[i + half]
        if i - half > 0:
            total -= logs[i - half - 1]
        rest[i] = logs[i] - total / (min(i + half + 1, count) - max(i - half, 0))
    spread = _spread(rest)
    for i in range(count):
        rest[i] = min(max(rest[i] / spread, _LOW), _HIGH)
    middle = 0.0
    for i in range(1, count - 1):
        logs[i] = max(rest[i - 1], rest[i], rest[i + 1])
        middle += logs[i]
    middle /= max(count - 2, 1)
    spread = _spread(logs[1 : count - 1])
    for i in range(1, count - 1):
        table[first + i, 0] = (logs[i] - middle) / spread
        table[first + i, 1] = 1.0
