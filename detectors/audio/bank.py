"""Spectra added up by bands, of which each takes few bins: only what is not zero is multiplied, compiled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

FloatArray = NDArray[np.float32]

_ZERO: Any = np.float32(0.0)


class Bank:
    """The product with a matrix of ``weights`` (bins, bands), in runs of bins that follow one another."""

    def __init__(self, weights: FloatArray) -> None:
        self.bins, self._bands = weights.shape
        padded = np.zeros((weights.shape[0] + 2, self._bands), dtype=np.int8)
        padded[1:-1] = weights != 0.0
        steps = np.diff(padded, axis=0).T
        (band, first), (_, last) = np.nonzero(steps == 1), np.nonzero(steps == -1)
        self._runs = np.stack([first, last, band], axis=1)
        parts = [weights[a:b, of] for a, b, of in self._runs]
        self._weights = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def of(self, spectra: FloatArray) -> FloatArray:
        """``spectra`` (frames, bins) by band, shape (frames, bands)."""
        out = np.zeros((len(spectra), self._bands), dtype=np.float32)
        add_runs(spectra, self._runs, self._weights, out)
        return out


@compiled("void(float32[:,::1], int64[:,::1], float32[::1], float32[:,::1])")
def add_runs(spectra: FloatArray, runs: NDArray[np.int64], weights: FloatArray, out: FloatArray) -> None:
    """Add to ``out`` each frame's runs of bins (from, to, band), times their weights, one after the other."""
    for row in range(spectra.shape[0]):
        frame, start = spectra[row], 0
        for run in range(runs.shape[0]):
            part, total = frame[runs[run, 0] : runs[run, 1]], _ZERO
            weight = weights[start : start + part.shape[0]]
            for i in range(np.uint64(part.shape[0])):
                total += part[i] * weight[i]
            out[row, runs[run, 2]] += total
            start += part.shape[0]
