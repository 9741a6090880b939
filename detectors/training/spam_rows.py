"""Simulated rows as arrays that a model learns from."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from detectors.training.spam_columns import SPAM_COLUMNS, directions
from detectors.training.upload_simulator import Row, simulate

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""

ROUNDS = 160
_PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 12,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "monotone_constraints_method": "advanced",
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """``x`` (n, columns) with NaN where missing, ``spam`` (n,) 0 or 1, and what each row is of.

    ``sender`` numbers the senders over all worlds.
    """

    x: NDArray[np.float64]
    spam: NDArray[np.float64]
    kind: NDArray[np.str_]
    sender: NDArray[np.int64]
    digest: str

    def subset(self, chosen: NDArray[np.bool_]) -> "Rows":
        """The rows where ``chosen``; they keep the digest of the whole."""
        return Rows(self.x[chosen], self.spam[chosen], self.kind[chosen], self.sender[chosen], self.digest)

    @property
    def n(self) -> int:
        return len(self.spam)


def simulated_rows(worlds: int, seed: int, progress: Progress) -> Rows:
    """Simulate and measure ``worlds`` worlds, one after the other."""
    rows: list[Row] = []
    for world in range(worlds):
        progress("simulating deliveries", world, worlds)
        rows.extend(simulate(world, seed))
    progress("simulating deliveries", worlds, worlds)
    return arrays(rows)


def arrays(rows: Sequence[Row]) -> Rows:
    """``rows`` as arrays, with the SHA-256 of their ids, labels and kinds."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row.sender}\t{row.track_id}\t{int(row.spam)}\t{row.kind}\n".encode())
    names = [spec.name for spec in SPAM_COLUMNS]
    x = np.array(
        [[np.nan if (v := r.values[n]) is None else v for n in names] for r in rows], dtype=np.float64
    )
    _, sender = np.unique([row.sender for row in rows], return_inverse=True)
    return Rows(
        x=x.reshape(len(rows), len(names)),
        spam=np.array([float(row.spam) for row in rows]),
        kind=np.array([row.kind for row in rows], dtype=np.str_),
        sender=np.asarray(sender, dtype=np.int64),
        digest=digest.hexdigest(),
    )


def fit(rows: Rows, seed: int) -> lightgbm.Booster:
    """Train on ``rows``. Deterministic for one seed."""
    names = [spec.name for spec in SPAM_COLUMNS]
    data = lightgbm.Dataset(rows.x, rows.spam, feature_name=names, params={"verbosity": -1})
    parameters = _PARAMETERS | {"seed": seed, "monotone_constraints": directions()}
    return lightgbm.train(parameters, data, num_boost_round=ROUNDS)


def log_odds(booster: lightgbm.Booster, rows: Rows) -> NDArray[np.float64]:
    """Raw scores, shape (n,)."""
    if not rows.n:
        return np.zeros(0)
    return np.asarray(booster.predict(rows.x, raw_score=True, num_threads=1), dtype=np.float64)
