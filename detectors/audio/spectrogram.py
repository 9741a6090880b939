"""The short spectrogram that all texture features share: 2,048 samples every 1,024."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from detectors.audio.filters import CHROMA, FRAME, HOP, MELS, filters
from detectors.audio.frames import FrameCutter, hann

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

_TINY = np.float32(1e-10)
_BATCH = 128
_ROLLOFF = 0.85
FLAT_BANDS_HZ = ((0.0, 2_000.0), (2_000.0, 8_000.0), (8_000.0, 16_000.0))


@dataclass(frozen=True, slots=True)
class FrameStatistics:
    """One row per frame.

    ``mel`` and ``chroma`` are power; ``centroid_hz``, ``bandwidth_hz`` and ``rolloff_hz`` are of the
    magnitude spectrum as librosa defines them; ``flatness`` has a column for each of ``FLAT_BANDS_HZ``
    (0 where the band is not there); ``flux`` is the rise in magnitude over its sum.
    """

    mel: FloatArray
    chroma: FloatArray
    energy: FloatArray
    centroid_hz: FloatArray
    bandwidth_hz: FloatArray
    rolloff_hz: FloatArray
    flatness: FloatArray
    flux: FloatArray


class ShortSpectrogram:
    """Push blocks of mid (and side) samples; per-frame statistics and the complex spectra come out."""

    def __init__(self, sample_rate_hz: int, channels: int) -> None:
        self._filters = filters(sample_rate_hz)
        self._cutter = FrameCutter(channels, FRAME, HOP)
        self._window = hann(FRAME)
        self._last = np.zeros((1, FRAME // 2 + 1), dtype=np.float32)
        self._rows: list[list[FloatArray]] = []
        edges = [np.searchsorted(self._filters.frequencies, e) for e in FLAT_BANDS_HZ]
        self._bands = [(int(a), int(b)) for a, b in edges]

    def push(self, signals: FloatArray) -> ComplexArray:
        """Add a block (channels, n); returns the spectra (channels, frames, bins) that it completed."""
        frames = self._cutter.push(signals)
        parts = []
        for start in range(0, frames.shape[1], _BATCH):
            spectra = scipy.fft.rfft(frames[:, start : start + _BATCH] * self._window, axis=2)
            self._rows.append(self._statistics(spectra[0]))
            parts.append(spectra)
        if not parts:
            return np.zeros((len(signals), 0, FRAME // 2 + 1), dtype=np.complex64)
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def _statistics(self, spectrum: ComplexArray) -> list[FloatArray]:
        power = spectrum.real**2
        power += spectrum.imag**2
        banks = power @ self._filters.bank
        magnitude = np.sqrt(power)
        total = magnitude.sum(axis=1) + _TINY
        frequency = self._filters.frequencies
        centroid = magnitude @ frequency / total
        second = magnitude @ (frequency**2) / total
        bandwidth = np.sqrt(np.maximum(second - centroid**2, 0.0))
        running = np.cumsum(magnitude, axis=1)
        rolloff = frequency[np.argmax(running >= _ROLLOFF * running[:, -1:], axis=1)]
        previous = np.concatenate([self._last, magnitude[:-1]])
        self._last = magnitude[-1:].copy()
        flux = np.maximum(magnitude - previous, 0.0).sum(axis=1) / total
        columns = [
            banks[:, :MELS],
            banks[:, MELS : MELS + CHROMA],
            power.sum(axis=1),
            centroid,
            bandwidth,
            rolloff,
            self._flatness(power),
            flux,
        ]
        return [np.asarray(c, dtype=np.float32) for c in columns]

    def _flatness(self, power: FloatArray) -> FloatArray:
        floored = np.maximum(power, _TINY)
        log = np.log(floored)
        flat = np.zeros((len(power), len(self._bands)), dtype=np.float32)
        for i, (a, b) in enumerate(self._bands):
            if b > a:
                flat[:, i] = np.exp(log[:, a:b].mean(axis=1)) / floored[:, a:b].mean(axis=1)
        return flat

    def statistics(self) -> FrameStatistics | None:
        """All frames so far; None where there was none."""
        if not self._rows:
            return None
        columns = [np.concatenate(parts) for parts in zip(*self._rows, strict=True)]
        return FrameStatistics(*columns)
