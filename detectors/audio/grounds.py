"""On what the evidence of a whole recording rests: one line spacing, or the ripple without lines."""

import numpy as np
from numpy.typing import NDArray

from contracts.evidence import Grounds, SpacingScore
from detectors.audio.comb.families import FAMILIES
from detectors.audio.comb.ripple import SPACING_HZ
from detectors.audio.comb.together import together
from detectors.audio.comb.trace import Trace

FloatArray = NDArray[np.float64]

SHOWN_FROM = 3.0
_MOST_SHOWN = 6


def grounds_of(found: Trace) -> Grounds:
    """The listed spacing at which all looks together are strongest, or the ripple where that is stronger.

    Where the witnesses agree more at another playing speed, it is the spacing that they agree on there.
    """
    other = found.scaled
    if other is not None and found.ranked != found.seen.ranked:
        return Grounds(
            kind="lines",
            spacing_hz=other.spacing_hz,
            strength=other.strength,
            band_end_hz=found.stop_hz,
            speed=other.speed,
        )
    lines = _together(found)
    at = int(np.argmax(lines))
    if found.seen.dips > lines[at]:
        return Grounds(
            kind="ripple", spacing_hz=SPACING_HZ, strength=found.seen.dips, band_end_hz=found.stop_hz
        )
    return Grounds(
        kind="lines",
        spacing_hz=FAMILIES[at].spacing_hz,
        strength=float(lines[at]),
        band_end_hz=found.stop_hz,
    )


def spacing_scores(found: Trace) -> tuple[SpacingScore, ...]:
    """The listed spacings that stand out, strongest first, with what each look sees of them."""
    lines = _together(found)
    order = [int(i) for i in np.argsort(-lines, kind="stable") if lines[i] >= SHOWN_FROM][:_MOST_SHOWN]
    comb = _strongest_view(found.z_by_family)
    return tuple(
        SpacingScore(
            spacing_hz=round(FAMILIES[i].spacing_hz, 4),
            together=round(float(lines[i]), 2),
            comb=_rounded(comb[i]),
            exact=_rounded(found.exact_z[i]),
            pulse=_rounded(found.pulse_z[i]),
            known_from=FAMILIES[i].known_from,
        )
        for i in order
    )


def _together(found: Trace) -> FloatArray:
    return together(_strongest_view(found.z_by_family), found.exact_z, found.pulse_z)


def _strongest_view(table: FloatArray) -> FloatArray:
    """The highest z of each family over the views; NaN where no view shows it."""
    highest = np.where(np.isnan(table), -np.inf, table).max(axis=1)
    return np.where(np.isfinite(highest), highest, np.nan)


def _rounded(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None
