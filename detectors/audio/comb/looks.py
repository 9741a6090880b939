"""All looks at one recording: what each family's lines and pulses amount to, at any playing speed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.continuity import most
from detectors.audio.comb.families import FAMILIES, MP3_LINES
from detectors.audio.comb.listen import SIZES, CombSpectra
from detectors.audio.comb.pulse import Pulses
from detectors.audio.comb.rival import pairs
from detectors.audio.comb.spectra import LONG, AveragedSpectrum
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened, whiten, without_comb
from detectors.audio.comb.witness import Witnesses, witnesses

FloatArray = NDArray[np.float64]
Views = dict[int, Whitened]

SPACINGS = tuple(family.spacing_hz for family in FAMILIES)
_FAMILIES = len(FAMILIES)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen at one speed: ``views`` (families, 4), ``exact`` and ``pulse`` (families); NaN: unseen.

    The views are short and long frames of mid, then of side.
    """

    views: FloatArray
    exact: FloatArray
    pulse: FloatArray

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
    """A recording's whitened spectra by frame length, its exact spectra and how its level pulses.

    ``rate_hz`` is its sample rate; 0 where that is not known.
    """

    mid: Views
    side: Views
    exact: tuple[Band, ...]
    pulses: Pulses
    rate_hz: float = 0.0

    @classmethod
    def of(cls, spectra: CombSpectra, stop_hz: float) -> "Looks":
        """Whiten everything up to ``stop_hz``."""
        exact = () if spectra.exact is None else spectra.exact.bands(stop_hz)
        mid, side = _whitened(spectra.mid, stop_hz), _whitened(spectra.side, stop_hz)
        return cls(mid, side, exact, Pulses.of(spectra.envelope), spectra.sample_rate_hz)

    @property
    def long(self) -> tuple[Whitened, ...]:
        """The long frames of both signals."""
        return tuple(views[LONG] for views in (self.mid, self.side) if LONG in views)

    def seen(self, speed: float = 1.0, places: Sequence[int] = range(_FAMILIES)) -> Seen:
        """The lines and pulses of the families at ``places``, of all unless some are named.

        The recording was played ``speed`` times as fast.
        """
        shapes = (_FAMILIES, 4), (_FAMILIES,), (_FAMILIES,)
        seen = Seen(*(np.full(shape, np.nan) for shape in shapes))
        if not len(places):
            return seen
        spacings = [SPACINGS[place] for place in places]
        signals = (without_mp3(self.mid, speed), without_mp3(self.side, speed))
        for column, view in enumerate(signal.get(size) for signal in signals for size in SIZES):
            seen.views[places, column] = _clean(view, spacings, speed)
        for band in self.exact:
            seen.exact[places] = np.fmax(seen.exact[places], _combs(band, spacings, speed))
        seen.pulse[places] = self.pulses.at(spacings, speed)
        return seen


def without_mp3(views: Views, speed: float = 1.0) -> Views:
    """MP3's own lines hold those of 114.84 and 229.69 Hz: what all of them share is taken away."""
    for spacing in MP3_LINES:
        views = {n: without_comb(view, spacing * speed) for n, view in views.items()}
    return views


def _whitened(averages: dict[int, AveragedSpectrum], stop_hz: float) -> Views:
    found = {n: whiten(a.level_db, a.bin_hz, stop_hz) for n, a in averages.items()}
    return {n: w for n, w in found.items() if w is not None}


def _clean(view: Whitened | None, spacings_hz: Sequence[float], speed: float) -> FloatArray:
    """The clean z of each spacing in one view."""
    if view is None:
        return np.full(len(spacings_hz), np.nan)
    return _combs(Band(pairs(view), view.bin_hz, LOWEST_HZ, view.stop_hz), spacings_hz, speed)


def _combs(band: Band, spacings_hz: Sequence[float], speed: float) -> FloatArray:
    found = [band.clean_comb(spacing, speed) for spacing in spacings_hz]
    return np.array([np.nan if z is None else z for z in found], dtype=np.float64)
