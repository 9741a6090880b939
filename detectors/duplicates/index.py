"""Finds recordings that may be the same as a given one, among millions.

The index holds nothing of its own: it is made of the database's rows and can be made again from them.
Rows are taken up as they are committed; several thousand are sealed into a segment that never changes,
and segments are merged as they become many.
"""

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy import Connection

from detectors.duplicates.fingerprint import Fingerprint
from detectors.duplicates.hashes import Hashes, asked
from detectors.duplicates.head import Head
from detectors.duplicates.segment import Segment
from detectors.duplicates.shelf import Shelf
from detectors.duplicates.store import entries
from detectors.duplicates.whitening import Vector

SEALED_AT = 4096
MERGED = 8
LARGEST = 1_000_000
"""A merge of more rows than this would take more than a gigabyte."""
LATE = 1000
"""So many numbers back a row may still be committed: transactions end in another order than they began."""

_CHUNK = 20_000
_MOST = 12
_LEAST_VOTES = 2
_LEAST_COSINE = 0.4

Found = tuple[NDArray[np.uint32], NDArray[np.float32]]


class Hashed(Protocol):
    """Finds rows by hashes."""

    def rows(self, asked: Hashes) -> Found:
        """Every row that carries one of ``asked``, with the weight of that hash."""


class Near(Protocol):
    """Finds rows by vectors."""

    def nearest(self, vector: Vector, most: int, least: float) -> Found:
        """The nearest rows with their cosines."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recording by its number, with how many hashes it shares and how alike the vectors are (cosine).

    0 where one of the two ways did not lead to it.
    """

    number: int
    votes: int
    cosine: float


class SoundIndex:
    """An index in ``folder``; without one it lives in memory alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._shelf = Shelf(folder) if folder is not None else None
        self._segments: dict[str, Segment] = {}
        self._stamp = 0
        self._head = Head()
        self._top = 0
        self._gaps: set[int] = set()
        self._lock = threading.Lock()
        self._tidying = threading.Lock()
        self._logger = structlog.get_logger(__name__)

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> "SoundIndex":
        """An index in memory of these segments, for measuring."""
        made = cls()
        made._segments = {f"given {place}": segment for place, segment in enumerate(segments)}
        return made

    def __len__(self) -> int:
        return len(self._head) + sum(len(segment) for segment in self._segments.values())

    @property
    def nbytes(self) -> int:
        """Bytes of the sealed segments."""
        return sum(segment.nbytes for segment in self._segments.values())

    def catch_up(self, connection: Connection) -> None:
        """Take up what was committed since the last time.

        Call it before the transaction writes rows of its own: those may still be rolled back.
        """
        with self._lock:
            while True:
                self._refresh(connection)
                rows = entries(connection, self._top, sorted(self._gaps), _CHUNK)
                for entry in rows:
                    self._head.add(entry)
                    self._gaps.discard(entry.number)
                    self._gaps |= set(range(max(self._top + 1, entry.number - LATE), entry.number))
                    self._top = max(self._top, entry.number)
                self._gaps = {gap for gap in self._gaps if gap > self._top - LATE}
                if len(self._head) >= SEALED_AT:
                    self._seal()
                if len(rows) < _CHUNK:
                    return

    def candidates(self, fingerprint: Fingerprint) -> Sequence[Candidate]:
        """What may be the same recording, likeliest first: by hashes, then by vectors."""
        votes: defaultdict[int, int] = defaultdict(int)
        weights: defaultdict[int, float] = defaultdict(float)
        cosines: dict[int, float] = {}
        wanted = asked(fingerprint.items)
        with self._lock:
            for numbers, postings, near in self._parts():
                rows, weight = postings.rows(wanted)
                shared = np.bincount(rows) if len(rows) else np.zeros(0, dtype=np.int64)
                weighed = np.bincount(rows, weights=weight) if len(rows) else shared
                good = np.flatnonzero(shared >= _LEAST_VOTES)
                for row in good[np.argsort(-weighed[good], kind="stable")[:_MOST]]:
                    votes[int(numbers[row])] = int(shared[row])
                    weights[int(numbers[row])] = float(weighed[row])
                for row, cosine in zip(*near.nearest(fingerprint.vector, _MOST, _LEAST_COSINE), strict=True):
                    cosines[int(numbers[row])] = float(cosine)
        by_votes = sorted(votes, key=lambda n: (-weights[n], n))[:_MOST]
        by_cosine = sorted(cosines, key=lambda n: (-cosines[n], n))[:_MOST]
        chosen = dict.fromkeys((*by_votes, *by_cosine))
        return [Candidate(n, votes.get(n, 0), cosines.get(n, 0.0)) for n in chosen]

    def tidy(self) -> None:
        """Merge segments where there are many. Takes seconds; call it outside transactions.

        Does nothing while another thread or process does it.
        """
        if self._shelf is None or not self._tidying.acquire(blocking=False):
            return
        try:
            while self._merge_some(self._shelf):
                pass
        finally:
            self._tidying.release()

    def _parts(self) -> list[tuple[NDArray[np.int64], Hashed, Near]]:
        parts: list[tuple[NDArray[np.int64], Hashed, Near]] = [
            (segment.numbers, segment.postings, segment.neighbours) for segment in self._segments.values()
        ]
        return [*parts, (self._head.numbers(), self._head, self._head)]

    def _refresh(self, connection: Connection) -> None:
        """Take up what this or another process sealed or merged."""
        if self._shelf is None or self._shelf.stamp() == self._stamp:
            return
        first, self._stamp = self._stamp == 0, self._shelf.stamp()
        try:
            segments = self._shelf.read(self._segments)
        except (OSError, ValueError, KeyError) as error:
            self._start_anew(f"it cannot be read ({error})")
            return
        if first and not all(_made_of(segment, connection) for segment in segments.values()):
            self._start_anew("it was made of another database")
            return
        if sum(map(len, segments.values())) < sum(map(len, self._segments.values())):
            # Somebody removed segments: what they held is read again.
            self._head, self._top = Head(), 0
        self._segments = segments
        known = self._top
        self._top = max([known, *(int(segment.numbers.max()) for segment in segments.values())])
        recent = self._top - LATE
        held = self._head.numbers()
        sealed = _numbers(segments.values(), min([recent, *held.tolist()]) - 1)
        self._head = self._head.without(sealed)
        if self._top > known:
            self._gaps |= set(range(max(1, recent), self._top)) - sealed - set(held.tolist())

    def _start_anew(self, why: str) -> None:
        """Forget everything: it is in the database."""
        self._logger.warning("the sound index is made again from the database", why=why)
        self._segments, self._head, self._top, self._gaps = {}, Head(), 0, set()
        if self._shelf is not None:
            with self._shelf.alone() as alone:
                if alone:
                    self._shelf.write([])
            self._stamp = self._shelf.stamp()

    def _seal(self) -> None:
        if self._shelf is None:
            name = f"sealed {self._head.numbers()[0]}"
            self._segments[name], self._head = self._head.sealed(), Head()
            return
        with self._shelf.alone() as alone:
            if not alone or self._shelf.stamp() != self._stamp:
                return  # Another process seals or sealed: it is taken up the next time.
            name = self._shelf.add(self._head.sealed())
            self._shelf.write([*self._segments, name])
            self._stamp = self._shelf.stamp()
            self._segments = self._shelf.read(self._segments)
            self._head = Head()

    def _merge_some(self, shelf: Shelf) -> bool:
        """Merge the smallest segments where there are enough of one size; False where there are not."""
        with shelf.alone() as alone:
            if not alone:
                return False
            with self._lock:
                stamp, segments = self._stamp, dict(self._segments)
            chosen = _alike({name: len(segment) for name, segment in segments.items()})
            if not chosen or shelf.stamp() != stamp:
                return False
            merged = shelf.add(Segment.merged([segments.pop(name) for name in chosen]))
            shelf.write([*segments, merged])
            with self._lock:
                self._stamp = shelf.stamp()
                self._segments = shelf.read(segments)
            shelf.clear([*segments, merged])
        return True


def _alike(sizes: Mapping[str, int]) -> list[str]:
    """``MERGED`` segments of about one size that do not make too large a one together; none where fewer."""
    levels: defaultdict[int, list[str]] = defaultdict(list)
    for name, size in sizes.items():
        levels[int(math.log(max(1, size / SEALED_AT), MERGED) + 0.5)].append(name)
    for _, names in sorted(levels.items()):
        chosen = names[:MERGED]
        if len(chosen) == MERGED and sum(sizes[name] for name in chosen) <= LARGEST:
            return chosen
    return []


def _made_of(segment: Segment, connection: Connection) -> bool:
    """Whether the last recording of ``segment`` is in the database as it is in the segment."""
    number = int(segment.numbers[-1])
    found = entries(connection, number - 1, (), 1)
    return (
        bool(found)
        and found[0].number == number
        and (found[0].vector.tobytes() == segment.neighbours.vectors[-1].tobytes())
    )


def _numbers(segments: Iterable[Segment], above: int) -> set[int]:
    """The numbers above ``above`` in ``segments``."""
    found: set[int] = set()
    for segment in segments:
        found.update(segment.numbers[segment.numbers > above].tolist())
    return found
