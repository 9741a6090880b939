"""One very long spectrum: lines that a decoder leaves are exact to a few hundredths of a hertz."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.clean import Band
from detectors.audio.comb.exact_loops import even_out, log_magnitudes, stand_out
from detectors.audio.comb.whiten import LOWEST_HZ
from detectors.audio.frames import scaled_size
from detectors.audio.parted import turn
from detectors.audio.transform import rows

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

LENGTH = 1 << 20
_KEPT_HZ = 16_500.0
_MARGIN_HZ = 100.0
_LEVEL_SAMPLES = 2048
_LOCAL_HZ = 7.0
_HANN_POWER = 0.375
_SHORTEST_S = 4.0
_BESIDE = 6
"""In bins: beyond the main lobe of a line that lasts, inside that of a note of a few seconds."""


@dataclass(frozen=True, slots=True)
class ExactSpectrum:
    """What stands out of one transform, in deviations, of mid and of side (None for mono).

    ``mid`` and ``side`` have shape (bins, 2): the highest z of a bin and its two neighbours, and 1 where
    the bin counts; from 0 Hz on, ``bin_hz`` apart.
    """

    mid: FloatArray
    side: FloatArray | None
    bin_hz: float

    def bands(self, stop_hz: float) -> tuple[Band, ...]:
        """Both signals' bands, from 3 kHz to ``stop_hz``."""
        signals = (s for s in (self.mid, self.side) if s is not None)
        return tuple(Band(s, self.bin_hz, LOWEST_HZ, stop_hz, beside=_BESIDE) for s in signals)


class ExactListener:
    """Push stretches of ``left + i right``; the first 24 s are kept."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._rate = sample_rate_hz
        self._held = rows(1, scaled_size(LENGTH, sample_rate_hz))[0]
        self._count = 0

    def push(self, stretch: ComplexArray) -> None:
        """Add a stretch."""
        part = stretch[: len(self._held) - self._count]
        self._held[self._count : self._count + len(part)] = part
        self._count += len(part)

    def spectrum(self, *, side: bool) -> ExactSpectrum | None:
        """The spectrum, once; of mid alone unless ``side``. None for less than four seconds."""
        if self._count < _SHORTEST_S * self._rate:
            return None
        pair, length = self._held[: self._count].view(np.float32), self._count - 2
        size = 1 << (length - 1).bit_length()
        # The samples are not needed any more.
        even_out(pair, _LEVEL_SAMPLES // 2, side)
        parts, order = turn(self._held[:size])
        step, signals = self._rate / size, 2 if side else 1
        first = int((LOWEST_HZ - _MARGIN_HZ) / step)
        scale = np.float32(0.5 / np.sqrt(length * _HANN_POWER))
        width = max(3, round(_LOCAL_HZ / step)) | 1
        bins = min(int(_KEPT_HZ / step), size // 2 - 1)
        logs = np.empty((signals, bins - first), dtype=np.float32)
        log_magnitudes(parts.view(np.float32), order, first, scale, logs)
        # The tables take the spectrum's place.
        del pair, parts
        self._held = rows(1, 0)[0]
        tables = np.zeros((signals, bins, 2), dtype=np.float32)
        for of_signal, table in zip(logs, tables, strict=True):
            stand_out(of_signal, width, table)
        return ExactSpectrum(tables[0], tables[1] if side else None, step)
