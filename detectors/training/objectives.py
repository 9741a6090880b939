"""Thresholds for named objectives, with what the recordings at hand can show of them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.errors import TrainingError
from detectors.models.card import Reached
from detectors.models.intervals import clopper_pearson

FloatArray = NDArray[np.float64]

_BOTH_SIDES = 0.90
"""The two-sided level whose upper end is the one-sided bound at 95 %."""
_SURE = 0.05


@dataclass(frozen=True, slots=True)
class Objective:
    """The highest recall at a false-positive rate of at most ``most``.

    ``bounded`` asks it of the rate's upper bound (exact, one-sided, 95 %), else of the share that was seen.
    The threshold is never below ``least``.
    """

    most: float
    bounded: bool
    least: float = 0.0

    @property
    def name(self) -> str:
        """As cards and people call it."""
        how = "upper bound" if self.bounded else "as seen"
        return f"highest recall at a false-positive rate \u2264 {100.0 * self.most:g} %, {how}"


def upper_bound(over: int, n: int) -> float:
    """The rate that ``over`` of ``n`` leave possible: exact (Clopper and Pearson), one-sided, 95 %."""
    return clopper_pearson(over, n, _BOTH_SIDES)[1]


def needed(most: float) -> int:
    """How many recordings without one over the threshold show a rate of at most ``most``."""
    return math.ceil(math.log(_SURE) / math.log1p(-most))


def reach(people: FloatArray, objective: Objective) -> Reached:
    """The lowest threshold that keeps the objective, or the one over all where none can.

    ``people`` has one probability for each recording by people, out of fold. Recall only falls with the
    threshold, so the lowest that is allowed is the best. Raises TrainingError without recordings.
    """
    ranked = np.sort(np.asarray(people, dtype=np.float64))[::-1]
    n = len(ranked)
    if n == 0:
        raise TrainingError(
            "no recording by people to choose a threshold by", remedy="add rows labelled human"
        )
    rate = upper_bound if objective.bounded else lambda over, all_: over / all_
    # Over a threshold just above the k-th highest lie k - 1 at most, fewer where some are equal.
    places = np.append(ranked, -np.inf)
    allowed = max((k for k in range(n + 1) if rate(k, n) <= objective.most), default=0)
    return shown_at(float(max(np.nextafter(places[allowed], np.inf), objective.least)), ranked, objective)


def shown_at(threshold: float, people: FloatArray, objective: Objective) -> Reached:
    """What ``people``, one probability for each recording, show of an objective at a threshold."""
    n, over = len(people), int(np.sum(people >= threshold))
    bound = upper_bound(over, n)
    return Reached(
        objective=objective.name,
        most=objective.most,
        threshold=threshold,
        n=n,
        over=over,
        bound=bound,
        shown=(bound if objective.bounded else over / n) <= objective.most,
        text=_said(over, n, objective),
    )


def _said(over: int, n: int, objective: Objective) -> str:
    bound = upper_bound(over, n)
    told = f"{over} of {n:,} recordings by people lie above: with 95 % certainty below {bound:.2%}."
    if objective.bounded and bound > objective.most:
        wanted = needed(objective.most)
        return f"{told} {100.0 * objective.most:g} % takes {wanted:,} without one above."
    return told
