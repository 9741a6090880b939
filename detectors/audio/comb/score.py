"""How strongly a whitened spectrum carries lines of one spacing."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import COARSE, FAMILIES, MP3_LINES
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

FloatArray = NDArray[np.float64]

_FEWEST_LINES = 5
_FEWEST_BINS_APART = 3.0
_SAME = 0.002
_BESIDE = (-4, -3, -2, 2, 3, 4)


def comb_z(
    spectrum: Whitened, spacing_hz: float, lowest_hz: float = LOWEST_HZ, highest_hz: float = np.inf
) -> float | None:
    """``sum(z at the multiples of the spacing) / sqrt(their number)``: about N(0, 1) without a comb.

    None where the spacing is under three bins or fewer than five multiples lie in the band.
    """
    if spacing_hz < _FEWEST_BINS_APART * spectrum.bin_hz:
        return None
    lines = spectrum.lines(spacing_hz, lowest_hz, highest_hz)
    return float(lines.sum() / np.sqrt(len(lines))) if len(lines) >= _FEWEST_LINES else None


def line_share(spectrum: Whitened, spacing_hz: float) -> float | None:
    """The share of the multiples that stand out by more than one standard deviation."""
    lines = spectrum.lines(spacing_hz)
    return float(np.mean(lines > 1.0)) if len(lines) >= _FEWEST_LINES else None


def narrowness(spectrum: Whitened, spacing_hz: float) -> float | None:
    """Mean z on the multiples minus that two to four bins beside them: lines, not an echo's ripple."""
    places = spectrum.places(spacing_hz)
    if len(places) < _FEWEST_LINES:
        return None
    beside = np.mean([spectrum.z[np.clip(places + d, 0, len(spectrum.z) - 1)].mean() for d in _BESIDE])
    return float(spectrum.z[places].mean() - beside)


def finest(spectrum: Whitened, spacing_hz: float, parts: int = 32) -> tuple[float, float] | None:
    """The strongest comb at a whole fraction of the spacing: its z and its spacing.

    Fractions at which decoders or MP3 leave lines themselves do not count. None where there is none.
    """
    fractions = [spacing_hz / m for m in range(2, parts + 1)]
    found = [(z, f) for f in fractions if not _known(f) and (z := comb_z(spectrum, f)) is not None]
    return max(found, default=None)


def finer_ratio(spectrum: Whitened, spacing_hz: float) -> float | None:
    """The strongest comb at a whole fraction of the spacing, over the comb at the spacing itself.

    A decoder's lines lie at the spacing alone: combs of half, a third … of it hold the same lines among
    empty places and score 0.71, 0.58 … of it. Where a steady beat makes the lines, they are as fine as
    the beat and the ratio is above 1. None where the comb itself is weaker than 1.
    """
    whole, finer = comb_z(spectrum, spacing_hz), finest(spectrum, spacing_hz)
    return None if whole is None or whole < 1.0 or finer is None else finer[0] / whole


@lru_cache(maxsize=1024)
def _known(spacing_hz: float) -> bool:
    known = np.array([family.spacing_hz for family in FAMILIES] + [*COARSE, *MP3_LINES])
    return bool(np.any(np.abs(known / spacing_hz - 1.0) < _SAME))
