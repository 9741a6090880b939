"""Several independent looks at one line spacing: what only one of them sees is not believed.

Lines in averaged frames may be a steady tone's, lines in one very long frame a beat's, pulses of the level a
beat's or a codec's. A decoder leaves all of them at one and the same spacing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

NO_BEAT_HZ = 40.0
"""From here on buffers and beats seldom leave exact lines."""

_TYPICAL: dict[str, tuple[float, float]] = {
    "all": (0.75, 2.95),
    "exact": (1.3, 4.3),
    "exact_pulse": (0.85, 2.5),
    "pulse": (1.05, 3.45),
    "side_only": (0.3, 1.8),
    "dips": (0.37, 3.75),
}
_TYPICAL_SCALED: dict[str, tuple[float, float]] = {
    "all": (0.0, 2.4),
    "exact": (0.75, 4.2),
    "exact_pulse": (0.0, 2.4),
    "pulse": (0.0, 2.9),
}
_TYPICAL_AT_A_SEMITONE: dict[str, tuple[float, float]] = {
    "all": (0.3, 1.8),
    "exact": (1.35, 2.3),
    "exact_pulse": (0.3, 1.85),
}


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What two or more looks agree on, in deviations; the highest over all spacings.

    ``all`` is the geometric mean of comb, exact lines and pulses, ``exact`` that of comb and exact lines,
    ``exact_pulse`` of exact lines and pulses, ``pulse`` of comb and pulses. ``side_only`` is how much the
    side signal's comb, at both frame lengths, exceeds mid's. ``dips`` is the ripple without lines.
    """

    all: float
    exact: float
    exact_pulse: float
    pulse: float
    side_only: float
    dips: float

    @property
    def ranked(self) -> tuple[float, ...]:
        """All six on one scale, strongest first.

        0 is the middle one of recordings by people, 1 the highest one of a hundred; slower above.
        """
        return self._ranked(_TYPICAL)

    @property
    def ranked_at_another_speed(self) -> tuple[float, ...]:
        """The same for the best of many playing speeds, where chance finds more; without side and dips."""
        return self._ranked(_TYPICAL_SCALED)

    @property
    def ranked_at_a_semitone(self) -> tuple[float, ...]:
        """The same for the better of one semitone up and one down; nothing without exact lines.

        A shift of pitch leaves the time as it was: lines and pulses alone are a note's.
        """
        return self._ranked(_TYPICAL_AT_A_SEMITONE)

    def _ranked(self, typical: dict[str, tuple[float, float]]) -> tuple[float, ...]:
        found = []
        for name, (middle, high) in typical.items():
            share = (getattr(self, name) - middle) / (high - middle)
            found.append(1.0 + float(np.log(share)) if share > 1.0 else share)
        return tuple(sorted(found, reverse=True))


def witnesses(
    spacings_hz: FloatArray, views: FloatArray, exact: FloatArray, pulse: FloatArray, dips: float | None
) -> Witnesses:
    """Compare looks at the same spacings.

    ``views`` (spacings, 4) are short and long frames of mid, then of side; ``exact`` and ``pulse`` have a
    value per spacing. NaN is "not seen".
    """
    seen, e, p = _positive(views), _positive(exact), _positive(pulse)
    comb = seen.max(axis=1)
    side = np.sqrt(seen[:, 2] * seen[:, 3]) - seen[:, :2].max(axis=1)
    return Witnesses(
        all=float(np.cbrt(comb * e * p).max()),
        exact=float(np.sqrt(comb * e)[spacings_hz >= NO_BEAT_HZ].max()),
        exact_pulse=float(np.sqrt(e * p).max()),
        pulse=float(np.sqrt(comb * p).max()),
        side_only=max(float(side.max()), 0.0),
        dips=0.0 if dips is None else float(dips),
    )


def _positive(values: FloatArray) -> FloatArray:
    return np.asarray(np.where(np.isnan(values), 0.0, np.maximum(values, 0.0)))
