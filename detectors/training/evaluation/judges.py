"""Who gives the probabilities: the model in use, or models that never heard the recording's family."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import lightgbm
import numpy as np
from numpy.typing import NDArray

from detectors.models.calibration import calibrated, platt
from detectors.models.card import Calibration
from detectors.models.scorer import Scorer
from detectors.training.audio_model import SEED, thresholds_of
from detectors.training.audio_rows import Table, fit, table
from detectors.training.evaluation.listening import HeardUnder
from detectors.training.folds import leave_family_out
from detectors.training.harvest import Row
from detectors.training.manifest import Entry

Floats = NDArray[np.float64]


class Judge(Protocol):
    """Gives each heard recording a probability."""

    @property
    def thresholds(self) -> dict[str, float]:
        """Probabilities by name; ``review`` and ``hold`` at least."""
        ...

    def probabilities(self, heard: Sequence[HeardUnder]) -> Floats:
        """Shape (len(heard),); NaN where features are None."""
        ...


@dataclass(frozen=True, slots=True)
class InUse:
    """The model as it is shipped. On what it has learnt from, its figures are too good."""

    scorer: Scorer

    @property
    def thresholds(self) -> dict[str, float]:
        return self.scorer.card.thresholds

    def probabilities(self, heard: Sequence[HeardUnder]) -> Floats:
        result = np.full(len(heard), np.nan)
        known = [i for i, h in enumerate(heard) if h.features is not None]
        result[known] = self.scorer.score_batch([h.features for h in heard if h.features is not None])
        return result


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One model for each fold of families; a recording is judged by the one that has not heard its family."""

    entries: tuple[Entry, ...]
    boosters: tuple[lightgbm.Booster, ...]
    fold_of: dict[int, int]
    calibration: Calibration
    thresholds: dict[str, float]

    def probabilities(self, heard: Sequence[HeardUnder]) -> Floats:
        result = np.full(len(heard), np.nan)
        for number, booster in enumerate(self.boosters):
            own = [
                i for i, h in enumerate(heard) if h.features is not None and self.fold_of[h.place] == number
            ]
            if own:
                rows = [Row(heard[i].place, 0, heard[i].features or {}, None) for i in own]
                raw = np.asarray(
                    booster.predict(table(self.entries, rows).matrix, raw_score=True, num_threads=1)
                )
                result[own] = calibrated(self.calibration, raw)
        return result


def held_out(entries: Sequence[Entry], rows: Sequence[Row]) -> HeldOut:
    """Fit one model for each fold of ``entries``, on harvested rows, as training does it."""
    data = table(entries, rows)
    folds = leave_family_out(entries)
    boosters, raw = [], np.full(data.n, np.nan)
    for fold in folds:
        inside = np.isin(data.place, fold.held_out)
        booster = fit(data, ~inside, SEED)
        boosters.append(booster)
        raw[inside] = _raw(booster, data, inside)
    fitted = data.calibrating
    calibration = platt(raw[fitted], data.trace[fitted])
    people = calibrated(calibration, raw)[data.people]
    return HeldOut(
        entries=tuple(entries),
        boosters=tuple(boosters),
        fold_of={place: number for number, fold in enumerate(folds) for place in fold.held_out},
        calibration=calibration,
        thresholds=thresholds_of(people),
    )


def _raw(booster: lightgbm.Booster, data: Table, inside: NDArray[np.bool_]) -> Floats:
    if not inside.any():
        return np.zeros(0)
    return np.asarray(booster.predict(data.matrix[inside], raw_score=True, num_threads=1), dtype=np.float64)
