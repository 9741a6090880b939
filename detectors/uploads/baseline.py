"""A key's own usual day."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_FEWEST_DAYS = 3
_MAD_TO_SIGMA = 1.4826
"""Makes the median absolute deviation of normal data its standard deviation (Hampel 1974)."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Tracks on a usual day with uploads, and their spread."""

    tracks: float
    spread: float


def usual(days: Sequence[int]) -> Usual | None:
    """The usual one of ``days``, the tracks of days with uploads; None where there are fewer than 3.

    The spread is the scaled median absolute deviation, at least a tenth of the median and at least
    1 track.
    """
    if len(days) < _FEWEST_DAYS:
        return None
    middle = median(days)
    deviation = median(abs(n - middle) for n in days)
    return Usual(middle, max(_MAD_TO_SIGMA * deviation, middle / 10.0, 1.0))
