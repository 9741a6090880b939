"""Cuts a stream of blocks into overlapping frames."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


class FrameCutter:
    """Frames of ``size`` samples every ``hop`` samples, whatever the sizes of the blocks pushed."""

    def __init__(self, channels: int, size: int, hop: int) -> None:
        self._size, self._hop = size, hop
        self._rest: FloatArray = np.zeros((channels, 0), dtype=np.float32)

    def push(self, block: FloatArray) -> FloatArray:
        """Frames completed by ``block`` (channels, n), as a view (channels, frames, size)."""
        data = np.concatenate([self._rest, block], axis=1) if self._rest.shape[1] else block
        frames = max(0, (data.shape[1] - self._size) // self._hop + 1)
        self._rest = data[:, frames * self._hop :].copy()
        if frames == 0:
            return np.zeros((len(block), 0, self._size), dtype=np.float32)
        view = np.lib.stride_tricks.sliding_window_view(data, self._size, axis=1)
        return view[:, : (frames - 1) * self._hop + 1 : self._hop]


def hann(size: int) -> FloatArray:
    """The periodic Hann window of ``size`` samples."""
    turn = 2.0 * np.pi * np.arange(size) / size
    return (0.5 - 0.5 * np.cos(turn)).astype(np.float32)


def scaled_size(size: int, sample_rate_hz: float) -> int:
    """The power of two nearest in duration to ``size`` samples at 46 kHz (44.1 and 48 kHz keep it)."""
    octaves = round(float(np.log2(sample_rate_hz / 46_000.0)))
    return int(size * 2.0**octaves)
