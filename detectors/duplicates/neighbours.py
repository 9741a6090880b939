"""Sound vectors, searched by their signs first and by themselves then."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.whitening import DIMENSIONS, Vector

Codes = NDArray[np.uint64]
Vectors = NDArray[np.int8]

FAR = 24
"""Vectors with more signs of 64 that differ are not looked at: a cosine of 0.4 gives 24 on average."""
_BATCH = 1 << 18
_MOST = 1 << 15


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``vectors`` (rows, DIMENSIONS), and their signs as one word each."""

    codes: Codes
    vectors: Vectors

    def nearest(
        self, vector: Vector, most: int, least: float
    ) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """The rows of the ``most`` vectors with the largest cosine of at least ``least``, nearest first."""
        rows = self._close(signs_of(vector[None])[0])
        cosine = cosines(self.vectors[rows], vector)
        good = np.flatnonzero(cosine >= least)
        order = good[np.argsort(-cosine[good], kind="stable")[:most]]
        return rows[order].astype(np.uint32), cosine[order]

    def _close(self, code: np.uint64) -> NDArray[np.int64]:
        """Rows with few signs that differ; of more than are looked at, those with the fewest."""
        found, apart = [], []
        for start in range(0, len(self.codes), _BATCH):
            differing = np.bitwise_count(self.codes[start : start + _BATCH] ^ code)
            rows = np.flatnonzero(differing <= FAR)
            found.append(rows + start)
            apart.append(differing[rows])
        rows = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
        if len(rows) > _MOST:
            rows = np.sort(rows[np.argpartition(np.concatenate(apart), _MOST)[:_MOST]])
        return rows


def cosines(vectors: Vectors, vector: Vector) -> NDArray[np.float32]:
    """The cosine of each of ``vectors`` (rows, DIMENSIONS) and ``vector``."""
    others, own = vectors.astype(np.float32), vector.astype(np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", others, others)) * np.sqrt(own @ own)
    found: NDArray[np.float32] = (others @ own) / np.maximum(length, np.float32(1e-6))
    return found


def signs_of(vectors: Vectors) -> Codes:
    """The signs of ``vectors`` (rows, DIMENSIONS), a word of 64 bits for each."""
    return np.packbits(vectors > 0, axis=1).view(np.uint64).reshape(len(vectors))


def empty() -> Neighbours:
    """No vectors."""
    return Neighbours(np.zeros(0, dtype=np.uint64), np.zeros((0, DIMENSIONS), dtype=np.int8))
