"""Counts of different things in bounded memory."""

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

KEPT = 128
_SPACE = 1 << 40
_HEAD = struct.Struct("<QH")


def mark(text: str) -> int:
    """A 40-bit hash of ``text``; the same on every machine and in every run."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big"
    )


@dataclass(slots=True)
class Sketch:
    """A bottom-k sketch: the ``KEPT`` smallest hashes that were added, each with its exact count.

    Up to ``KEPT`` different things everything is exact. Beyond, the kept ones are a uniform sample
    of the different things (Cohen 1997), so shares over them are unbiased, and the number of
    different things has a standard error of about ``1 / sqrt(KEPT - 2)``, 9 %. Merging the sketches
    of two periods gives the sketch of both, and adding to the merged one is the same as merging after
    adding.
    """

    counts: dict[int, int] = field(default_factory=dict)
    limit: int = _SPACE
    """Hashes from here on were dropped; ``_SPACE`` while nothing was."""
    total: int = 0
    repeated: int = 0
    """Additions of what is kept, and those among them of things that were added more than once."""

    def add(self, marked: int, count: int = 1) -> None:
        """Count ``marked``, a result of :func:`mark`."""
        if marked >= self.limit:
            return
        counts = self.counts
        before = counts.get(marked, 0)
        after = counts[marked] = before + count
        self.total += count
        if after > 1:
            self.repeated += after if before <= 1 else count
        if len(counts) > KEPT:
            self._drop_largest()

    def _drop_largest(self) -> None:
        self.limit = max(self.counts)
        dropped = self.counts.pop(self.limit)
        self.total -= dropped
        self.repeated -= dropped if dropped > 1 else 0

    @property
    def distinct(self) -> float:
        """Different things added: exact up to ``KEPT``, estimated beyond."""
        if self.limit == _SPACE:
            return float(len(self.counts))
        return (len(self.counts)) * _SPACE / self.limit

    def count(self, marked: int) -> int | None:
        """How often ``marked`` was added; None where the sketch does not know."""
        return self.counts.get(marked, 0) if marked < self.limit else None

    @property
    def repeated_share(self) -> float | None:
        """Share of additions whose thing was added more than once; None where nothing was added."""
        return self.repeated / self.total if self.total else None

    def packed(self) -> bytes:
        """Bytes that :meth:`unpacked` reads."""
        n = len(self.counts)
        return _HEAD.pack(self.limit, n) + struct.pack(
            f"<{n}Q{n}I", *self.counts.keys(), *self.counts.values()
        )

    @classmethod
    def unpacked(cls, data: bytes, at: int) -> tuple["Sketch", int]:
        """Read what :meth:`packed` wrote from position ``at``; also the position behind it."""
        limit, n = _HEAD.unpack_from(data, at)
        numbers = struct.unpack_from(f"<{n}Q{n}I", data, at + _HEAD.size)
        counts = numbers[n:]
        repeated = sum(c for c in counts if c > 1)
        sketch = cls(dict(zip(numbers[:n], counts, strict=True)), limit, sum(counts), repeated)
        return sketch, at + _HEAD.size + 12 * n


def merged(sketches: Iterable[Sketch]) -> Sketch:
    """The sketch of everything that was added to any of ``sketches``."""
    every = tuple(sketches)
    limit = min((s.limit for s in every), default=_SPACE)
    counts: dict[int, int] = {}
    for sketch in every:
        for marked, count in sketch.counts.items():
            if marked < limit:
                counts[marked] = counts.get(marked, 0) + count
    if len(counts) > KEPT:
        kept = sorted(counts)[: KEPT + 1]
        limit = kept[KEPT]
        counts = {marked: counts[marked] for marked in kept[:KEPT]}
    values = counts.values()
    return Sketch(counts, limit, sum(values), sum(c for c in values if c > 1))
