"""Filter banks on the short spectrum, made by librosa once per sample rate."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

MELS = 48
CHROMA = 12
FRAME = 2048
HOP = 1024


@dataclass(frozen=True, slots=True)
class Filters:
    """``bank`` maps a power spectrum to 48 mel bands and 12 chroma at once: shape (bins, 60)."""

    bank: FloatArray
    frequencies: FloatArray


@lru_cache(maxsize=8)
def filters(sample_rate_hz: int) -> Filters:
    """The filters for frames of 2,048 samples; mel bands are Slaney's, up to half the sample rate."""
    # librosa takes a second to import; a process that only reads features never needs it.
    from librosa.filters import chroma, mel  # noqa: PLC0415

    bands = mel(sr=sample_rate_hz, n_fft=FRAME, n_mels=MELS)
    classes = chroma(sr=sample_rate_hz, n_fft=FRAME, n_chroma=CHROMA, tuning=0.0)
    bank = np.concatenate([bands, classes]).T.astype(np.float32)
    frequencies = (np.arange(FRAME // 2 + 1) * (sample_rate_hz / FRAME)).astype(np.float32)
    return Filters(np.ascontiguousarray(bank), frequencies)
