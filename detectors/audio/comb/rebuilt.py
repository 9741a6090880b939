"""Sound that was rebuilt from a mel spectrogram: at one frame length its spectrum is too smooth.

Griffin and Lim's algorithm looks for phases that give frames of one length, mostly 23 to 100 ms, the magnitudes
of a spectrogram. Those that come from mel bands are smooth over the width of a band, and so are the spectra of
what was rebuilt, in frames of that length alone. In frames of half and of twice the length they are as rough as
any sound's: noise, voices and instruments have dips between their peaks wherever frames are longer than the
time between two events. A click's spectrum is smooth too, and the smoother the shorter the frame: that is a
slope over all lengths, and no hollow at one.
"""

import numpy as np
from numpy.typing import NDArray

from detectors.audio.frames import scaled_size

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

_SIZES = (512, 1_024, 2_048, 4_096, 8_192)
_AT_ONCE = (4, 4, 2, 1, 1)
_LONGEST = _SIZES[-1]
_BANDS_HZ = ((2_000.0, 4_000.0), (4_000.0, 7_000.0), (7_000.0, 10_000.0))
_HIGHEST_SHARE = 0.46
_EDGE, _APART = 4, 2
_FEWEST_BINS = 6
_FEWEST_FRAMES = 8
_FAINT = 1e-5
_TINY = 1e-12
_BATCH = 4
_CLOSELY, _FRAMES_CLOSE, _FRAMES = 3, 16, 2


class RebuiltListener:
    """Push stretches of ``left + i right``; frames of the mid signal are taken here and there.

    Sixteen in each of the first three stretches, two in every later one: about a hundred in three minutes.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._sizes = tuple(scaled_size(size, sample_rate_hz) for size in _SIZES)
        self._windows = [np.hanning(size).astype(np.float32) for size in self._sizes]
        self._bins = [[_inside(band, size, sample_rate_hz) for band in _BANDS_HZ] for size in self._sizes]
        self._kept: list[list[list[FloatArray]]] = [[[] for _ in self._sizes] for _ in _BANDS_HZ]
        self._frames = np.zeros(len(_BANDS_HZ), dtype=np.int64)
        self._stretches = 0

    def push(self, stretch: NDArray[np.complex64]) -> None:
        """Add a stretch; one that is shorter than a frame does not count."""
        longest = self._sizes[-1]
        wanted = _FRAMES_CLOSE if self._stretches < _CLOSELY else _FRAMES
        self._stretches += 1
        if len(stretch) < longest:
            return
        starts = np.unique(np.linspace(0, len(stretch) - longest, wanted).astype(np.int64))
        # A few at a time: they stay in the processor's cache.
        for some in np.split(starts, range(_BATCH, len(starts), _BATCH)):
            frames = stretch[some[:, None] + np.arange(longest)]
            self._hear(frames.real + frames.imag)

    def _hear(self, frames: FloatArray) -> None:
        """Keep what the bins of each band show at each length, of the frames that are not faint there."""
        spectra = [self._spectra(frames, at) for at in range(len(self._sizes))]
        for band, kept in enumerate(self._kept):
            powers = [_power(spectrum, bins[band]) for spectrum, bins in zip(spectra, self._bins, strict=True)]
            if any(power.shape[-1] < _FEWEST_BINS for power in powers):
                continue
            loud = powers[-2].mean(axis=(1, 2)) > (_FAINT * self._sizes[-2]) ** 2
            self._frames[band] += int(loud.sum())
            for at, power in enumerate(powers):
                kept[at].append(_bends(power[loud]))

    def _spectra(self, frames: FloatArray, at: int) -> ComplexArray:
        """The spectra of one or more frames of a length in the middle of each of ``frames``."""
        size, count = self._sizes[at], _AT_ONCE[at]
        first = (frames.shape[1] - size * count) // 2
        short = frames[:, first : first + size * count].reshape(len(frames), count, size)
        return np.asarray(np.fft.rfft(short * self._windows[at], axis=-1))

    def hollow(self) -> float | None:
        """How much less a spectrum bends at one frame length than at its half and double, in nepers.

        The highest of three lengths; each is the mean over bands. None where too little was loud enough.
        """
        smooth = [_smoothness(kept) for kept, n in zip(self._kept, self._frames, strict=True) if n >= _FEWEST_FRAMES]
        if not smooth:
            return None
        bends = np.mean(smooth, axis=0)
        return float(np.max((bends[:-2] + bends[2:]) / 2.0 - bends[1:-1]))


def _inside(band: tuple[float, float], size: int, rate_hz: float) -> slice:
    """Every second bin of a band, its edges left out, as far as a recording of this rate goes."""
    low, high = band[0], min(band[1], _HIGHEST_SHARE * rate_hz)
    first, last = int(low / rate_hz * size) + _EDGE - _APART, int(high / rate_hz * size) - _EDGE + _APART
    return slice(first, max(last, first), _APART)


def _power(spectra: ComplexArray, bins: slice) -> FloatArray:
    part = spectra[..., bins]
    return np.asarray(part.real**2 + part.imag**2)


def _bends(power: FloatArray) -> FloatArray:
    """Second differences of the log spectrum, in nepers, over neighbours that a Hann window keeps apart."""
    levels = np.log(power + np.float32(_TINY))
    bends = levels[..., 2:] + levels[..., :-2] - np.float32(2.0) * levels[..., 1:-1]
    return np.abs(bends).ravel() * np.float32(0.5)


def _smoothness(kept: list[list[FloatArray]]) -> list[float]:
    """The logarithm of the middle bend at each frame length."""
    return [float(np.log(np.median(np.concatenate(parts)) + _TINY)) for parts in kept]
