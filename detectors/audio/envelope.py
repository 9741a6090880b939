"""How the sound's level moves, tens to hundreds of times a second: at which rates it pulses.

A decoder makes sound frame by frame, and its layers treat the first and the last sample of a frame unlike:
above 1.4 kHz the level pulses faintly at the frame rate. So it does after codecs that work in frames.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detectors.audio.envelope_loops import band_roots, cut
from detectors.audio.frames import scaled_size, stretch_samples
from detectors.audio.transform import Transform, rows

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex64]

FRAME = 128
EDGES_HZ = tuple(1_400.0 * i for i in range(1, 12))
_BATCH = 64
_ALL, _THINNED = 6, 4


@dataclass(frozen=True, slots=True)
class EnvelopeSpectrum:
    """The power at which each band's level pulses, ``step_hz`` apart, shape (bins, bands).

    The mean over ``stretches`` stretches of the squared transform of the fourth root of the band's power,
    relative to its mean. Bands without sound have the power of rounding.
    """

    power: FloatArray
    step_hz: float
    stretches: int


class EnvelopeGatherer:
    """Push stretches of ``left + i right``; only whole ones count, and of a long recording every fourth."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._size = scaled_size(FRAME, sample_rate_hz)
        self._hop = self._size // 2
        self._whole = stretch_samples(sample_rate_hz)
        self._count = self._whole // self._hop - 1
        self._window = np.repeat(np.hanning(self._size + 1)[:-1].astype(np.float32), 2)
        self._transform = Transform(self._size)
        self._frames, self._spectra = rows(_BATCH, self._size), rows(_BATCH, self._size)
        self._bands = _bands(self._size, sample_rate_hz)
        self._fade = np.hanning(self._count).astype(np.float32)[:, None]
        self._sum = np.zeros((self._count // 2 + 1, len(self._bands)))
        self._step = sample_rate_hz / self._hop / self._count
        self._seen = self._used = 0

    def push(self, stretch: ComplexArray) -> None:
        """Add a stretch."""
        if len(stretch) < self._whole:
            return
        self._seen += 1
        if self._seen > _ALL and self._seen % _THINNED:
            return
        level = self._level(stretch)
        level /= level.mean(axis=0)
        level -= 1.0
        level *= self._fade
        spectrum = np.fft.rfft(level, axis=0)
        self._sum += spectrum.real**2 + spectrum.imag**2
        self._used += 1

    def _level(self, stretch: ComplexArray) -> NDArray[np.float32]:
        """The fourth root of the bands' power in each frame, both channels together: (frames, bands)."""
        signal = stretch.view(np.float32)
        level = np.empty((self._count, len(self._bands)), dtype=np.float32)
        for start in range(0, self._count, _BATCH):
            n = min(_BATCH, self._count - start)
            cut(signal, start * self._hop, self._hop, self._window, self._frames.view(np.float32), n)
            self._transform.run(self._frames, self._spectra, n)
            band_roots(self._spectra.view(np.float32), self._bands, level[start : start + n])
        return level

    def spectrum(self) -> EnvelopeSpectrum | None:
        """What was gathered; None where no stretch was whole."""
        if self._used == 0:
            return None
        return EnvelopeSpectrum(self._sum / self._used, self._step, self._used)


def _bands(size: int, sample_rate_hz: float) -> NDArray[np.int64]:
    """The bins (from, to) of each band that there is at this rate."""
    edges = [min(round(edge * size / sample_rate_hz), size // 2) for edge in EDGES_HZ]
    return np.array([(a, b) for a, b in pairwise(edges) if b > a], dtype=np.int64).reshape(-1, 2)
