"""Simulated rows as arrays that a model learns from."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from detectors.training.spam_columns import SPAM_COLUMNS, directions
from detectors.training.streams.habits import OF_KIND
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

    ``sender`` numbers the senders over all worlds. A row is the ``place``-th of ``size`` tracks of its
    sender, and came ``at`` seconds after its world's start.
    """

    x: NDArray[np.float64]
    spam: NDArray[np.float64]
    kind: NDArray[np.str_]
    sender: NDArray[np.int64]
    digest: str
    traits: tuple[tuple[str, ...], ...]
    at: NDArray[np.float64]
    place: NDArray[np.int64]
    size: NDArray[np.int64]

    def subset(self, chosen: NDArray[np.bool_]) -> "Rows":
        """The rows where ``chosen``; they keep the digest of the whole."""
        return Rows(
            x=self.x[chosen],
            spam=self.spam[chosen],
            kind=self.kind[chosen],
            sender=self.sender[chosen],
            digest=self.digest,
            traits=tuple(traits for traits, keep in zip(self.traits, chosen, strict=True) if keep),
            at=self.at[chosen],
            place=self.place[chosen],
            size=self.size[chosen],
        )

    def without(self, kind: str) -> "Rows":
        """The rows that a model may learn from when ``kind`` shall be unseen.

        Agents that are put together from habits and have one of the kind's go too.
        """
        own = set(OF_KIND.get(kind, ()))
        akin = np.array([bool(own & set(traits)) for traits in self.traits])
        return self.subset(~((self.kind == kind) | akin))

    @property
    def n(self) -> int:
        return len(self.spam)


def simulated_rows(worlds: int, seed: int, progress: Progress, also: Sequence[Row] = ()) -> Rows:
    """Simulate and measure ``worlds`` worlds, one after the other, and put ``also`` behind them."""
    rows: list[Row] = []
    for world in range(worlds):
        progress("simulating deliveries", world, worlds)
        rows.extend(simulate(world, seed))
    progress("simulating deliveries", worlds, worlds)
    return arrays([*rows, *also])


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
        traits=tuple(row.traits for row in rows),
        at=np.array([row.at for row in rows], dtype=np.float64),
        place=np.array([row.place for row in rows], dtype=np.int64),
        size=np.array([row.size for row in rows], dtype=np.int64),
    )


def fit(rows: Rows, seed: int) -> lightgbm.Booster:
    """Train on ``rows``. Deterministic for one seed."""
    names = [spec.name for spec in SPAM_COLUMNS]
    data = lightgbm.Dataset(
        rows.x, rows.spam, weight=weights(rows), feature_name=names, params={"verbosity": -1}
    )
    parameters = _PARAMETERS | {"seed": seed, "monotone_constraints": directions()}
    return lightgbm.train(parameters, data, num_boost_round=ROUNDS)


def weights(rows: Rows) -> NDArray[np.float64]:
    """A weight for each row, shape (n,): a kind counts by the square root of its rows.

    How many senders of a kind there are in the simulation says nothing about the world; a rare kind
    shall be learnt nevertheless. Honest and spam rows keep their shares.
    """
    _, kind, counts = np.unique(rows.kind, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(counts[kind])
    for spam in (0.0, 1.0):
        chosen = rows.spam == spam
        if chosen.any():
            weight[chosen] /= weight[chosen].mean()
    return np.asarray(weight, dtype=np.float64)


def log_odds(booster: lightgbm.Booster, rows: Rows) -> NDArray[np.float64]:
    """Raw scores, shape (n,)."""
    if not rows.n:
        return np.zeros(0)
    return np.asarray(booster.predict(rows.x, raw_score=True, num_threads=1), dtype=np.float64)
