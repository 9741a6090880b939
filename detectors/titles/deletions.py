"""Finds strings within a small edit distance of another, among many.

After SymSpell (Garbe 2012): two strings within distance d become equal when up to d letters are
deleted from each. Only the first letters are looked at, so that an entry needs few variants. What is
found is sifted by length and by the letters that occur, and then measured.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from operator import itemgetter

import numpy as np
from rapidfuzz.distance import Levenshtein

_PREFIX = 9
_LETTERS = 64
_FURTHEST = 2
_BUCKET_BITS = 21


class Deletions:
    """Entries and how far each may lie from what is looked for, by its length: 0, 1 or 2 edits.

    Hashes of the entries' variants lie sorted, with a table of where each begins: some 800 bytes for
    an entry.
    """

    def __init__(self, entries: Sequence[str], allowed: Callable[[int], int]) -> None:
        self._entries = entries
        self._allowed = allowed
        variants, owners = array("Q"), array("I")
        for number, entry in enumerate(entries):
            own = _variants(entry, allowed(len(entry)))
            variants.extend(own)
            owners.extend([number] * len(own))
        unsorted = np.array(variants, dtype=np.uint64)
        order = np.argsort(unsorted, kind="stable")
        hashes, starts = np.unique(unsorted[order], return_index=True)
        buckets = np.arange((1 << _BUCKET_BITS) + 1, dtype=np.uint64)
        edges = np.searchsorted(hashes >> np.uint64(64 - _BUCKET_BITS), buckets)
        # Reading one number of an array of the standard library is several times faster than of numpy's.
        self._owners = array("I", np.array(owners, dtype=np.uint32)[order].tobytes())
        self._hashes = array("Q", hashes.tobytes())
        self._starts = array("I", np.append(starts, len(order)).astype(np.uint32).tobytes())
        self._edges = array("I", edges.astype(np.uint32).tobytes())
        self._letters = array("Q", [_letters(entry) for entry in entries])

    def near(self, text: str) -> list[tuple[int, int]]:
        """Numbers of entries close enough to ``text``, each after its distance, nearest first."""
        reach = self._allowed(len(text) + _FURTHEST)
        if not reach or len(text) <= reach:
            return []
        own, letters = _letters(text), self._letters
        found = []
        for number in self._sharing(_variants(text, reach)):
            # A slip changes at most two of the letters that occur: one goes, one comes.
            if (letters[number] ^ own).bit_count() > 2 * reach:
                continue
            entry = self._entries[number]
            limit = self._allowed(len(entry))
            distance = Levenshtein.distance(text, entry, score_cutoff=limit)
            if distance <= limit:
                found.append((distance, number))
        return sorted(found)

    def _sharing(self, wanted: Iterable[int]) -> set[int]:
        """Numbers of the entries that have one of the ``wanted`` hashes among their variants."""
        hashes, edges, starts = self._hashes, self._edges, self._starts
        found: set[int] = set()
        for variant in wanted:
            bucket = variant >> (64 - _BUCKET_BITS)
            for at in range(edges[bucket], edges[bucket + 1]):
                if hashes[at] == variant:
                    found.update(self._owners[starts[at] : starts[at + 1]])
                    break
        return found


def _letters(text: str) -> int:
    """Which letters occur, as bits."""
    bits = 0
    for letter in text:
        bits |= 1 << ord(letter) % _LETTERS
    return bits


def _variants(text: str, distance: int) -> list[int]:
    """Hashes of the first letters of ``text`` with up to ``distance`` of them deleted."""
    prefix = text[:_PREFIX]
    return list({hash(kept(prefix)) & 0xFFFF_FFFF_FFFF_FFFF for kept in _ways(len(prefix), distance)})


@cache
def _ways(size: int, distance: int) -> list[Callable[[str], object]]:
    deepest = min(distance, size - 1)
    return [itemgetter(*k) for n in range(deepest + 1) for k in combinations(range(size), size - n)]
