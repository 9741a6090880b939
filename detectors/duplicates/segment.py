"""A part of the index that never changes again: sorted, on disk, read through memory maps."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.hashes import Hashes
from detectors.duplicates.neighbours import Neighbours, Vectors, signs_of
from detectors.duplicates.postings import Postings, Rows, build

_FILES = ("numbers", "starts", "entries", "codes", "vectors")


@dataclass(frozen=True, slots=True)
class Segment:
    """Recordings by their numbers: row ``i`` is the recording ``numbers[i]``."""

    numbers: NDArray[np.int64]
    postings: Postings
    neighbours: Neighbours

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def nbytes(self) -> int:
        """Bytes that reading all of it takes."""
        parts = (self.numbers, self.postings.starts, self.postings.entries)
        return sum(part.nbytes for part in (*parts, self.neighbours.codes, self.neighbours.vectors))

    @classmethod
    def of(
        cls, numbers: Sequence[int] | NDArray[np.int64], hashes: Iterable[Hashes], vectors: Vectors
    ) -> "Segment":
        """Made of one array of hashes and one vector for each number."""
        lists = list(hashes)
        count = [len(one) for one in lists]
        rows = np.repeat(np.arange(len(lists), dtype=np.uint32), count)
        found = np.concatenate(lists) if lists else np.zeros(0, dtype=np.uint32)
        return cls.built(np.asarray(numbers, dtype=np.int64), found, rows, vectors)

    @classmethod
    def built(cls, numbers: NDArray[np.int64], found: Hashes, rows: Rows, vectors: Vectors) -> "Segment":
        """Made of the pairs (``found[i]``, ``rows[i]``) of hash and row."""
        return cls(numbers, build(found, rows, len(numbers)), Neighbours(signs_of(vectors), vectors))

    @classmethod
    def merged(cls, segments: Sequence["Segment"]) -> "Segment":
        """Several in one."""
        found, rows, first = [], [], 0
        for segment in segments:
            one, places = segment.postings.pairs()
            found.append(one)
            rows.append(places + np.uint32(first))
            first += len(segment)
        return cls.built(
            np.concatenate([s.numbers for s in segments]),
            np.concatenate(found),
            np.concatenate(rows),
            np.concatenate([s.neighbours.vectors for s in segments]),
        )

    def write(self, folder: Path) -> None:
        """Write it to the new folder ``folder``, which appears whole or not at all."""
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, array in zip(_FILES, self._arrays(), strict=True):
            with (unfinished / f"{name}.npy").open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.replace(folder)

    @classmethod
    def read(cls, folder: Path) -> "Segment":
        """Open what :meth:`write` wrote. Raises OSError or ValueError where it is not whole."""
        numbers, starts, entries, codes, vectors = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _FILES
        )
        if len(numbers) != len(codes) or len(codes) != len(vectors) or int(starts[-1]) != len(entries):
            raise ValueError(f"{folder.name}: the parts of the segment do not fit one another")
        return cls(numbers, Postings(starts, entries), Neighbours(codes, vectors))

    def _arrays(self) -> tuple[NDArray[np.generic], ...]:
        postings, near = self.postings, self.neighbours
        return (self.numbers, postings.starts, postings.entries, near.codes, near.vectors)
