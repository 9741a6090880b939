"""Chromaprint's fingerprint (algorithm "test2"), bit for bit, so that AcoustID knows it too.

Each item of 32 bits holds sixteen filters over about two seconds of the semitone image, each quantised
to two bits in Gray code. The algorithm and the filters are Lukáš Lalinský's (acoustid.org/chromaprint).
"""

import numpy as np
from numpy.typing import NDArray

from detectors.duplicates.bands import NOTES, DoubleArray

Items = NDArray[np.uint32]

WIDTH = 16
"""Frames that an item spans after smoothing."""
SMOOTHED = 5
_SMOOTHING = (0.25, 0.75, 1.0, 0.75, 0.25)
_QUIET = 0.01
_GRAY = np.array([0, 1, 3, 2], dtype=np.uint32)

# (shape, first band, bands, frames, three thresholds)
_FILTERS = (
    (0, 4, 3, 15, 1.98215, 2.35817, 2.63523),
    (4, 4, 6, 15, -1.03809, -0.651211, -0.282167),
    (1, 0, 4, 16, -0.298702, 0.119262, 0.558497),
    (3, 8, 2, 12, -0.105439, 0.0153946, 0.135898),
    (3, 4, 4, 8, -0.142891, 0.0258736, 0.200632),
    (4, 0, 3, 5, -0.826319, -0.590612, -0.368214),
    (1, 2, 2, 9, -0.557409, -0.233035, 0.0534525),
    (2, 7, 3, 4, -0.0646826, 0.00620476, 0.0784847),
    (2, 6, 2, 16, -0.192387, -0.029699, 0.215855),
    (2, 1, 3, 2, -0.0397818, -0.00568076, 0.0292026),
    (5, 10, 1, 15, -0.53823, -0.369934, -0.190235),
    (3, 6, 2, 10, -0.124877, 0.0296483, 0.139239),
    (2, 1, 1, 14, -0.101475, 0.0225617, 0.231971),
    (3, 5, 6, 4, -0.0799915, -0.00729616, 0.063262),
    (1, 9, 2, 12, -0.272556, 0.019424, 0.302559),
    (3, 4, 2, 14, -0.164292, -0.0321188, 0.0846339),
)


def chromaprint(notes: DoubleArray) -> Items:
    """The items of the semitone image ``notes`` (frames, NOTES); none where it is too short."""
    image = _normalised(_smoothed(notes))
    count = len(image) - WIDTH + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint32)
    total = np.zeros((len(image) + 1, NOTES + 1))
    total[1:, 1:] = image.cumsum(axis=0).cumsum(axis=1)
    items = np.zeros(count, dtype=np.uint32)
    for shape, band, bands, frames, *thresholds in _FILTERS:
        one, other = _sides(_Sums(total, count, band), shape, bands, frames)
        value = np.log((1.0 + one) / (1.0 + other))
        level = np.searchsorted(thresholds, value, side="right")
        items = (items << np.uint32(2)) | _GRAY[level]
    return items


def _smoothed(notes: DoubleArray) -> DoubleArray:
    count = max(0, len(notes) - SMOOTHED + 1)
    smooth = np.zeros((count, NOTES))
    for offset, weight in enumerate(_SMOOTHING):
        smooth += weight * notes[offset : offset + count]
    return smooth


def _normalised(image: DoubleArray) -> DoubleArray:
    length = np.sqrt((image**2).sum(axis=1, keepdims=True))
    return np.where(length < _QUIET, 0.0, image / np.maximum(length, _QUIET))


class _Sums:
    """Sums over rectangles whose first frame is each item's, from a table of running sums."""

    def __init__(self, total: DoubleArray, count: int, band: int) -> None:
        self._total, self._count, self._band = total, count, band

    def of(self, frames: tuple[int, int], bands: tuple[int, int]) -> DoubleArray:
        """The sum over the half-open ranges of frames and bands."""
        low, high = self._band + bands[0], self._band + bands[1]
        early = self._total[frames[0] : frames[0] + self._count]
        late = self._total[frames[1] : frames[1] + self._count]
        return late[:, high] - early[:, high] - late[:, low] + early[:, low]


def _sides(sums: _Sums, shape: int, bands: int, frames: int) -> tuple[DoubleArray, DoubleArray | float]:
    """What a filter compares: the sums over its two kinds of area."""
    half_b, half_f, third_b, third_f = bands // 2, frames // 2, bands // 3, frames // 3
    whole_b, whole_f = (0, bands), (0, frames)
    match shape:
        case 0:
            return sums.of(whole_f, whole_b), 0.0
        case 1:
            return sums.of(whole_f, (half_b, bands)), sums.of(whole_f, (0, half_b))
        case 2:
            return sums.of((half_f, frames), whole_b), sums.of((0, half_f), whole_b)
        case 3:
            return (
                sums.of((0, half_f), (half_b, bands)) + sums.of((half_f, frames), (0, half_b)),
                sums.of((0, half_f), (0, half_b)) + sums.of((half_f, frames), (half_b, bands)),
            )
        case 4:
            outer = sums.of(whole_f, (0, third_b)) + sums.of(whole_f, (2 * third_b, bands))
            return sums.of(whole_f, (third_b, 2 * third_b)), outer
        case _:
            outer = sums.of((0, third_f), whole_b) + sums.of((2 * third_f, frames), whole_b)
            return sums.of((third_f, 2 * third_f), whole_b), outer
