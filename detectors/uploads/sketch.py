"""Counts of different things in bounded memory."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

KEPT = 128
_SPACE = 1 << 40


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
    of two periods gives the sketch of both.
    """

    counts: dict[int, int] = field(default_factory=dict)
    limit: int = _SPACE
    """Hashes from here on were dropped; ``_SPACE`` while nothing was."""

    def add(self, marked: int, count: int = 1) -> None:
        """Count ``marked``, a result of :func:`mark`."""
        if marked >= self.limit:
            return
        self.counts[marked] = self.counts.get(marked, 0) + count
        if len(self.counts) > KEPT:
            self._drop_largest()

    def _drop_largest(self) -> None:
        self.limit = max(self.counts)
        del self.counts[self.limit]

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
        total = sum(self.counts.values())
        return sum(c for c in self.counts.values() if c > 1) / total if total else None

    def to_json(self) -> dict[str, object]:
        """A JSON document that :meth:`from_json` reads."""
        return {"l": self.limit, "c": {format(h, "x"): n for h, n in self.counts.items()}}

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Sketch":
        """Read what :meth:`to_json` wrote."""
        counts, limit = document["c"], document["l"]
        if not isinstance(counts, dict) or not isinstance(limit, int):
            raise TypeError("a sketch is {'l': int, 'c': {hash: count}}")
        return cls({int(h, 16): int(n) for h, n in counts.items()}, limit)


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
    return Sketch(counts, limit)
