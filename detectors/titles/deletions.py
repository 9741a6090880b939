"""Finds strings within a small edit distance of another, among many.

After SymSpell (Garbe 2012): two strings within distance d become equal when up to d letters are
deleted from each. Only the first letters are looked at, so that an entry needs few variants. What is
found is sifted by the letters that occur, and then measured.

A variant's hash is a sum: each letter times an odd number that belongs to its place. So the hashes of
all variants of a string are one small matrix by its letters, and those of all entries a large one.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.audio.compiled import compiled

_PREFIX = 9
_LETTERS = 64
_FURTHEST = 2
_PLACES = np.random.default_rng(1).integers(1 << 63, size=_PREFIX, dtype=np.uint64) * 2 + 1
_NONE = -1
_NUMBER_BITS = 32
_SLOTS_OF_TEN = 17
_TAG = np.uint64(0xFFFF_FFFF_0000_0000)
_LAST = np.uint32(1 << 31)

Hashes = NDArray[np.uint64]
Codes = NDArray[np.uint32]


class Deletions:
    """Entries and how far each may lie from what is looked for, by its length: 0, 1 or 2 edits.

    An entry that may not lie anywhere else is never found. The entries of one variant lie together, the
    last of them marked, and a table of slots, four in ten of them free, says where: some 550 bytes for an
    entry, most of it for those of two edits.
    """

    def __init__(self, entries: Sequence[str], allowed: Callable[[int], int]) -> None:
        self._allowed = allowed
        sizes = np.array([len(entry) for entry in entries], np.int64)
        variants, owners = _variants(entries, allowed)
        hashes, starts = np.unique(variants, return_index=True)
        owners[np.append(starts[1:], len(owners))[: len(starts)] - 1] |= _LAST
        slots = np.zeros(len(hashes) * _SLOTS_OF_TEN // 10 + 1, np.uint64)
        _fill(slots, hashes, starts.astype(np.uint64))
        offsets = np.append(0, np.cumsum(sizes)).astype(np.uint32)
        limits = np.array([allowed(size) for size in sizes.tolist()], np.uint8)
        letters = np.array([_letters(_codes(entry)) for entry in entries], np.uint64)
        self._arrays: Any = (slots, owners, _codes("".join(entries)), offsets, limits, letters)

    def nearest(self, text: str) -> tuple[int, int] | None:
        """The entry close enough to ``text`` that is nearest, and first of those: distance and number."""
        reach = self._allowed(len(text) + _FURTHEST)
        if not reach or len(text) <= reach:
            return None
        codes = _codes(text)
        found = _nearest(codes, _weights(min(len(codes), _PREFIX), reach), reach, *self._arrays)
        return None if found == _NONE else divmod(found, 1 << _NUMBER_BITS)


@compiled("uint64(uint32[::1])")
def _letters(codes: Codes) -> Any:
    """Which letters occur, as bits."""
    bits = np.uint64(0)
    for code in codes:
        bits |= np.uint64(1) << np.uint64(code % _LETTERS)
    return bits


@compiled("boolean(uint64, int64)")
def _more(bits: Any, most: int) -> bool:
    """Whether more than ``most`` bits are set."""
    for _ in range(most):
        if bits:
            bits &= bits - np.uint64(1)
    return bool(bits)


@compiled("int64(uint32[::1], uint32[::1], int64, int64[::1])")
def _distance(text: Codes, other: Codes, limit: int, row: NDArray[np.int64]) -> int:
    """Levenshtein's distance, or any number above ``limit`` where it is above. ``row`` is overwritten."""
    width = len(text)
    if abs(width - len(other)) > limit:
        return limit + 1
    for at in range(width + 1):
        row[at] = at
    for line in range(1, len(other) + 1):
        # Cells farther from the diagonal than the limit are above it, whatever the letters.
        first, last = max(1, line - limit), min(width, line + limit)
        corner, row[first - 1] = row[first - 1], line if first == 1 else limit + 1
        nearest = row[first - 1]
        for at in range(first, last + 1):
            above = row[at] if at < line + limit else limit + 1
            same = corner if text[at - 1] == other[line - 1] else corner + 1
            corner, row[at] = row[at], min(same, above + 1, row[at - 1] + 1)
            nearest = min(nearest, row[at])
        if nearest > limit:
            return limit + 1
    return int(row[width])


@compiled("int64(uint64, int64)")
def _slot(hashed: Any, slots: int) -> int:
    """The slot to look into first, by the lower half of the hash."""
    return int(((hashed & ~_TAG) * np.uint64(slots)) >> np.uint64(32))


@compiled("void(uint64[::1], uint64[::1], uint64[::1])")
def _fill(slots: Hashes, hashes: Hashes, starts: Hashes) -> None:
    """Put each start, with the upper half of its hash, into the first free slot from the hash on."""
    for hashed, start in zip(hashes, starts):  # noqa: B905  compiled loops have no strict
        at = _slot(hashed, len(slots))
        while slots[at]:
            at = at + 1 if at + 1 < len(slots) else 0
        slots[at] = hashed & _TAG | start + np.uint64(1)


@compiled(
    "int64(uint32[::1], uint64[:,::1], int64, uint64[::1], uint32[::1], "
    "uint32[::1], uint32[::1], uint8[::1], uint64[::1])"
)
def _nearest(  # noqa: PLR0917  a compiled loop takes arrays
    text: Codes,
    weights: Hashes,
    reach: int,
    slots: Hashes,
    owners: Codes,
    codes: Codes,
    offsets: Codes,
    limits: NDArray[np.uint8],
    letters: Hashes,
) -> int:
    """The smallest of distance and number, in one number; ``_NONE`` where no entry is close enough."""
    own, best = _letters(text), np.int64(_NONE)
    row = np.empty(len(text) + 1, np.int64)
    for variant in weights:
        wanted = np.uint64(0)
        for place in range(len(variant)):
            wanted += variant[place] * np.uint64(text[place])
        at = _slot(wanted, len(slots))
        while slots[at]:
            if (slots[at] ^ wanted) & _TAG:
                at = at + 1 if at + 1 < len(slots) else 0
                continue
            start = np.int64(slots[at] & ~_TAG) - 1
            at = at + 1 if at + 1 < len(slots) else 0
            marked = np.uint32(0)
            while not marked:
                owner, marked = owners[start] & ~_LAST, owners[start] & _LAST
                start += 1
                # A slip changes at most two of the letters that occur: one goes, one comes.
                if _more(letters[owner] ^ own, 2 * reach):
                    continue
                distance = _distance(text, codes[offsets[owner] : offsets[owner + 1]], limits[owner], row)
                if distance <= limits[owner]:
                    found = (distance << _NUMBER_BITS) + np.int64(owner)
                    if best == _NONE or found < best:
                        best = found
    return int(best)


def _codes(text: str) -> Codes:
    return np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), "<u4")


def _variants(entries: Sequence[str], allowed: Callable[[int], int]) -> tuple[Hashes, Codes]:
    """The hashes of all entries' variants, sorted, and the entry of each."""
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if distance := allowed(len(entry)):
            alike[min(len(entry), _PREFIX), distance].append(number)
    hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
    for (size, distance), numbers in alike.items():
        codes = _codes("".join(entries[number][:size] for number in numbers)).reshape(-1, size)
        made = codes.astype(np.uint64) @ _weights(size, distance).T
        hashes.append(made.ravel())
        owners.append(np.repeat(np.array(numbers, np.uint32), made.shape[1]))
    unsorted = np.concatenate(hashes)
    order = np.argsort(unsorted, kind="stable")
    return unsorted[order], np.concatenate(owners)[order]


@cache
def _weights(size: int, distance: int) -> Hashes:
    """A row for each way to delete up to ``distance`` of ``size`` letters: what each letter counts."""
    deepest = min(distance, size - 1)
    ways = [kept for n in range(deepest + 1) for kept in combinations(range(size), size - n)]
    weights = np.zeros((len(ways), size), np.uint64)
    for row, kept in zip(weights, ways, strict=True):
        row[list(kept)] = _PLACES[: len(kept)]
    return weights
