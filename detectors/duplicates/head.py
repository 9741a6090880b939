"""The newest part of the index: in memory, growing, until it is sealed as a segment."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.hashes import Hashes
from detectors.duplicates.neighbours import Vectors, cosines
from detectors.duplicates.segment import Segment
from detectors.duplicates.whitening import DIMENSIONS, Vector


@dataclass(frozen=True, slots=True)
class Entry:
    """A recording as the index knows it: its number, 40 hashes and its vector."""

    number: int
    hashes: Hashes
    vector: Vector


class Head:
    """Recordings in the order in which they came. Not for two threads at once."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[Entry] = []
        self._rows: defaultdict[int, list[int]] = defaultdict(list)
        self._vectors: Vectors = np.zeros((256, DIMENSIONS), dtype=np.int8)
        for entry in entries:
            self.add(entry)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry) -> None:
        """Remember ``entry``."""
        row = len(self._entries)
        if row == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[row] = entry.vector
        self._entries.append(entry)
        for value in entry.hashes.tolist():
            self._rows[value].append(row)

    def numbers(self) -> NDArray[np.int64]:
        """The number of each row."""
        return np.array([entry.number for entry in self._entries], dtype=np.int64)

    def rows(self, asked: Hashes) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """As :meth:`Postings.rows` does it."""
        lists = [found for value in asked.tolist() if (found := self._rows.get(value))]
        rows = np.array([row for found in lists for row in found], dtype=np.uint32)
        weights = np.array([len(found) ** -0.5 for found in lists for _ in found], dtype=np.float32)
        return rows, weights

    def nearest(
        self, vector: Vector, most: int, least: float
    ) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """As :meth:`Neighbours.nearest` does it, without looking at signs first."""
        cosine = cosines(self._vectors[: len(self._entries)], vector)
        good = np.flatnonzero(cosine >= least)
        order = good[np.argsort(-cosine[good], kind="stable")[:most]]
        return order.astype(np.uint32), cosine[order]

    def sealed(self) -> Segment:
        """All of it as a segment, by number."""
        entries = sorted(self._entries, key=lambda entry: entry.number)
        vectors = np.array([entry.vector for entry in entries], dtype=np.int8).reshape(-1, DIMENSIONS)
        return Segment.of([e.number for e in entries], [e.hashes for e in entries], vectors)

    def without(self, numbers: Container[int]) -> "Head":
        """A head of those whose number is not among ``numbers``."""
        return Head(entry for entry in self._entries if entry.number not in numbers)
