"""Gathers everything that the comb needs while the samples go by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.spectra import (
    LONG,
    LONGEST,
    MIDDLE,
    SHORT,
    AveragedSpectrum,
    Segments,
    SpectrumAverager,
)

MID_SIZES = (SHORT, MIDDLE, LONG, LONGEST)
SIDE_SIZES = (SHORT, MIDDLE, LONG)


@dataclass(frozen=True, slots=True)
class CombSpectra:
    """Averaged spectra of the mid and side signals by nominal frame length.

    A length that the recording is too short for is left out. ``side`` is empty for mono.
    """

    sample_rate_hz: int
    mid: dict[int, AveragedSpectrum]
    side: dict[int, AveragedSpectrum]
    mid_segments: Segments | None
    side_segments: Segments | None


class CombListener:
    """Push blocks of mid and side samples, then ask for ``spectra``."""

    def __init__(self, sample_rate_hz: int, *, stereo: bool) -> None:
        self._rate = sample_rate_hz
        self._mid = _averagers(MID_SIZES, sample_rate_hz)
        self._side = _averagers(SIDE_SIZES, sample_rate_hz) if stereo else {}

    def push(self, mid: NDArray[np.float32], side: NDArray[np.float32] | None) -> None:
        """Add a block, each signal of shape (n,)."""
        for averager in self._mid.values():
            averager.push(mid)
        if side is not None:
            for averager in self._side.values():
                averager.push(side)

    def spectra(self) -> CombSpectra:
        """What was gathered so far."""
        mid = {n: a.average() for n, a in self._mid.items()}
        side = {n: a.average() for n, a in self._side.items()}
        return CombSpectra(
            sample_rate_hz=self._rate,
            mid={n: s for n, s in mid.items() if s is not None},
            side={n: s for n, s in side.items() if s is not None},
            mid_segments=self._mid[MIDDLE].segments(),
            side_segments=self._side[MIDDLE].segments() if self._side else None,
        )


def _averagers(sizes: tuple[int, ...], sample_rate_hz: int) -> dict[int, SpectrumAverager]:
    return {n: SpectrumAverager(n, sample_rate_hz, segmented=n == MIDDLE) for n in sizes}
