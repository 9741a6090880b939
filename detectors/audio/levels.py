"""Peaks, silence and clipping, sample by sample."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BIN_S = 0.05
_SILENCE = 10.0 ** (-60.0 / 20.0)
_CLIP_SHARE = 0.999
_RUN = 3


@dataclass(frozen=True, slots=True)
class Levels:
    """``peaks`` per 50 ms in 0…1 and above; shares are 0…1 of the bins (silence) or samples (the rest).

    ``clipped`` counts samples in runs of three or more at the recording's own peak.
    """

    peaks: NDArray[np.float32]
    rms: NDArray[np.float32]
    bin_s: float
    silent: float
    clipped: float
    digital_zero: float


class LevelMeter:
    """Push blocks of (frames, channels)."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._bin = max(1, round(sample_rate_hz * _BIN_S))
        self._rate = sample_rate_hz
        self._rest = np.zeros(0, dtype=np.float32)
        self._rest_squares = np.zeros(0, dtype=np.float32)
        self._peaks: list[NDArray[np.float32]] = []
        self._rms: list[NDArray[np.float32]] = []
        self._frames = 0
        self._zero = 0
        self._top = 0.0
        self._at_top = 0

    def push(self, block: NDArray[np.float32]) -> None:
        """Add a block."""
        size = np.abs(block[:, 0])
        squares = block[:, 0] ** 2
        for channel in range(1, block.shape[1]):
            np.maximum(size, np.abs(block[:, channel]), out=size)
            squares = np.maximum(squares, block[:, channel] ** 2)
        self._frames += len(size)
        self._zero += int(np.count_nonzero(size == 0.0))
        self._count_clipped(size)
        size = np.concatenate([self._rest, size])
        squares = np.concatenate([self._rest_squares, squares])
        whole = len(size) // self._bin * self._bin
        self._peaks.append(size[:whole].reshape(-1, self._bin).max(axis=1))
        self._rms.append(np.sqrt(squares[:whole].reshape(-1, self._bin).mean(axis=1)))
        self._rest, self._rest_squares = size[whole:], squares[whole:]

    def _count_clipped(self, size: NDArray[np.float32]) -> None:
        top = float(size.max(initial=0.0))
        if top > self._top * (2.0 - _CLIP_SHARE):
            self._at_top = 0
        self._top = max(self._top, top)
        at_top = size >= self._top * _CLIP_SHARE
        runs = (
            at_top[: -_RUN + 1] & at_top[1 : -_RUN + 2] & at_top[_RUN - 1 :] if len(size) >= _RUN else at_top
        )
        self._at_top += int(np.count_nonzero(runs)) if self._top > 0.1 else 0  # noqa: PLR2004  not a whisper

    def levels(self) -> Levels:
        """What was seen so far."""
        peaks = np.concatenate([*self._peaks, np.zeros(0, dtype=np.float32)])
        rms = np.concatenate([*self._rms, np.zeros(0, dtype=np.float32)])
        if len(self._rest):
            peaks = np.append(peaks, self._rest.max())
            rms = np.append(rms, np.float32(np.sqrt(self._rest_squares.mean())))
        frames = max(1, self._frames)
        return Levels(
            peaks=peaks.astype(np.float32),
            rms=rms.astype(np.float32),
            bin_s=self._bin / self._rate,
            silent=float(np.mean(peaks < _SILENCE)) if len(peaks) else 1.0,
            clipped=self._at_top / frames,
            digital_zero=self._zero / frames,
        )
