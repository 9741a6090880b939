"""The search for a comb in a recording that was sped up or slowed down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.looks import SPACINGS, Looks
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.together import together
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened
from detectors.audio.comb.witness import Witnesses

FloatArray = NDArray[np.float64]

_HALF_PERCENTS, _CENTS = 14, (50.0, 100.0)
_CANDIDATES = 2
_TOGETHER = 3
_FEWEST_BINS_APART = 3.0
_UNSEEN = -9.0
_BESIDE, _AS_CLEAR = 4e-5, 0.97


@dataclass(frozen=True, slots=True)
class Scaled:
    """The speed, other than the native one, at which most witnesses agree, and what they say there.

    ``z`` is the strongest family's comb in the averaged frames. ``spacing_hz`` is the native one of the
    family that all looks together show best there, as strongly as ``strength`` says.
    """

    speed: float
    z: float
    seen: Witnesses
    spacing_hz: float
    strength: float


def search(looks: Looks) -> Scaled | None:
    """Try the speeds that people set; None where nothing can be tried.

    Lines at *any* speed prove nothing: with twenty spacings some note's harmonics fit at one speed or
    another, and untouched music by people scores as high as generated music. At the few speeds that people
    set, and if the long frame shows the lines at this speed and not beside it, it seldom does.
    """
    found = []
    for speed in _likely(looks.long):
        seen = looks.seen(speed, np.flatnonzero(_peaking(looks.exact, speed)).tolist())
        z = float(np.fmax.reduce(seen.views, axis=None))
        lines = together(np.fmax.reduce(seen.views, axis=1), seen.exact, seen.pulse)
        at = int(np.argmax(lines))
        z = z if np.isfinite(z) else 0.0
        found.append(Scaled(speed, z, seen.witnesses(), SPACINGS[at], float(lines[at])))
    return max(found, key=lambda scaled: scaled.seen.ranked_at_another_speed, default=None)


@lru_cache(maxsize=1)
def speeds() -> FloatArray:
    """Up to 7 % faster or slower in half percents, of the speed or of the time, and quarter tones."""
    faster = 1.0 + np.arange(1, _HALF_PERCENTS + 1) / 200.0
    slower = 2.0 - faster
    tones = np.exp2(np.array(_CENTS) / 1200.0)
    every = np.concatenate([faster, slower, 1.0 / faster, 1.0 / slower, tones, 1.0 / tones])
    every.flags.writeable = False
    return every


def _likely(views: Sequence[Whitened]) -> list[float]:
    """The speeds at which the strongest families together show most lines."""
    if not views:
        return []
    table = np.max([_tried(view) for view in views], axis=0)
    together = np.sort(table, axis=0)[-_TOGETHER:].sum(axis=0)
    best = np.argsort(-together, kind="stable")[:_CANDIDATES]
    return [float(speed) for speed in speeds()[best]]


def _tried(view: Whitened) -> FloatArray:
    """The comb of each family at each speed: (families, speeds)."""
    bins, table = pairs(view), np.full((len(SPACINGS), len(speeds())), _UNSEEN)
    for row, spacing in zip(table, SPACINGS, strict=True):
        places = spacing * speeds()
        if places.min() >= _FEWEST_BINS_APART * view.bin_hz:
            first, last = np.ceil(LOWEST_HZ / places), np.floor(view.stop_hz / places)
            comb_sums(bins, places / view.bin_hz, first.astype(np.int64), last.astype(np.int64), row)
    return table


def _peaking(exact: Sequence[Band], speed: float) -> NDArray[np.bool_]:
    """Of which families the long frame shows the lines at ``speed`` as clearly as at any speed next to it."""
    found = np.zeros(len(SPACINGS), dtype=bool)
    for signal in exact:
        step = 0.5 * signal.bin_hz / signal.highest_hz
        near = speed * (1.0 + np.arange(-_BESIDE, _BESIDE + step, step))
        for place, spacing in enumerate(SPACINGS):
            here, highest = signal.comb(spacing * speed), signal.comb(signal.best(spacing * near))
            found[place] |= here is not None and highest is not None and here >= _AS_CLEAR * highest > 0.0
    return found
