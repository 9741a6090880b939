"""The short spectrogram that all texture features share: frames of 2,048 samples, end to end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.bank import Bank
from detectors.audio.filters import FRAME, mel_bank
from detectors.audio.kernels import describe, powers
from detectors.audio.stereo import BLOCK_FRAMES, StereoGatherer, StereoStatistics
from detectors.audio.transform import Transform, rows

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

FLAT_BANDS_HZ = ((0.0, 2_000.0), (2_000.0, 8_000.0), (8_000.0, 16_000.0))
_BINS = FRAME // 2 + 1
_PRODUCTS = 4
_BATCH = 8
_COLUMNS = 5 + len(FLAT_BANDS_HZ)


@dataclass(frozen=True, slots=True)
class FrameStatistics:
    """One row per frame of the mid signal.

    ``mel`` is power; ``centroid_hz``, ``bandwidth_hz`` and ``rolloff_hz`` are of the magnitude spectrum as
    librosa defines them; ``flatness`` has a column for each of ``FLAT_BANDS_HZ`` (0 where the band is not
    there); ``flux`` is the rise in magnitude over its sum.
    """

    mel: FloatArray
    energy: FloatArray
    centroid_hz: FloatArray
    bandwidth_hz: FloatArray
    rolloff_hz: FloatArray
    flux: FloatArray
    flatness: FloatArray


class ShortSpectrogram:
    """Push stretches of ``left + i right``; the statistics of frames and of the stereo field come out."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._bank = Bank(mel_bank(sample_rate_hz))
        self._step = sample_rate_hz / FRAME
        self._transform = Transform(FRAME)
        self._spectra = rows(_BATCH, FRAME)
        edges = np.minimum(np.ceil(np.array(FLAT_BANDS_HZ) / self._step), _BINS)
        self._bands = edges.astype(np.int64)
        self._last = np.zeros(_BINS, dtype=np.float32)
        self._products = np.zeros((_PRODUCTS, _BINS), dtype=np.float32)
        self._gathered = 0
        self._stereo = StereoGatherer(sample_rate_hz)
        self._mel: list[FloatArray] = []
        self._columns: list[FloatArray] = []

    def push(self, stretch: ComplexArray) -> None:
        """Add a stretch; only frames that it holds whole count."""
        count = len(stretch) // FRAME
        if count == 0:
            return
        frames = stretch[: count * FRAME].reshape(count, FRAME)
        power = np.empty((count, _BINS), dtype=np.float32)
        start = 0
        while start < count:
            taken = min(_BATCH, BLOCK_FRAMES - self._gathered, count - start)
            self._transform.run(frames[start : start + taken], self._spectra, taken)
            powers(self._spectra.view(np.float32), taken, power[start : start + taken], self._products)
            start += taken
            self._gather(taken)
        columns = np.empty((count, _COLUMNS), dtype=np.float32)
        describe(power, self._bands, np.float32(self._step), self._last, columns)
        self._mel.append(self._bank.of(power))
        self._columns.append(columns)

    def _gather(self, taken: int) -> None:
        self._gathered += taken
        if self._gathered == BLOCK_FRAMES:
            self._stereo.push(self._products)
            self._products[:] = 0.0
            self._gathered = 0

    def statistics(self) -> FrameStatistics | None:
        """All frames so far; None where there was none."""
        if not self._columns:
            return None
        columns = np.concatenate(self._columns)
        energy, centroid, bandwidth, rolloff, flux = columns[:, :5].T.copy()
        return FrameStatistics(
            np.concatenate(self._mel), energy, centroid, bandwidth, rolloff, flux, columns[:, 5:]
        )

    def stereo(self) -> StereoStatistics | None:
        """The relation of the channels; None where no block of 32 frames was complete."""
        return self._stereo.statistics()
