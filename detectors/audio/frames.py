"""Cuts a stream of blocks into stretches that whole numbers of frames fill."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from detectors.audio.transform import rows

FloatArray = NDArray[np.float32]
ComplexArray = NDArray[np.complex64]

_FRAMES = 24
_SHORTEST = 8192


def scaled_size(size: int, sample_rate_hz: float) -> int:
    """The power of two nearest in duration to ``size`` samples at 46 kHz (44.1 and 48 kHz keep it)."""
    octaves = round(float(np.log2(sample_rate_hz / 46_000.0)))
    return int(size * 2.0**octaves)


def stretch_samples(sample_rate_hz: float) -> int:
    """The length of a stretch: 24 frames of 8,192, 3 of 65,536; 4.5 s at 44.1 kHz, 3 to 6 s at others."""
    return _FRAMES * scaled_size(_SHORTEST, sample_rate_hz)


def stretches(blocks: Iterable[FloatArray], length: int) -> Iterator[ComplexArray]:
    """``left + i right`` of (frames, channels) blocks, ``length`` samples at a time, the last one shorter.

    Of more than two channels the first two count; a single one is taken for both. Every stretch lies in
    the same memory: use it before asking for the next.
    """
    held = rows(1, length)[0]
    plain = held.view(np.float32).reshape(length, 2)
    filled = 0
    for block in blocks:
        at = 0
        while at < len(block):
            taken = min(len(block) - at, length - filled)
            plain[filled : filled + taken] = block[at : at + taken, :2]
            filled, at = filled + taken, at + taken
            if filled == length:
                yield held
                filled = 0
    if filled:
        yield held[:filled]
