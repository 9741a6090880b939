"""What of a recording's features tells one decoder from another."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from contracts.features.audio import SPACINGS_HZ

FloatArray = NDArray[np.float64]

LINES: tuple[str, ...] = (*(f"comb_z_{slug}" for slug, _ in SPACINGS_HZ), "ripple_dips", "side_only")
"""How strongly each spacing stands out, and the witnesses of decoders that leave no lines in the sum."""

SHAPE: dict[str, tuple[float, float]] = {
    "coherence_high": (1.0, 0.3),
    "side_mid_db_high": (-40.0, 0.01),
    "phase_spread_high": (0.0, 0.1),
}
"""How the channels agree above 8 kHz: the value where it is missing (mono), and what one unit weighs."""

FEATURES: tuple[str, ...] = (*LINES, *SHAPE)

_BY_CHANCE = 0.5
_FAINTEST = 2.5
_LEVEL_WEIGHT = 0.3


def signature(features: Mapping[str, float | None]) -> FloatArray | None:
    """The pattern of spacings at length 1, how strong it is, and how the channels agree.

    None where nothing stands out: what is too faint to have a pattern is like everything.
    """
    lines = np.array([features[name] or 0.0 for name in LINES])
    if lines.max() < _FAINTEST:
        return None
    lines = np.maximum(lines - _BY_CHANCE, 0.0)
    level = float(np.linalg.norm(lines))
    shape = [
        weight * (missing if features[name] is None else _number(features[name]))
        for name, (missing, weight) in SHAPE.items()
    ]
    return np.array([*(lines / level), _LEVEL_WEIGHT * math.log(level), *shape])


def _number(value: float | None) -> float:
    return 0.0 if value is None else value
