"""From a model's raw log-odds to probabilities, and how far those can be trusted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.models.card import Calibration
from detectors.models.intervals import wilson

FloatArray = NDArray[np.float64]
_MAX_STEPS = 100
_TOLERANCE = 1e-10
_MAX_LOG_ODDS = 35.0


def sigmoid(log_odds: FloatArray) -> FloatArray:
    """``1 / (1 + exp(-x))``; x is clipped to ±35 so that no probability is exactly 0 or 1."""
    clipped = np.clip(log_odds, -_MAX_LOG_ODDS, _MAX_LOG_ODDS)
    return np.asarray(1.0 / (1.0 + np.exp(-clipped)), dtype=np.float64)


def calibrated(calibration: Calibration, log_odds: FloatArray) -> FloatArray:
    """Probabilities for raw ``log_odds``, any shape."""
    return sigmoid(calibration.a * np.asarray(log_odds, dtype=np.float64) + calibration.b)


def platt(log_odds: FloatArray, labels: FloatArray) -> Calibration:
    """Fit Platt scaling by damped Newton steps on smoothed targets.

    ``log_odds`` and ``labels`` (0 or 1) have shape (n,); the log-odds must come from rows that the
    model did not learn from. Targets are ``(N₊+1)/(N₊+2)`` and ``1/(N₋+2)``.
    Source: Platt 1999; Lin, Lin and Weng 2007, algorithm 1.
    Raises TrainingError where one class is missing.
    """
    x = np.asarray(log_odds, dtype=np.float64)
    positive = np.asarray(labels) > 0.5  # noqa: PLR2004  labels are 0 and 1
    n_pos, n_neg = int(positive.sum()), int((~positive).sum())
    if n_pos == 0 or n_neg == 0:
        raise TrainingError(
            f"calibration needs both classes: {n_pos} positive and {n_neg} negative rows were given.",
            remedy="Give rows of both classes.",
        )
    target = np.where(positive, (n_pos + 1.0) / (n_pos + 2.0), 1.0 / (n_neg + 2.0))
    design = np.stack([x, np.ones_like(x)], axis=1)
    weights = np.array([1.0, 0.0])
    loss = _loss(design @ weights, target)
    for _ in range(_MAX_STEPS):
        probability = sigmoid(design @ weights)
        gradient = design.T @ (probability - target)
        curvature = np.maximum(probability * (1.0 - probability), 1e-12)
        hessian = design.T @ (design * curvature[:, None]) + 1e-10 * np.eye(2)
        step = np.asarray(np.linalg.solve(hessian, gradient), dtype=np.float64)
        weights, loss, moved = _damped(design, target, weights, step, loss)
        if moved < _TOLERANCE:
            break
    return Calibration(a=float(weights[0]), b=float(weights[1]))


def _loss(log_odds: FloatArray, target: FloatArray) -> float:
    """Cross entropy, written so that large log-odds do not overflow."""
    return float(np.sum(np.logaddexp(0.0, log_odds) - target * log_odds))


def _damped(
    design: FloatArray, target: FloatArray, weights: FloatArray, step: FloatArray, loss: float
) -> tuple[FloatArray, float, float]:
    """Halve ``step`` until the loss falls; returns weights, loss and the size of the move."""
    scale = 1.0
    while scale > _TOLERANCE:
        candidate = weights - scale * step
        new_loss = _loss(design @ candidate, target)
        if new_loss < loss:
            return candidate, new_loss, float(np.max(np.abs(scale * step)))
        scale /= 2.0
    return weights, loss, 0.0


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Rows whose probability fell into one bin.

    ``predicted`` is their mean probability, ``observed`` their share of positives, ``low``…``high``
    its 95 % Wilson interval.
    """

    n: int
    predicted: float
    observed: float
    low: float
    high: float


def reliability(probability: FloatArray, labels: FloatArray, bins: int = 10) -> tuple[ReliabilityBin, ...]:
    """The reliability curve over ``bins`` equal-width bins; empty bins are left out."""
    p = np.asarray(probability, dtype=np.float64)
    y = np.asarray(labels, dtype=np.float64)
    index = np.minimum((p * bins).astype(int), bins - 1)
    curve = []
    for b in range(bins):
        inside = index == b
        n = int(inside.sum())
        if n:
            positives = int(y[inside].sum())
            low, high = wilson(positives, n)
            curve.append(ReliabilityBin(n, float(p[inside].mean()), positives / n, low, high))
    return tuple(curve)


def expected_calibration_error(curve: tuple[ReliabilityBin, ...]) -> float:
    """ECE: the mean of ``|predicted - observed|`` over the bins, weighted by their rows."""
    total = sum(b.n for b in curve)
    return sum(b.n * abs(b.predicted - b.observed) for b in curve) / total if total else 0.0
