"""The table that the AI model learns from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
from numpy.typing import NDArray

from detectors.training.audio_columns import AUDIO_COLUMNS, MONOTONE
from detectors.training.folds import Fold
from detectors.training.harvest import AT_ANOTHER_SPEED, Row
from detectors.training.manifest import Entry, Label

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

ROUNDS = 1000
RENDERED = "rendered by "
"""How the sources of rendered music begin."""

_PARAMETERS = {
    "objective": "binary",
    "num_leaves": 4,
    "max_depth": 3,
    "learning_rate": 0.02,
    "min_data_in_leaf": 6,
    "min_sum_hessian_in_leaf": 1.0,
    "lambda_l2": 2.0,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    # Thresholds drawn at random smooth the score where few recordings lie: held-out recall 0.68 to 0.81.
    "extra_trees": True,
    "monotone_constraints_method": "advanced",
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of columns; ``place`` is the recording's place in ``entries``, ``variant`` 0 the file itself.

    ``trace`` is 1 for all that went through a neural decoder. Missing values are NaN.
    """

    entries: tuple[Entry, ...]
    matrix: FloatArray
    place: IntArray
    variant: IntArray
    codec: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.place)

    @property
    def labels(self) -> NDArray[np.str_]:
        return np.array([str(self.entries[p].label) for p in self.place])

    @property
    def families(self) -> NDArray[np.str_]:
        return np.array([self.entries[p].family for p in self.place])

    @property
    def rendered(self) -> NDArray[np.bool_]:
        """Music that was made to be mistaken: it may be learnt from, and is reported apart."""
        return np.array([self.entries[p].source.startswith(RENDERED) for p in self.place])

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Generated recordings and those by people: what is measured."""
        return np.asarray((self.labels != Label.RECONSTRUCTED) & ~self.rendered)

    @property
    def calibrating(self) -> NDArray[np.bool_]:
        """What the calibration is fitted to: the same, without what was only played at another speed."""
        return np.asarray(self.judged & (np.array(self.codec) != AT_ANOTHER_SPEED))

    @property
    def people(self) -> NDArray[np.bool_]:
        """Recordings by people."""
        return np.asarray((self.labels == Label.HUMAN) & ~self.rendered)

    @property
    def trace(self) -> FloatArray:
        return np.asarray(self.labels != Label.HUMAN, dtype=np.float64)


def table(entries: Sequence[Entry], rows: Sequence[Row], columns: Sequence[str] | None = None) -> Table:
    """Rows as a table; ``columns`` default to the model's."""
    names = tuple(columns) if columns is not None else tuple(spec.name for spec in AUDIO_COLUMNS)
    cells = [[np.nan if (v := row.features[name]) is None else v for name in names] for row in rows]
    return Table(
        entries=tuple(entries),
        matrix=np.array(cells, dtype=np.float64).reshape(len(rows), len(names)),
        place=np.array([row.place for row in rows], dtype=np.int64),
        variant=np.array([row.variant for row in rows], dtype=np.int64),
        codec=tuple(row.codec or "" for row in rows),
    )


def weights(data: Table, chosen: NDArray[np.bool_]) -> FloatArray:
    """Weights of the chosen rows: both classes weigh the same, and a family that has many rows weighs less.

    Within a class a row of a family with n rows weighs ``1 / sqrt(n)``.
    """
    families, trace = data.families[chosen], data.trace[chosen]
    result = np.ones(len(families))
    for kind in (0.0, 1.0):
        inside = trace == kind
        counts = Counter(families[inside])
        result[inside] = [1.0 / np.sqrt(counts[family]) for family in families[inside]]
        result[inside] *= len(result) / 2.0 / max(result[inside].sum(), 1e-9)
    return result


def fit(data: Table, chosen: NDArray[np.bool_], seed: int, rounds: int = ROUNDS) -> lightgbm.Booster:
    """Train small monotone trees on the chosen rows."""
    names = [spec.name for spec in AUDIO_COLUMNS]
    dataset = lightgbm.Dataset(
        data.matrix[chosen], data.trace[chosen], weight=weights(data, chosen), feature_name=names
    )
    parameters = _PARAMETERS | {"monotone_constraints": list(MONOTONE), "seed": seed}
    return lightgbm.train(parameters, dataset, rounds)


def out_of_fold(data: Table, folds: Sequence[Fold], seed: int, rounds: int = ROUNDS) -> FloatArray:
    """Raw log-odds of every row from the model that never heard its family, its source or its song."""
    raw = np.full(data.n, np.nan)
    for fold in folds:
        inside = np.isin(data.place, fold.held_out)
        if inside.any():
            booster = fit(data, ~inside, seed, rounds)
            raw[inside] = np.asarray(booster.predict(data.matrix[inside], raw_score=True, num_threads=1))
    return raw
