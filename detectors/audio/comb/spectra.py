"""Averaged log spectra at several frame lengths, gathered block by block."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from detectors.audio.frames import FrameCutter, hann, scaled_size

FloatArray = NDArray[np.float64]

SHORT, MIDDLE, LONG, LONGEST = 8_192, 16_384, 32_768, 65_536
SEGMENT_S = 5.0
_DB = 10.0 / np.log(10.0)
_TINY = 1e-12
_BATCH_SAMPLES = 1 << 20
_KEPT_HZ = 17_000.0


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
    """Averages the log spectrum of one signal at one frame length (half overlapping Hann frames)."""

    def __init__(self, size: int, sample_rate_hz: int, *, segmented: bool = False) -> None:
        self.size = scaled_size(size, sample_rate_hz)
        self._rate = sample_rate_hz
        self._cutter = FrameCutter(1, self.size, self.size // 2)
        self._window = hann(self.size)
        self._bins = min(self.size // 2 + 1, int(_KEPT_HZ / sample_rate_hz * self.size) + 1)
        self._sum = np.zeros(self._bins)
        self._frames = 0
        self._segments = _SegmentGatherer(self.size, self._bins, sample_rate_hz) if segmented else None

    def push(self, signal: NDArray[np.float32]) -> None:
        """Add a block of samples, shape (n,)."""
        frames = self._cutter.push(signal[None])[0]
        batch = max(1, _BATCH_SAMPLES // self.size)
        for start in range(0, len(frames), batch):
            self._add(frames[start : start + batch])

    def _add(self, frames: NDArray[np.float32]) -> None:
        spectrum = scipy.fft.rfft(frames * self._window, axis=1)[:, : self._bins]
        power = spectrum.real**2
        power += spectrum.imag**2
        power += np.float32(_TINY)
        log = np.log(power, out=power)
        self._sum += log.sum(axis=0, dtype=np.float64)
        self._frames += len(log)
        if self._segments is not None:
            self._segments.push(log)

    def average(self) -> AveragedSpectrum | None:
        """What was gathered; None where no frame was complete."""
        if self._frames == 0:
            return None
        return AveragedSpectrum(self._sum / self._frames * _DB, self._rate / self.size, self._frames)

    def segments(self) -> Segments | None:
        """The stretches; None where none was complete or they were not asked for."""
        return self._segments.segments(self._rate / self.size) if self._segments is not None else None


class _SegmentGatherer:
    """Groups log spectra into stretches of about five seconds."""

    def __init__(self, size: int, bins: int, sample_rate_hz: int) -> None:
        self._seconds_per_frame = size / 2 / sample_rate_hz
        self._length = max(3, round(SEGMENT_S / self._seconds_per_frame))
        self._third = self._length // 3
        self._waiting: list[NDArray[np.float32]] = []
        self._count = 0
        self._means: list[NDArray[np.float32]] = []
        self._quiet = np.zeros(bins)
        self._loud = np.zeros(bins)

    def push(self, log: NDArray[np.float32]) -> None:
        self._waiting.append(log.copy())
        self._count += len(log)
        if self._count < self._length:
            return
        frames = np.concatenate(self._waiting)
        while len(frames) >= self._length:
            self._close(frames[: self._length])
            frames = frames[self._length :]
        self._waiting, self._count = [frames], len(frames)

    def _close(self, frames: NDArray[np.float32]) -> None:
        self._means.append(frames.mean(axis=0) * np.float32(_DB))
        order = np.argsort(frames.mean(axis=1))
        self._quiet += frames[order[: self._third]].mean(axis=0)
        self._loud += frames[order[-self._third :]].mean(axis=0)

    def segments(self, bin_hz: float) -> Segments | None:
        if not self._means:
            return None
        n = len(self._means)
        return Segments(
            level_db=np.stack(self._means),
            quiet_db=self._quiet / n * _DB,
            loud_db=self._loud / n * _DB,
            bin_hz=bin_hz,
            seconds=self._length * self._seconds_per_frame,
        )
