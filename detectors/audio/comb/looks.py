"""All looks at one recording: what each family's lines and pulses amount to, at any playing speed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.continuity import most
from detectors.audio.comb.families import FAMILIES, MP3_LINES
from detectors.audio.comb.listen import SIZES, CombSpectra
from detectors.audio.comb.pulse import pulses
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.spectra import LONG, AveragedSpectrum
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened, whiten, without_comb
from detectors.audio.comb.witness import Witnesses, witnesses
from detectors.audio.envelope import EnvelopeSpectrum

FloatArray = NDArray[np.float64]
Views = dict[int, Whitened]

SPACINGS = tuple(family.spacing_hz for family in FAMILIES)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen at one speed: ``views`` (families, 4), ``exact`` and ``pulse`` (families); NaN: unseen.

    The views are short and long frames of mid, then of side.
    """

    views: FloatArray
    exact: FloatArray
    pulse: FloatArray

    def only(self, families: NDArray[np.bool_]) -> "Seen":
        """The same, of some families alone."""
        return Seen(
            np.where(families[:, None], self.views, np.nan),
            np.where(families, self.exact, np.nan),
            np.where(families, self.pulse, np.nan),
        )

    def believed(self) -> "Seen":
        """The same, no look stronger than lines that are there all the time allow."""
        limit = most(self.views, self.exact)
        return Seen(
            np.minimum(self.views, limit[:, None]),
            np.minimum(self.exact, limit),
            np.minimum(self.pulse, limit),
        )

    def witnesses(self, dips: float | None = None) -> Witnesses:
        """What several looks agree on."""
        seen = self.believed()
        return witnesses(np.array(SPACINGS), seen.views, seen.exact, seen.pulse, dips)


@dataclass(frozen=True, slots=True)
class Looks:
    """A recording's whitened spectra by frame length, its exact spectra and how its level pulses."""

    mid: Views
    side: Views
    exact: tuple[Band, ...]
    envelope: EnvelopeSpectrum | None

    @classmethod
    def of(cls, spectra: CombSpectra, stop_hz: float) -> "Looks":
        """Whiten everything up to ``stop_hz``."""
        exact = () if spectra.exact is None else spectra.exact.bands(stop_hz)
        return cls(_whitened(spectra.mid, stop_hz), _whitened(spectra.side, stop_hz), exact, spectra.envelope)

    @property
    def long(self) -> tuple[Whitened, ...]:
        """The long frames of both signals."""
        return tuple(views[LONG] for views in (self.mid, self.side) if LONG in views)

    def seen(self, speed: float = 1.0) -> Seen:
        """Every family's lines and pulses in a recording that was played ``speed`` times as fast."""
        signals = (without_mp3(self.mid, speed), without_mp3(self.side, speed))
        return Seen(
            views=np.array([_clean(views.get(size), speed) for views in signals for size in SIZES]).T,
            exact=self._exact(speed),
            pulse=pulses(self.envelope, SPACINGS, speed),
        )

    def _exact(self, speed: float) -> FloatArray:
        """The stronger signal's exact comb of each family."""
        best = np.full(len(FAMILIES), np.nan)
        for band in self.exact:
            best = np.fmax(best, _combs(band, speed))
        return best


def without_mp3(views: Views, speed: float = 1.0) -> Views:
    """MP3's own lines hold those of 114.84 and 229.69 Hz: what all of them share is taken away."""
    for spacing in MP3_LINES:
        views = {n: without_comb(view, spacing * speed) for n, view in views.items()}
    return views


def _whitened(averages: dict[int, AveragedSpectrum], stop_hz: float) -> Views:
    found = {n: whiten(a.level_db, a.bin_hz, stop_hz) for n, a in averages.items()}
    return {n: w for n, w in found.items() if w is not None}


def _clean(view: Whitened | None, speed: float) -> FloatArray:
    """The clean z of each family in one view."""
    if view is None:
        return np.full(len(FAMILIES), np.nan)
    return _combs(Band(pairs(view), view.bin_hz, LOWEST_HZ, view.stop_hz), speed)


def _combs(band: Band, speed: float) -> FloatArray:
    found = [band.clean_comb(spacing, speed) for spacing in SPACINGS]
    return np.array([np.nan if z is None else z for z in found], dtype=np.float64)
