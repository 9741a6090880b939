"""One pass over a recording: every block feeds every measurement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.listen import CombListener, CombSpectra
from detectors.audio.levels import LevelMeter, Levels
from detectors.audio.spectrogram import FrameStatistics, ShortSpectrogram
from detectors.audio.stereo import StereoGatherer, StereoStatistics

_SAME = 1e-5


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was measured. ``comb`` is None where looking for decoders is turned off."""

    sample_rate_hz: int
    channels: int
    duration_s: float
    levels: Levels
    frames: FrameStatistics | None
    stereo: StereoStatistics | None
    comb: CombSpectra | None
    side_level: float


def analyse(
    blocks: Iterable[NDArray[np.float32]], sample_rate_hz: int, channels: int, *, comb: bool = True
) -> Analysis:
    """Measure ``blocks`` of (frames, channels), full scale 1. Of more than two channels the first two count.

    ``mid = (left + right) / 2`` and ``side = (left - right) / 2``.
    """
    stereo = channels > 1
    levels = LevelMeter(sample_rate_hz)
    short = ShortSpectrogram(sample_rate_hz, 2 if stereo else 1)
    pair = StereoGatherer(sample_rate_hz) if stereo else None
    lines = CombListener(sample_rate_hz, stereo=stereo) if comb else None
    count, widest = 0, 0.0
    for block in blocks:
        levels.push(block[:, :2])
        signals = mid_side(block)
        spectra = short.push(signals)
        if pair is not None:
            pair.push(spectra)
            widest = max(widest, float(np.abs(signals[1]).max(initial=0.0)))
        if lines is not None:
            lines.push(signals[0], signals[1] if stereo else None)
        count += len(block)
    seen = levels.levels()
    loudest = float(seen.peaks.max(initial=0.0))
    different = pair is not None and widest > _SAME * loudest
    return Analysis(
        sample_rate_hz=sample_rate_hz,
        channels=channels,
        duration_s=count / sample_rate_hz,
        levels=seen,
        frames=short.statistics(),
        stereo=pair.statistics() if pair is not None and different else None,
        comb=_without_side(lines.spectra(), keep=different) if lines is not None else None,
        side_level=widest / loudest if loudest > 0.0 else 0.0,
    )


def mid_side(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """A block (frames, channels) as (1, frames) for mono, else (2, frames) of mid and side."""
    if block.shape[1] == 1:
        return np.ascontiguousarray(block.T)
    half = block[:, :2] * np.float32(0.5)
    return np.stack([half[:, 0] + half[:, 1], half[:, 0] - half[:, 1]])


def _without_side(spectra: CombSpectra, *, keep: bool) -> CombSpectra:
    """Two equal channels are mono: what is left of their difference is rounding."""
    return spectra if keep else replace(spectra, side={}, side_segments=None)
