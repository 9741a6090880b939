"""Averaged log spectra of mid and side at several frame lengths, gathered stretch by stretch."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.frames import scaled_size
from detectors.audio.kernels import mid_energies
from detectors.audio.parted import PartedTransform
from detectors.audio.parted_logs import CHUNK, add_logs
from detectors.audio.transform import rows

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex64]

SHORT, LONG = 8_192, 32_768
_DB = 10.0 * np.log10(2.0)
_BATCH_SAMPLES = 1 << 15
_PARTS = {SHORT: 4, LONG: 16}
_KEPT_HZ = 17_000.0
_QUIET, _BETWEEN, _LOUD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class AveragedSpectrum:
    """The mean over frames of ``10 log10(power)``, ``bin_hz`` apart, from 0 to 17 kHz."""

    level_db: FloatArray
    bin_hz: float
    frames: int


@dataclass(frozen=True, slots=True)
class Segments:
    """Averaged spectra of successive stretches of ``seconds``, and of the quiet and loud frames.

    ``level_db`` has shape (stretches, bins); ``quiet_db`` and ``loud_db`` are means over the quietest
    and loudest third of each stretch.
    """

    level_db: NDArray[np.float32]
    quiet_db: FloatArray
    loud_db: FloatArray
    bin_hz: float
    seconds: float


class SpectrumAverager:
    """Averages the log spectra of mid and side at one frame length (Hann frames, end to end).

    ``stretch_samples`` is the length of a whole stretch where averages of each are wanted too.
    """

    def __init__(self, size: int, sample_rate_hz: int, stretch_samples: int | None = None) -> None:
        self.size = scaled_size(size, sample_rate_hz)
        self._rate = sample_rate_hz
        parts = _PARTS[size]
        self._transform = PartedTransform(self.size, parts)
        self._batch = max(1, _BATCH_SAMPLES // self.size)
        self._spectra = rows(self._batch * parts, self.size // parts)
        self._bins = min(self.size // 2, int(_KEPT_HZ / sample_rate_hz * self.size) + 1)
        self._kinds = 1 if stretch_samples is None else 3
        room = -(-self._bins // (parts * CHUNK)) * CHUNK
        self._sums = np.zeros((2, self._kinds, parts, room), dtype=np.float32)
        self._totals = np.zeros((2, self._kinds, parts, room))
        self._frames = self._thirds = 0
        self._whole = 0 if stretch_samples is None else stretch_samples // self.size
        self._kept: list[NDArray[np.float32]] = []

    def push(self, stretch: ComplexArray) -> None:
        """Add a stretch; only frames that it holds whole count."""
        count = len(stretch) // self.size
        frames = stretch[: count * self.size].reshape(count, self.size)
        kinds = self._kinds_of(frames) if self._kinds > 1 else np.zeros(count, dtype=np.int8)
        mid, side = self._sums
        for start in range(0, count, self._batch):
            taken = min(self._batch, count - start)
            self._transform.run(frames[start : start + taken], self._spectra)
            spectra, order = self._spectra.view(np.float32), self._transform.order
            add_logs(spectra, order, taken, kinds[start : start + taken], mid, side)
        self._totals += self._sums
        self._frames += count
        self._thirds += count // 3
        if count and count == self._whole:
            self._kept.append(self._in_order(self._sums.sum(axis=1)) * np.float32(_DB / count))
        self._sums[:] = 0.0

    def _kinds_of(self, frames: ComplexArray) -> NDArray[np.int8]:
        """The quietest third, the loudest third, and those between."""
        energies = np.empty(len(frames), dtype=np.float32)
        mid_energies(frames.reshape(-1).view(np.float32), self.size, energies)
        third = len(frames) // 3
        kinds = np.full(len(frames), _BETWEEN, dtype=np.int8)
        order = np.argsort(energies)
        kinds[order[:third]] = _QUIET
        kinds[order[len(frames) - third :]] = _LOUD
        return kinds

    def _in_order(self, parted: NDArray[Any]) -> NDArray[Any]:
        """Sums of shape (..., parts, bins of a part) as (..., bins)."""
        plain = parted.swapaxes(-1, -2).reshape(*parted.shape[:-2], -1)
        return np.ascontiguousarray(plain[..., : self._bins])

    def averages(self) -> tuple[AveragedSpectrum, AveragedSpectrum] | None:
        """What was gathered of mid and side; None where no frame was complete."""
        if self._frames == 0:
            return None
        step = self._rate / self.size
        mid, side = self._in_order(self._totals.sum(axis=1)) * (_DB / self._frames)
        return AveragedSpectrum(mid, step, self._frames), AveragedSpectrum(side, step, self._frames)

    def segments(self) -> tuple[Segments, Segments] | None:
        """The stretches of mid and side; None where none was complete or they were not asked for."""
        if not self._kept:
            return None
        kept, thirds = np.stack(self._kept), self._in_order(self._totals) * (_DB / self._thirds)
        step = self._rate / self.size
        mid, side = (
            Segments(kept[:, i], thirds[i, _QUIET], thirds[i, _LOUD], step, self._whole / step)
            for i in range(2)
        )
        return mid, side
