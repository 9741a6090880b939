"""The chroma image: log loudness over time and pitch, from which copies are recognised at any speed."""

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.bands import FRAMES_PER_S, FloatArray

Image = NDArray[np.int8]

EVERY = 2
ROWS_PER_S = FRAMES_PER_S / EVERY
UNIT = 32.0
"""A value of 1 is a 32nd of a neper of magnitude above the row's mean."""

_SMOOTH = 4
_LARGEST = 127
_ROW_FLOOR = 0.02
_WHOLE_FLOOR = 0.002


def chroma_image(steps: FloatArray) -> Image:
    """The image of the chroma ``steps`` (frames, STEPS), smoothed over half a second; shape (rows, STEPS).

    A row is the logarithm of its frames over pitch, without its mean: loudness does not matter. Floors
    relative to the row's mean and to the whole keep what is hardly there from counting.
    """
    if not len(steps):
        return np.zeros((0, steps.shape[1]), dtype=np.int8)
    floor = _ROW_FLOOR * steps.mean(axis=1, keepdims=True) + _WHOLE_FLOOR * steps.mean() + 1e-9
    log = np.log(steps + floor)
    log -= log.mean(axis=1, keepdims=True)
    # As scipy.ndimage.uniform_filter1d, which would take a worker 16 MB to import.
    padded = np.pad(log, ((_SMOOTH // 2, _SMOOTH - _SMOOTH // 2 - 1), (0, 0)), mode="edge")
    smooth = sum(padded[i : i + len(log) : EVERY] for i in range(_SMOOTH)) / np.float32(_SMOOTH)
    image: Image = np.clip(np.rint(smooth * UNIT), -_LARGEST, _LARGEST).astype(np.int8)
    return image


def at_speed(image: NDArray[np.floating], speed: float) -> FloatArray:
    """The rows of ``image`` as they would come if the recording were played at 1 / ``speed``."""
    count = max(1, round(len(image) * speed))
    place = np.minimum(np.arange(count) / speed, len(image) - 1.0)
    below = np.minimum(place.astype(int), max(0, len(image) - 2))
    above = np.minimum(below + 1, len(image) - 1)
    share = (place - below)[:, None].astype(np.float32)
    found: FloatArray = image[below] * (1.0 - share) + image[above] * share
    return found.astype(np.float32, copy=False)
