"""Gathers everything that the comb needs while the samples go by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.exact import ExactListener, ExactSpectrum
from detectors.audio.comb.spectra import LONG, SHORT, AveragedSpectrum, Segments, SpectrumAverager
from detectors.audio.envelope import EnvelopeGatherer, EnvelopeSpectrum
from detectors.audio.frames import stretch_samples

SIZES = (SHORT, LONG)


@dataclass(frozen=True, slots=True)
class CombSpectra:
    """Averaged spectra of the mid and side signals by nominal frame length.

    A length that the recording is too short for is left out. ``side`` is empty for mono. ``exact`` is one
    long spectrum of the first seconds, ``envelope`` how the level pulses.
    """

    sample_rate_hz: int
    mid: dict[int, AveragedSpectrum]
    side: dict[int, AveragedSpectrum]
    mid_segments: Segments | None
    side_segments: Segments | None
    exact: ExactSpectrum | None
    envelope: EnvelopeSpectrum | None


class CombListener:
    """Push stretches of ``left + i right``, then ask for ``spectra``."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate = sample_rate_hz
        whole = stretch_samples(sample_rate_hz)
        self._averagers = {
            n: SpectrumAverager(n, sample_rate_hz, whole if n == SHORT else None) for n in SIZES
        }
        self._exact = ExactListener(sample_rate_hz)
        self._envelope = EnvelopeGatherer(sample_rate_hz)

    def push(self, stretch: NDArray[np.complex64]) -> None:
        """Add a stretch."""
        for averager in self._averagers.values():
            averager.push(stretch)
        self._exact.push(stretch)
        self._envelope.push(stretch)

    def spectra(self, *, side: bool) -> CombSpectra:
        """What was gathered so far; of mid alone unless ``side``."""
        found = {n: pair for n, a in self._averagers.items() if (pair := a.averages()) is not None}
        mid, other = self._averagers[SHORT].segments() or (None, None)
        return CombSpectra(
            sample_rate_hz=self._rate,
            mid={n: pair[0] for n, pair in found.items()},
            side={n: pair[1] for n, pair in found.items()} if side else {},
            mid_segments=mid,
            side_segments=other if side else None,
            exact=self._exact.spectrum(side=side),
            envelope=self._envelope.spectrum(),
        )
