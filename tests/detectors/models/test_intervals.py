"""Numbers come with intervals that hold what they claim."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from detectors.models.intervals import auc, clopper_pearson, grouped_bootstrap, recall_at_fpr, share, wilson


def test_wilson_agrees_with_the_published_example() -> None:
    # Newcombe 1998, table I: 81 of 263 and 15 of 148, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_the_exact_interval_agrees_with_the_published_example_and_the_rule_of_three() -> None:
    # Newcombe 1998, table I: 81 of 263 and 15 of 148, method 5.
    assert clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert clopper_pearson(15, 148) == pytest.approx((0.0578, 0.1617), abs=5e-5)
    assert clopper_pearson(0, 5_000) == pytest.approx((0.0, 1 - 0.025 ** (1 / 5_000)))
    assert clopper_pearson(7, 7)[1] == 1.0
    assert clopper_pearson(0, 0) == (0.0, 1.0)


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_wilson_brackets_the_share(a: int, b: int) -> None:
    k, n = min(a, b), max(a, b)
    low, high = wilson(k, n)
    assert 0.0 <= low <= high <= 1.0
    if n:
        assert low <= k / n <= high


def test_a_share_carries_its_count() -> None:
    metric = share(0, 50, "false alarms")
    assert (metric.value, metric.n, metric.low) == (0.0, 50, 0.0)
    assert metric.high is not None
    assert 0.06 < metric.high < 0.08


def test_auc_agrees_with_scikit_learn_also_on_ties() -> None:
    rng = np.random.default_rng(0)
    scores = np.round(rng.normal(size=400), 1)
    labels = (rng.random(400) < 0.3).astype(float)
    assert auc(scores, labels) == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)
    assert math.isnan(auc(scores, np.zeros(400)))


def test_recall_is_taken_above_the_allowed_false_positives() -> None:
    negatives, positives = np.arange(100.0), np.array([97.5, 98.5, 99.5, 50.0])
    scores = np.concatenate([negatives, positives])
    labels = np.concatenate([np.zeros(100), np.ones(4)])
    assert recall_at_fpr(scores, labels, 0.01) == 0.5
    assert recall_at_fpr(scores, labels, 0.0) == 0.25


def test_drawing_whole_groups_widens_the_interval_of_alike_rows() -> None:
    rng = np.random.default_rng(1)
    level = rng.normal(size=30)
    groups = np.repeat(np.arange(30), 40)
    scores = level[groups] + rng.normal(scale=0.1, size=1200)
    labels = (rng.random(30) < 0.5).astype(float)[groups]
    wide = grouped_bootstrap(auc, scores, labels, groups, seed=0)
    narrow = grouped_bootstrap(auc, scores, labels, np.arange(1200), seed=0)
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])
