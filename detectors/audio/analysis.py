"""One pass over a recording: every stretch of it feeds every measurement."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.listen import CombListener, CombSpectra
from detectors.audio.frames import stretch_samples, stretches
from detectors.audio.levels import LevelMeter, Levels
from detectors.audio.mono import MonoListener, MonoStream
from detectors.audio.spectrogram import FrameStatistics, ShortSpectrogram
from detectors.audio.stereo import StereoStatistics

_SAME = 1e-4


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
    blocks: Iterable[NDArray[np.float32]],
    sample_rate_hz: int,
    channels: int,
    *,
    comb: bool = True,
    mono: MonoListener | None = None,
) -> Analysis:
    """Measure ``blocks`` of (frames, channels), full scale 1. Of more than two channels the first two count.

    ``mid = (left + right) / 2`` and ``side = (left - right) / 2``. Two channels that differ by less than
    80 dB under the peak are mono: what is left of their difference is rounding. ``mono`` hears the
    recording at 11,025 Hz.
    """
    levels, short = LevelMeter(sample_rate_hz), ShortSpectrogram(sample_rate_hz)
    lines = CombListener(sample_rate_hz) if comb else None
    stream = MonoStream(sample_rate_hz, mono) if mono is not None else None
    count = 0
    for stretch in stretches(blocks, stretch_samples(sample_rate_hz)):
        levels.push(stretch)
        short.push(stretch)
        if lines is not None:
            lines.push(stretch)
        if stream is not None:
            stream.push(stretch)
        count += len(stretch)
    if stream is not None:
        stream.close()
    seen = levels.levels()
    loudest = float(seen.peaks.max(initial=0.0))
    different = channels > 1 and seen.side > _SAME * loudest
    return Analysis(
        sample_rate_hz=sample_rate_hz,
        channels=channels,
        duration_s=count / sample_rate_hz,
        levels=seen,
        frames=short.statistics(),
        stereo=short.stereo() if different else None,
        comb=lines.spectra(side=different) if lines is not None else None,
        side_level=seen.side / loudest if loudest > 0.0 else 0.0,
    )
