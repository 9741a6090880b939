"""The filter bank on the short spectrum, made once per sample rate."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

MELS = 48
FRAME = 2048
_LINEAR_HZ = 200.0 / 3.0
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _LINEAR_HZ
_STEP = np.log(6.4) / 27.0


@lru_cache(maxsize=8)
def mel_bank(sample_rate_hz: int) -> FloatArray:
    """Slaney's mel bands up to half the sample rate, of equal area, for frames of 2,048: (bins, bands).

    The same numbers as librosa.filters.mel, which would take a second and 170 MB to import.
    """
    edges = _hertz(np.linspace(0.0, float(_mel(sample_rate_hz / 2.0)), MELS + 2))
    frequencies = np.arange(FRAME // 2 + 1) * (sample_rate_hz / FRAME)
    ramps = edges[:, None] - frequencies[None, :]
    widths = np.diff(edges)
    rising, falling = -ramps[:-2] / widths[:-1, None], ramps[2:] / widths[1:, None]
    bands = np.maximum(0.0, np.minimum(rising, falling))
    bands *= (2.0 / (edges[2:] - edges[:-2]))[:, None]
    return np.ascontiguousarray(bands.T, dtype=np.float32)


def _mel(hertz: float) -> float:
    if hertz < _BREAK_HZ:
        return hertz / _LINEAR_HZ
    return float(_BREAK_MEL + np.log(hertz / _BREAK_HZ) / _STEP)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _BREAK_HZ * np.exp(_STEP * (mels - _BREAK_MEL))
    return np.where(mels < _BREAK_MEL, mels * _LINEAR_HZ, above)
