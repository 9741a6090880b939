"""Which rows carry which hash: sorted once, then only read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.hashes import BITS, Hashes

Rows = NDArray[np.uint32]

_WORD = 32
_PARTS = 16
_READ = 200_000


@dataclass(frozen=True, slots=True)
class Postings:
    """A table of buckets by a hash's first bits, and in each bucket its entries, ascending.

    An entry is a word of 32 bits: what is left of the hash, then the row. So a posting takes 4 bytes,
    and as many rows fit as bits are left. ``starts`` has one more entry than there are buckets.
    """

    starts: Rows
    entries: Rows

    @property
    def left(self) -> int:
        """How many of a hash's bits an entry holds."""
        return BITS - (len(self.starts) - 1).bit_length() + 1

    def rows(self, asked: Hashes) -> tuple[Rows, NDArray[np.float32]]:
        """Every row that carries one of ``asked``, once for each, with the weight of that hash.

        Rare hashes are read first, and reading ends after a fixed number of entries, so that hashes
        that everybody has cost no more than time for a few others. None is left out of the index.
        """
        left = np.uint32(self.left)
        bucket = (asked >> left).astype(np.int64)
        first, last = self.starts[bucket].astype(np.int64), self.starts[bucket + 1].astype(np.int64)
        order = np.argsort(last - first, kind="stable")
        order = order[: int(np.searchsorted(np.cumsum((last - first)[order]), _READ, side="right"))]
        first, last, asked = first[order], last[order], asked[order]
        length = last - first
        if not length.sum():
            return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32)
        skipped = np.repeat(first - np.concatenate([[0], np.cumsum(length)[:-1]]), length)
        found = self.entries[skipped + np.arange(int(length.sum()))]
        shift = np.uint32(_WORD) - left
        mask = np.uint32((1 << self.left) - 1)
        same = (found >> shift) == np.repeat(asked & mask, length)
        weight = np.repeat((1.0 / np.maximum(length, 1) ** 0.5).astype(np.float32), length)
        return found[same] & np.uint32((1 << int(shift)) - 1), weight[same]

    def pairs(self) -> tuple[Hashes, Rows]:
        """All (hash, row), in order."""
        shift = np.uint32(_WORD - self.left)
        bucket = np.repeat(np.arange(len(self.starts) - 1, dtype=np.uint32), np.diff(self.starts))
        found = (bucket << np.uint32(self.left)) | (self.entries >> shift)
        return found, self.entries & np.uint32((1 << int(shift)) - 1)


def build(found: Hashes, rows: Rows, count: int) -> Postings:
    """The postings of the pairs (``found[i]``, ``rows[i]``), where rows are below ``count``."""
    bits = _bucket_bits(len(found), count)
    left = BITS - bits
    starts = np.zeros((1 << bits) + 1, dtype=np.uint32)
    np.cumsum(np.bincount(found >> np.uint32(left), minlength=1 << bits), out=starts[1:])
    entries = np.empty(len(found), dtype=np.uint32)
    # One part of the hashes after the other: sorting all at once would take three times the memory.
    step = (1 << BITS) // _PARTS
    for part in range(_PARTS):
        chosen = (found >> np.uint32(BITS - 4)) == part if len(found) > step // _PARTS else part == 0
        keys = found[chosen].astype(np.uint64).ravel()
        keys <<= np.uint64(_WORD)
        keys |= rows[chosen].ravel()
        keys.sort()
        low = keys & np.uint64((1 << _WORD) - 1)
        low |= ((keys >> np.uint64(_WORD)) & np.uint64((1 << left) - 1)) << np.uint64(_WORD - left)
        start = 0 if part == 0 else int(starts[(part * step) >> left])
        entries[start : start + len(low)] = low
        if part == 0 and len(low) == len(found):
            break
    return Postings(starts, entries)


def _bucket_bits(postings: int, rows: int) -> int:
    """A dozen entries to a bucket, and enough room for the row in what is left of the word."""
    wanted = max(4, (max(1, postings) // 12).bit_length())
    needed = max(1, rows).bit_length() + BITS - _WORD
    return min(BITS, max(wanted, needed))
