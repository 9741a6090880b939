"""Calibrated probabilities mean what they say."""

import numpy as np
import pytest

from detectors.errors import TrainingError
from detectors.models.calibration import calibrated, expected_calibration_error, platt, reliability, sigmoid


def drawn(a: float, b: float, n: int = 40_000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    x = rng.normal(scale=2.0, size=n)
    return x, (rng.random(n) < sigmoid(a * x + b)).astype(float)


@pytest.mark.parametrize(("a", "b"), [(1.0, 0.0), (0.4, -1.5), (2.5, 0.7)])
def test_platt_finds_the_line_that_made_the_labels(a: float, b: float) -> None:
    fitted = platt(*drawn(a, b))
    assert fitted.a == pytest.approx(a, rel=0.06)
    assert fitted.b == pytest.approx(b, abs=0.06)


def test_platt_on_separable_rows_stays_finite() -> None:
    fitted = platt(np.array([-3.0, -2.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert np.isfinite([fitted.a, fitted.b]).all()
    assert 0.5 < calibrated(fitted, np.array([2.5]))[0] < 1.0


def test_platt_needs_both_classes() -> None:
    with pytest.raises(TrainingError, match="both classes"):
        platt(np.array([1.0, 2.0]), np.array([1.0, 1.0]))


def test_calibration_shrinks_the_error_of_overconfident_scores() -> None:
    x, y = drawn(0.3, -1.0)
    before = expected_calibration_error(reliability(sigmoid(x), y))
    after = expected_calibration_error(reliability(calibrated(platt(x, y), x), y))
    assert before > 0.1
    assert after < 0.02


def test_the_curve_counts_every_row_once_and_brackets_what_it_saw() -> None:
    x, y = drawn(1.0, 0.0, n=500)
    curve = reliability(sigmoid(x), y)
    assert sum(b.n for b in curve) == 500
    assert all(b.low <= b.observed <= b.high for b in curve)
