"""A ripple in the spectrum with dips, not lines, at the multiples of a spacing.

One commercial generator leaves no lines, but a ripple of 25 Hz turned upside down: the sound resembles
itself, with the opposite sign, 40 ms later.
"""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.line_kernels import running_median
from detectors.audio.comb.spectra import LONG, AveragedSpectrum
from detectors.audio.comb.whiten import LOWEST_HZ

FloatArray = NDArray[np.float64]

SPACING_HZ = 25.0
_WIDE_HZ = 36.0
_SMOOTH = 3
_CLIP = 2.5
_TO_SIGMA = 1.4826
_SIGMA_AFTER = 1.55
_FEWEST_BINS = 500


def dips(mid: dict[int, AveragedSpectrum], side: dict[int, AveragedSpectrum], stop_hz: float) -> float | None:
    """How deep the dips every 25 Hz are, in deviations: mid's, or mid's and side's together.

    None where the frames of 0.74 s are missing or the band is too narrow.
    """
    found = [_depth(views[LONG], stop_hz) for views in (mid, side) if LONG in views]
    known = [depth for depth in found if depth is not None]
    if not known:
        return None
    return max(known[0], sum(known) / np.sqrt(2.0)) if len(known) == 2 else known[0]  # noqa: PLR2004  mid, side


def _depth(spectrum: AveragedSpectrum, stop_hz: float) -> float | None:
    step = spectrum.bin_hz
    first, last = int(LOWEST_HZ / step), int(stop_hz / step)
    if last - first < _FEWEST_BINS:
        return None
    level = np.convolve(spectrum.level_db[:last], np.ones(_SMOOTH) / _SMOOTH, "same")[first:]
    floor = np.empty(len(level))
    running_median(level, int(_WIDE_HZ / step) | 1, floor)
    rest = level - floor
    spread = _TO_SIGMA * float(np.median(np.abs(rest)))
    rest = np.clip(rest / (spread if spread > 1e-9 else 1.0), -_CLIP, _CLIP)  # noqa: PLR2004  no ripple
    rest -= rest.mean()
    wave = np.cos(2.0 * np.pi * step / SPACING_HZ * np.arange(first, last))
    power = float(np.sqrt(len(rest) / 2.0) * rest.std())
    return -float(rest @ wave) / (power * _SIGMA_AFTER) if power > 0.0 else None
