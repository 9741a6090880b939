"""Measured numbers with their intervals."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from detectors.models.card import Metric

_Z95 = 1.959963984540054


def wilson(successes: int, n: int, z: float = _Z95) -> tuple[float, float]:
    """Wilson's interval of a share (Wilson 1927); (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # At the ends the exact bound is 0 or 1; rounding must not leave it a hair inside.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def clopper_pearson(successes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share (Clopper and Pearson 1934), for claims about rare events."""
    if n == 0:
        return 0.0, 1.0
    tail = (1.0 - level) / 2.0
    low = 0.0 if successes == 0 else float(betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes == n else float(betaincinv(successes + 1, n - successes, 1.0 - tail))
    return low, high


def share(successes: int, n: int, text: str) -> Metric:
    """A share with its Wilson interval; 0 where n is 0."""
    low, high = wilson(successes, n)
    return Metric(value=successes / n if n else 0.0, n=n, low=low, high=high, text=text)


def auc(scores: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    """Area under the ROC curve by ranks, ties counted half (Mann-Whitney U); NaN with one class."""
    s = np.asarray(scores, dtype=np.float64)
    positive = np.asarray(labels) > 0.5  # noqa: PLR2004  labels are 0 and 1
    n_pos, n_neg = int(positive.sum()), int((~positive).sum())
    if n_pos == 0 or n_neg == 0:
        return math.nan
    _, inverse, counts = np.unique(s, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2.0)[inverse]
    return float((ranks[positive].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg))


def recall_at_fpr(scores: NDArray[np.float64], labels: NDArray[np.float64], fpr: float) -> float:
    """The share of positives above the lowest cut that lets at most ``fpr`` of the negatives over it."""
    positive = np.asarray(labels) > 0.5  # noqa: PLR2004  labels are 0 and 1
    s = np.asarray(scores, dtype=np.float64)
    negatives = np.sort(s[~positive])[::-1]
    if negatives.size == 0 or not positive.any():
        return math.nan
    allowed = math.floor(fpr * negatives.size)
    cut = negatives[min(allowed, negatives.size - 1)]
    return float(np.mean(s[positive] > cut))


def grouped_bootstrap(
    measure: Callable[[NDArray[np.float64], NDArray[np.float64]], float],
    scores: NDArray[np.float64],
    labels: NDArray[np.float64],
    groups: NDArray[np.int64],
    *,
    seed: int,
    rounds: int = 200,
) -> tuple[float, float]:
    """The 95 % interval of ``measure`` when whole groups are drawn with replacement.

    Rows of one group (a sender, a source) are alike, so drawing single rows would make the
    interval too narrow. Draws that lack a class are left out; (NaN, NaN) where all do.
    """
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    values = []
    for _ in range(rounds):
        drawn = np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))])
        value = measure(scores[drawn], labels[drawn])
        if not math.isnan(value):
            values.append(value)
    if not values:
        return math.nan, math.nan
    low, high = np.quantile(np.asarray(values), [0.025, 0.975])
    return float(low), float(high)
