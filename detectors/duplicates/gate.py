"""Sounds that cannot be told from one another by a fingerprint: silence, steady tones, steady noise.

Two independent white noises share a third of Chromaprint's items, and all silences are one.
"""

from enum import StrEnum

import numpy as np

from detectors.duplicates.bands import FRAMES_PER_S, DoubleArray
from detectors.duplicates.chromaprint import Items
from detectors.duplicates.image import UNIT, Image

SHORTEST_S = 8.0
_QUIET = 0.01
_MOSTLY = 0.5
_FEW = 0.1
_STILL = 0.095
_APART = 2


class Gate(StrEnum):
    """Whether a recording has a fingerprint that tells it from others, and if not, why."""

    OPEN = "open"
    SHORT = "short"
    SILENCE = "silence"
    TONE = "tone"
    NOISE = "noise"


def gate_of(notes: DoubleArray, items: Items, image: Image) -> Gate:
    """Judge by Chromaprint's semitone power and items, and by how much the chroma image changes.

    Music changes by 0.1 neper or more in half a second, in the median; steady noise of any colour by
    less, and a tone repeats the same few items.
    """
    if len(notes) < SHORTEST_S * FRAMES_PER_S or not len(items) or len(image) <= _APART:
        return Gate.SHORT
    if float((np.sqrt((notes**2).sum(axis=1)) < _QUIET).mean()) > _MOSTLY:
        return Gate.SILENCE
    if len(np.unique(items)) < _FEW * len(items):
        return Gate.TONE
    rows = image.astype(np.float32)
    change = np.abs(rows[_APART:] - rows[:-_APART]).mean(axis=1) / UNIT
    return Gate.NOISE if float(np.median(change)) < _STILL else Gate.OPEN
