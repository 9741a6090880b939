"""Grows the isolation forest on simulated honest tracks, and measures it on kinds that it never saw."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import IsolationForest

from detectors.models.card import Metric
from detectors.models.intervals import share
from detectors.models.upload_forest import UploadForest
from detectors.training.spam_columns import SPAM_COLUMNS
from detectors.training.spam_rows import Rows

TREES, SAMPLE = 64, 256
UNUSUAL = 0.99
_LEAF = -1
_EULER = 0.5772156649015329


def grown(rows: Rows, seed: int) -> UploadForest:
    """A forest grown on the honest tracks of half of the senders, its ranks from those of the others.

    Labels of moderators do not enter: whatever was flagged is unusual already.
    """
    honest = rows.subset(rows.spam == 0)
    half = np.random.default_rng(seed).permutation(int(rows.sender.max()) + 1) % 2 == 0
    small = _squeezed(honest.x)
    usual = _medians(small)
    filled = np.where(np.isnan(small), usual, small)
    chosen = half[honest.sender]
    forest = IsolationForest(
        n_estimators=TREES, max_samples=min(SAMPLE, int(chosen.sum())), random_state=seed, n_jobs=1
    )
    forest.fit(filled[chosen])
    made = _exported(forest, usual)
    ranks = np.sort(made.isolation(filled[~chosen])).astype(np.float32)
    return _with_ranks(made, ranks)


def novelties(forest: UploadForest, rows: Rows) -> NDArray[np.float64]:
    """The novelty of every row, shape (n,)."""
    small = _squeezed(rows.x)
    return forest.share(forest.isolation(np.where(np.isnan(small), forest.usual, small)))


def unusual_by_kind(forest: UploadForest, rows: Rows) -> dict[str, Metric]:
    """For each kind the share of rows that are more unusual than 99 % of honest ones.

    Spam is never shown to the forest, so that every kind of it is unseen.
    """
    over = novelties(forest, rows) >= UNUSUAL
    kinds = [str(kind) for kind in np.unique(rows.kind)]
    text = "rows more unusual than 99 % of honest tracks; no spam was shown to the forest"
    return {
        f"unusual.{kind}": share(int(over[rows.kind == kind].sum()), int((rows.kind == kind).sum()), text)
        for kind in kinds
    }


def _medians(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The median of each column's known values; 0 where none is known."""
    known = [column[~np.isnan(column)] for column in x.T]
    return np.array([np.median(column) if column.size else 0.0 for column in known], dtype=np.float32)


def _squeezed(x: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(np.sign(x) * np.log1p(np.abs(x)), dtype=np.float32)


def _exported(forest: IsolationForest, usual: NDArray[np.float32]) -> UploadForest:
    trees = [each.tree_ for each in forest.estimators_]
    roots = np.cumsum([0, *(tree.node_count for tree in trees[:-1])])
    left, right, column, cut, depth = (
        np.concatenate(parts) for parts in zip(*map(_nodes, trees, roots), strict=True)
    )
    return UploadForest(
        columns=tuple(spec.name for spec in SPAM_COLUMNS),
        usual=usual,
        roots=roots.astype(np.int32),
        column=column.astype(np.int16),
        cut=cut.astype(np.float32),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        depth=depth.astype(np.float32),
        norm=float(_still(np.array([forest.max_samples_]))[0]),
        ranks=np.zeros(1, dtype=np.float32),
    )


def _nodes(tree: Any, first: int) -> tuple[NDArray[Any], ...]:
    """A tree's nodes, numbered from ``first``: left and right child, column, cut, path length."""
    left, right = tree.children_left, tree.children_right
    leaf = left == _LEAF
    path = _depths(left, right) + _still(tree.n_node_samples)
    # The values are single precision: a cut is rounded down to the nearest, so that they go the same way.
    return left + first, right + first, np.where(leaf, _LEAF, tree.feature), _not_above(tree.threshold), path


def _with_ranks(forest: UploadForest, ranks: NDArray[np.float32]) -> UploadForest:
    return UploadForest(
        **{name: getattr(forest, name) for name in UploadForest.__slots__ if name != "ranks"}, ranks=ranks
    )


def _not_above(cuts: NDArray[np.float64]) -> NDArray[np.float32]:
    near = cuts.astype(np.float32)
    return np.where(near > cuts, np.nextafter(near, np.float32(-np.inf)), near).astype(np.float32)


def _depths(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each node's distance from the root; parents come before their children."""
    depth = np.zeros(len(left))
    for node in range(len(left)):
        if left[node] != _LEAF:
            depth[left[node]] = depth[right[node]] = depth[node] + 1
    return depth


def _still(n: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean path of an unsuccessful search among ``n`` (Liu, Ting, Zhou 2008, equation 1)."""
    size = n.astype(np.float64)
    long = 2.0 * (np.log(np.maximum(size - 1.0, 1.0)) + _EULER) - 2.0 * (size - 1.0) / np.maximum(size, 1.0)
    return np.where(size > 2, long, np.where(size == 2, 1.0, 0.0))  # noqa: PLR2004 - of the equation
