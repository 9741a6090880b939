"""At which decoders' frame rates the sound's level pulses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.line_kernels import running_median
from detectors.audio.envelope import EnvelopeSpectrum

FloatArray = NDArray[np.float64]

LOWEST_HZ, HIGHEST_HZ = 18.0, 330.0
_FLOOR_FROM_HZ = 12.0
_LOCAL_HZ = 3.0
_MOST = 1e4
_TO_SIGMA = 1.4826
_LOW, _HIGH = -3.0, 15.0
_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Pulses:
    """The z of each pair of neighbouring bins, and 1, shape (bins, 2), ``step_hz`` apart; None: unknown."""

    bins: NDArray[np.float32] | None
    step_hz: float

    @classmethod
    def of(cls, envelope: EnvelopeSpectrum | None) -> Self:
        """What stands out of ``envelope``."""
        return cls(None, 0.0) if envelope is None else cls(_stands_out(envelope), envelope.step_hz)

    def at(self, spacings_hz: Sequence[float], speed: float = 1.0) -> FloatArray:
        """How strongly the level pulses at each rate and its multiples, in deviations; NaN where unknown.

        What a beat at a whole fraction of the rate explains is taken off, as with the comb. The recording was
        played ``speed`` times as fast.
        """
        if self.bins is None:
            return np.full(len(spacings_hz), np.nan)
        bands = [
            Band(
                self.bins, self.step_hz, max(LOWEST_HZ, _BELOW * f * speed), HIGHEST_HZ, fewest=1, offset=0.0
            )
            for f in spacings_hz
        ]
        found = [band.clean_comb(f, speed) for band, f in zip(bands, spacings_hz, strict=True)]
        return np.array([np.nan if z is None else z for z in found])


def _stands_out(envelope: EnvelopeSpectrum) -> NDArray[np.float32]:
    """The z of each pair of neighbouring bins, and 1, shape (bins, 2)."""
    step = envelope.step_hz
    bands = np.ascontiguousarray(envelope.power.T)
    floors = np.empty_like(bands)
    for band, floor in zip(bands, floors, strict=True):
        running_median(band, int(_LOCAL_HZ / step) | 1, floor)
    ratio = np.log(np.minimum(bands / np.maximum(floors, 1e-30), _MOST)).mean(axis=0)
    inside = slice(int(_FLOOR_FROM_HZ / step), int(HIGHEST_HZ / step))
    z = _standard(ratio, inside)
    # A line between two bins shows in both of them, half as strong.
    z = _standard(np.append(np.maximum(z[:-1], z[1:]), 0.0), inside)
    table = np.ones((len(z), 2), dtype=np.float32)
    table[:, 0] = np.clip(z, _LOW, _HIGH)
    return table


def _standard(values: FloatArray, inside: slice) -> FloatArray:
    middle = np.median(values[inside])
    spread = _TO_SIGMA * float(np.median(np.abs(values[inside] - middle)))
    return np.asarray((values - middle) / (spread if spread > 1e-9 else 1.0))  # noqa: PLR2004  no ripple
