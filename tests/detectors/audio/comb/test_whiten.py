"""Whitening gives what the definition gives, step by step."""

import numpy as np
import pytest
from scipy.ndimage import median_filter

from detectors.audio.comb.whiten import GATE_DB, LOWEST_HZ, whiten

BIN_HZ = 44_100 / 8192


def plainly(level: np.ndarray, stop_hz: float) -> tuple[np.ndarray, np.ndarray]:
    first, last = int(np.ceil(LOWEST_HZ / BIN_HZ)), int(stop_hz / BIN_HZ) + 1
    floor = median_filter(level[first - 15 : last + 15], 15, mode="nearest")[15 : 15 + last - first]
    heard = floor >= level.max() - GATE_DB
    rest = level[first:last][heard] - floor[heard]
    rest = np.clip((rest - rest.mean()) / rest.std(), -6.0, 6.0)
    z, alive = np.zeros(len(level)), np.zeros(len(level), dtype=bool)
    alive[first:last] = heard
    z[alive] = (rest - rest.mean()) / rest.std()
    return z, alive


@pytest.mark.parametrize("stop_hz", [6_000.0, 15_000.0, 16_990.0])
def test_it_is_the_rise_above_the_running_median(stop_hz: float) -> None:
    rng = np.random.default_rng(1)
    level = rng.normal(-40.0, 2.0, 3158) - np.linspace(0.0, 60.0, 3158)
    level[1500:1600] -= 80.0
    level[::37] += 30.0
    level[2000:2050] = level[2000]
    found = whiten(level, BIN_HZ, stop_hz)
    assert found is not None
    z, alive = plainly(level, stop_hz)
    np.testing.assert_array_equal(found.alive, alive)
    np.testing.assert_allclose(found.z, z, atol=1e-9)


def test_a_level_without_ripple_has_no_deviations() -> None:
    found = whiten(np.full(3158, -50.0), BIN_HZ, 15_000.0)
    assert found is not None
    np.testing.assert_allclose(found.z, 0.0, atol=1e-12)


def test_too_narrow_or_too_faint_a_band_gives_nothing() -> None:
    assert whiten(np.full(3158, -50.0), BIN_HZ, 3_300.0) is None
    level = np.full(3158, -200.0)
    level[:50] = 0.0
    assert whiten(level, BIN_HZ, 15_000.0) is None
