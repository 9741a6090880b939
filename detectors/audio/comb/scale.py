"""The search for a comb in a recording that was sped up or slowed down, or whose pitch was shifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.looks import SPACINGS, Looks, Seen
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.together import together
from detectors.audio.comb.whiten import LOWEST_HZ
from detectors.audio.comb.witness import NO_BEAT_HZ, Witnesses

FloatArray = NDArray[np.float64]

_HALF_PERCENTS, _CENTS = 14, (50.0, 100.0)
_SEMITONES = (2.0 ** (1.0 / 12.0), 2.0 ** (-1.0 / 12.0))
_CANDIDATES = 2
_TOGETHER = 2
_WORTH_A_LOOK = 1.3
_HOPS, _SAME = np.exp2(np.arange(6, 12)), 0.002
_NO_BEAT = np.flatnonzero(np.array(SPACINGS) >= NO_BEAT_HZ)
_FEWEST_BINS_APART = 3.0
_BESIDE, _AS_CLEAR = 4e-5, 0.97


@dataclass(frozen=True, slots=True)
class Scaled:
    """The speed, other than the native one, at which most witnesses agree, and what they say there.

    ``z`` is the strongest family's comb in the averaged frames. ``spacing_hz`` is the native one of the
    family that all looks together show best there, as strongly as ``strength`` says. ``semitone``: it is one
    of the two speeds that every recording is looked at, where chance finds less.
    """

    speed: float
    z: float
    seen: Witnesses
    spacing_hz: float
    strength: float
    semitone: bool = False

    @property
    def ranked(self) -> tuple[float, ...]:
        """The witnesses on the scale of this kind of search, strongest first."""
        return self.seen.ranked_at_a_semitone if self.semitone else self.seen.ranked_at_another_speed

    @property
    def evidence(self) -> float:
        """The strongest witness and half the second: what searches are compared by."""
        return self.ranked[0] + 0.5 * self.ranked[1]


def search(looks: Looks) -> Scaled | None:
    """Try the speeds that people set, and both semitones; None where nothing can be tried.

    Lines at *any* speed prove nothing: with twenty spacings some note's harmonics fit at one speed or
    another, and untouched music by people scores as high as generated music. At the few speeds that people
    set, and if the long frame shows the lines at this speed and not beside it, it seldom does.

    A phase vocoder leaves lines where a change of speed does, but smeared: at the semitones the long frame
    need not show them sharper than beside. Only two speeds are looked at then, so that chance finds little.
    What its own frames leave, hops of a power of two samples, is not looked at.
    """
    if not looks.long or not looks.exact:
        return None
    lines = _in_both(looks)
    found = [_at(looks, speed, _peaking(looks.exact, speed)) for speed in _likely(lines)]
    lines[_of_vocoders(looks.rate_hz)] = 0.0
    found += [
        _at(looks, speed, lines[:, _place(speed)] >= _WORTH_A_LOOK, semitone=True) for speed in _SEMITONES
    ]
    kinds = ([scaled for scaled in found if scaled.semitone is kind] for kind in (False, True))
    return max((max(kind, key=lambda scaled: scaled.ranked) for kind in kinds), key=lambda s: s.evidence)


def _at(looks: Looks, speed: float, families: NDArray[np.bool_], *, semitone: bool = False) -> Scaled:
    seen: Seen = looks.seen(speed, np.flatnonzero(families).tolist())
    z = float(np.fmax.reduce(seen.views, axis=None))
    lines = together(np.fmax.reduce(seen.views, axis=1), seen.exact, seen.pulse)
    at = int(np.argmax(lines))
    z = z if np.isfinite(z) else 0.0
    return Scaled(speed, z, seen.witnesses(), SPACINGS[at], float(lines[at]), semitone)


@lru_cache(maxsize=1)
def speeds() -> FloatArray:
    """Up to 7 % faster or slower in half percents, of the speed or of the time, and quarter tones."""
    faster = 1.0 + np.arange(1, _HALF_PERCENTS + 1) / 200.0
    slower = 2.0 - faster
    tones = np.exp2(np.array(_CENTS) / 1200.0)
    every = np.concatenate([faster, slower, 1.0 / faster, 1.0 / slower, tones, 1.0 / tones])
    every.flags.writeable = False
    return every


def _likely(lines: FloatArray) -> list[float]:
    """The speeds at which the strongest families together show most lines."""
    strongest = np.sort(lines, axis=0)[-_TOGETHER:].sum(axis=0)
    best = np.argsort(-strongest, kind="stable")[:_CANDIDATES]
    return [float(speed) for speed in speeds()[best]]


def _of_vocoders(rate_hz: float) -> NDArray[np.bool_]:
    """The families at which a phase vocoder's hop leaves lines of its own."""
    hops = rate_hz / _HOPS
    return np.asarray((np.abs(hops[:, None] / np.array(SPACINGS) - 1.0) < _SAME).any(axis=0))


def _place(speed: float) -> int:
    return int(np.argmin(np.abs(speeds() - speed)))


def _in_both(looks: Looks) -> FloatArray:
    """The lines that averaged frames and the long frame share: (families, speeds), geometric means.

    Only of families that no beat is taken for; 0 for the others.
    """
    averaged = [_tried(pairs(view), view.bin_hz, view.stop_hz) for view in looks.long]
    exact = [_tried(band.bins, band.bin_hz, band.highest_hz) for band in looks.exact]
    return np.asarray(np.sqrt(np.max(averaged, axis=0) * np.max(exact, axis=0)))


def _tried(bins: NDArray[np.float32], bin_hz: float, stop_hz: float) -> FloatArray:
    """The comb of each family at each speed where it is above 0: (families, speeds)."""
    table = np.zeros((len(SPACINGS), len(speeds())))
    for family in _NO_BEAT:
        places = SPACINGS[family] * speeds()
        if places.min() >= _FEWEST_BINS_APART * bin_hz:
            first, last = np.ceil(LOWEST_HZ / places), np.floor(stop_hz / places)
            comb_sums(bins, places / bin_hz, first.astype(np.int64), last.astype(np.int64), table[family])
    return np.maximum(table, 0.0)


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
