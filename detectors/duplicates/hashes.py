"""Which of a recording's Chromaprint items it is found by."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.bands import NOTES
from detectors.duplicates.chromaprint import SMOOTHED, WIDTH, Items, chromaprint

Hashes = NDArray[np.uint32]

BITS = 28
"""Of an item's 32 bits the first 28, as in AcoustID."""
KEPT = 40
ASKED = 4000
_DROPPED = np.uint32(32 - BITS)


def hashes(items: Items) -> Hashes:
    """The different hashes of a recording, ascending, without that of silence."""
    found: Hashes = np.unique(items >> _DROPPED)
    heard: Hashes = found[found != _silence()]
    return heard


def asked(items: Items) -> Hashes:
    """The hashes to look a recording up by: all of them, of very long ones as many as fit."""
    return least(hashes(items), ASKED)


def kept(items: Items) -> Hashes:
    """The ``KEPT`` hashes to find a recording by: those that a fixed mixing of bits puts first.

    Because the mixing knows nothing of the recording, two versions of one choose alike, wherever either
    was cut (bottom-k sampling, Broder 1997).
    """
    return least(hashes(items), KEPT)


def least(found: Hashes, count: int) -> Hashes:
    """The ``count`` of ``found`` that come first when their bits are mixed, ascending."""
    if len(found) <= count:
        return found
    return np.sort(found[np.argpartition(_mixed(found), count)[:count]])


def _mixed(found: Hashes) -> Hashes:
    """MurmurHash3's finalizer."""
    mixed = found.copy()
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    return mixed


@lru_cache(maxsize=1)
def _silence() -> int:
    return int(chromaprint(np.zeros((WIDTH + SMOOTHED, NOTES)))[0] >> _DROPPED)
