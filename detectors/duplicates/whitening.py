"""Turns the invariant vector into the one that is kept: whitened, of length one, a byte for each value."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.invariant import LENGTH
from detectors.errors import ModelMissingError

Vector = NDArray[np.int8]

DIMENSIONS = 64
SCALE = 256.0
"""A vector's values are multiplied by this and rounded; 99.99 % of them lie below 0.5."""
_LARGEST = 127
_PATH = Path(__file__).resolve().parent.parent / "models" / "sound_vector.npz"


@dataclass(frozen=True, slots=True)
class Whitening:
    """``(raw - mean) @ basis``; ``basis`` (LENGTH, DIMENSIONS) turns principal axes to equal spread."""

    mean: NDArray[np.float32]
    basis: NDArray[np.float32]

    def of(self, raw: NDArray[np.float32]) -> Vector:
        """The vector that is kept."""
        white = (raw - self.mean) @ self.basis
        unit = white / max(float(np.linalg.norm(white)), 1e-9)
        return np.clip(np.rint(unit * SCALE), -_LARGEST, _LARGEST).astype(np.int8)


def fit(raws: NDArray[np.float32]) -> Whitening:
    """The whitening of the vectors ``raws`` (tracks, LENGTH), by their principal axes.

    Raises ValueError where there are fewer tracks than axes.
    """
    if len(raws) <= DIMENSIONS:
        raise ValueError(f"{len(raws)} vectors are too few for {DIMENSIONS} axes")
    mean, spread = raws.mean(axis=0), raws.std(axis=0) + 1e-6
    _, size, axes = np.linalg.svd((raws - mean) / spread, full_matrices=False)
    scale = np.sqrt(len(raws)) / size[:DIMENSIONS]
    basis = (axes[:DIMENSIONS].T * scale) / spread[:, None]
    return Whitening(mean.astype(np.float32), basis.astype(np.float32))


@lru_cache(maxsize=1)
def shipped(path: Path = _PATH) -> Whitening:
    """The whitening that comes with Deadwax; ModelMissingError where it cannot be used."""
    try:
        with np.load(path, allow_pickle=False) as file:
            found = Whitening(file["mean"], file["basis"])
    except (OSError, KeyError, ValueError) as error:
        raise ModelMissingError(
            f"The whitening of sound vectors cannot be read ({error}).", remedy="Install Deadwax again."
        ) from error
    if found.mean.shape != (LENGTH,) or found.basis.shape != (LENGTH, DIMENSIONS):
        raise ModelMissingError(
            "The whitening of sound vectors has another shape than this version's vectors.",
            remedy="Install Deadwax again.",
        )
    return found
