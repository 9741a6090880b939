"""What stands out of an averaged spectrum, in standard deviations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.median import MEDIAN_BINS, whitened

FloatArray = NDArray[np.float64]

LOWEST_HZ = 3_000.0
HIGHEST_HZ = 16_000.0
GATE_DB = 75.0
NARROWEST_HZ = 4_500.0
_BAND_HZ = 250.0
_BELOW_CUTOFF_HZ = 300.0
_DEAD_DB = 55.0
_FEWEST_BINS = 100
_SEEN = 2.5


@dataclass(frozen=True, slots=True)
class Whitened:
    """``z`` of every bin, ``bin_hz`` apart from 0 Hz; zero outside ``LOWEST_HZ``…``stop_hz``.

    ``alive`` marks the bins that count: those in the band where music sounds, not a codec's rounding.
    """

    z: FloatArray
    alive: NDArray[np.bool_]
    bin_hz: float
    stop_hz: float

    def places(
        self, spacing_hz: float, lowest_hz: float = LOWEST_HZ, highest_hz: float = np.inf
    ) -> NDArray[np.int64]:
        """The living bins at the multiples of ``spacing_hz`` in the band."""
        first = np.ceil(lowest_hz / spacing_hz)
        last = np.floor(min(self.stop_hz, highest_hz) / spacing_hz)
        bins = np.rint(np.arange(first, last + 1) * (spacing_hz / self.bin_hz)).astype(np.int64)
        return np.asarray(bins[self.alive[bins]])

    def lines(
        self, spacing_hz: float, lowest_hz: float = LOWEST_HZ, highest_hz: float = np.inf
    ) -> FloatArray:
        """``z`` at the living multiples of ``spacing_hz`` in the band."""
        return np.asarray(self.z[self.places(spacing_hz, lowest_hz, highest_hz)])


def cutoff_hz(level_db: FloatArray, bin_hz: float, sample_rate_hz: float) -> float:
    """The upper edge of the last 250-Hz band within 55 dB of the level at 1 to 4 kHz."""
    width = max(1, round(_BAND_HZ / bin_hz))
    count = int(0.5 * sample_rate_hz / _BAND_HZ)
    usable = level_db[: count * width]
    bands = usable[: len(usable) // width * width].reshape(-1, width).mean(axis=1)
    reference = float(level_db[round(1000 / bin_hz) : round(4000 / bin_hz)].mean())
    alive = np.flatnonzero(bands >= reference - _DEAD_DB)
    return float((alive[-1] + 1) * _BAND_HZ) if alive.size else 0.0


def usable_stop_hz(cutoff: float, sample_rate_hz: float) -> float:
    """Where looking for lines ends: below a codec's cut-off lies a slope that looks like lines."""
    return min(cutoff - _BELOW_CUTOFF_HZ, HIGHEST_HZ, 0.45 * sample_rate_hz)


def whiten(
    level_db: FloatArray, bin_hz: float, stop_hz: float, lowest_hz: float = LOWEST_HZ
) -> Whitened | None:
    """Whiten by a running median of 15 bins; None where fewer than 100 bins are usable.

    Bins whose surroundings lie 75 dB under the peak do not count: there a codec's rounding shows, not the
    music. z is clipped at ±6, so that no single tone makes a comb.
    """
    first, last = int(np.ceil(lowest_hz / bin_hz)), int(stop_hz / bin_hz) + 1
    if last - first < _FEWEST_BINS:
        return None
    z, alive = np.zeros(len(level_db)), np.zeros(len(level_db), dtype=bool)
    level = np.ascontiguousarray(level_db, dtype=np.float64)
    if whitened(level, first, min(last, len(level)), float(level.max()) - GATE_DB, z, alive) < _FEWEST_BINS:
        return None
    return Whitened(z, alive, bin_hz, stop_hz)


def without_comb(spectrum: Whitened, spacing_hz: float) -> Whitened:
    """The same with the mean rise at the multiples of ``spacing_hz`` taken away, where there is one.

    What else lies on these lines stays: a comb of six times the spacing is seen if it stands out of them.
    """
    places = spectrum.places(spacing_hz)
    if spacing_hz < 3 * spectrum.bin_hz or len(places) < MEDIAN_BINS:
        return spectrum
    rise = float(spectrum.z[places].mean())
    if rise * np.sqrt(len(places)) < _SEEN:
        return spectrum
    z = spectrum.z.copy()
    z[places] -= rise
    return Whitened(z, spectrum.alive, spectrum.bin_hz, spectrum.stop_hz)
