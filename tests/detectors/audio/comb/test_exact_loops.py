"""The compiled loops of the exact spectrum give what numpy gives, step by step."""

import numpy as np
import pytest

from detectors.audio.comb.exact_loops import even_out, log_magnitudes, stand_out

RNG = np.random.default_rng(2)
PAIR = (RNG.standard_normal((20_000, 2)) * np.linspace(0.01, 0.5, 20_000)[:, None]).astype(np.float32)
HALF = 1024


def evenly(signal: np.ndarray) -> np.ndarray:
    bent = np.diff(signal.astype(np.float64), n=2)
    at = np.arange(len(bent))
    low, high = np.maximum(at - HALF, 0), np.minimum(at + HALF, len(bent))
    level = [np.sqrt((bent[a:b] ** 2).mean()) for a, b in zip(low, high, strict=True)]
    return np.clip(bent / (np.array(level) + 1e-6), -4.0, 4.0) * np.hanning(len(bent))


@pytest.mark.parametrize("samples", [20_000, 10_240, 2_500, 1_030])
@pytest.mark.parametrize("side", [True, False])
def test_loudness_is_evened_out_and_windowed(samples: int, *, side: bool) -> None:
    out = PAIR[:samples].copy()
    even_out(out.reshape(-1), HALF, side)
    left, right = PAIR[:samples].T
    np.testing.assert_allclose(out[:-2, 0], evenly(left + right), atol=2e-4)
    np.testing.assert_allclose(out[:-2, 1], evenly(left - right) if side else 0.0, atol=2e-4)
    assert not out[-2:].any()


@pytest.mark.parametrize(("signals", "sign"), [(1, 1.0), (2, 1.0), (2, -1.0)])
def test_what_stands_out_is_told_in_deviations(signals: int, sign: float) -> None:
    size, first, last, width, scale = 8192, 500, 3000, 25, 0.02
    spectrum = (RNG.standard_normal(size) + 1j * RNG.standard_normal(size)).astype(np.complex64)
    table = np.zeros((last, 2), dtype=np.float32)
    order = np.array([0, 2, 1, 3])
    parts = np.ascontiguousarray(spectrum.reshape(-1, 4).T[order]).view(np.float32)
    both = np.empty((signals, last - first), dtype=np.float32)
    log_magnitudes(parts, order, first, np.float32(scale), both)
    logs = both[0 if sign > 0.0 else 1]
    mirrored = spectrum[size - first : size - last : -1].conj()
    log = np.log(np.abs(spectrum[first:last] + sign * mirrored) * scale + 1e-3)
    np.testing.assert_allclose(logs, log, atol=1e-4)
    stand_out(logs, width, table)
    around = [log[max(i - width // 2, 0) : i + width // 2 + 1].mean() for i in range(len(log))]
    rest = log - np.array(around)
    rest = np.clip(rest / rest.std(), -3.0, 4.0)
    highest = np.maximum(np.maximum(rest[:-2], rest[1:-1]), rest[2:])
    np.testing.assert_allclose(
        table[first + 1 : last - 1, 0], (highest - highest.mean()) / highest.std(), atol=1e-3
    )
    np.testing.assert_array_equal(np.flatnonzero(table[:, 1]), np.arange(first + 1, last - 1))


def test_silence_stands_out_nowhere() -> None:
    silence, table = np.zeros(4096, dtype=np.float32), np.zeros((1000, 2), dtype=np.float32)
    stand_out(np.full(900, -7.0, dtype=np.float32), 9, table)
    np.testing.assert_allclose(table[:, 0], 0.0, atol=1e-6)
    even_out(silence, HALF, side=True)
    assert not silence.any()
