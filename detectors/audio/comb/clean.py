"""How strongly a spectrum carries a decoder's lines beyond what a steady beat explains."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import COARSE, FAMILIES, MP3_LINES
from detectors.audio.comb.kernels import comb_sums
from detectors.audio.comb.line_kernels import clean_lines, line_sum

_PARTS = 48
_FINEST_HZ = 1.9
_FEWEST_BINS_APART = 3.0
_SAME = 0.002


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a spectrum in which lines are counted.

    ``bins`` has shape (bins, 2): the z of each bin from 0 Hz on, ``bin_hz`` apart, and 1 where it counts.
    A line lies in the bin that its place plus ``offset`` falls into. Fewer than ``fewest`` lines say nothing.
    Where ``beside`` is above 0, a line counts for what it stands out of the bins so far beside it.
    """

    bins: NDArray[np.float32]
    bin_hz: float
    lowest_hz: float
    highest_hz: float
    fewest: int = 5
    offset: float = 0.5
    beside: int = 0

    def comb(self, spacing_hz: float) -> float | None:
        """``sum(z of the lines) / sqrt(lines)``; None where there are too few."""
        total, count = self._sum(spacing_hz, 0)
        return float(total / np.sqrt(count)) if count >= self.fewest else None

    def clean_comb(self, spacing_hz: float, speed: float = 1.0) -> float | None:
        """``(mean of the lines - mean of a beat's other lines) * sqrt(lines)``: near N(0, 1) without a comb.

        A beat, or music whose notes start on a grid, makes lines at a whole fraction of the spacing too, and
        alike on all of them; a decoder leaves its own alone. So the strongest of the finer combs, at the
        lines that are not the comb's own, is taken off; fractions at which decoders or MP3 leave lines do
        not count. So is what lies beside the lines (``beside``): a note's lines are broader than a
        decoder's. ``spacing_hz`` is the one at the native speed; the lines are looked for at ``speed`` times
        it. None where they are under three bins apart or too few count.
        """
        shape = (spacing_hz * speed, self.bin_hz, self.lowest_hz, self.highest_hz)
        band = np.array([*shape, self.fewest, self.offset, _FEWEST_BINS_APART, self.beside])
        z = clean_lines(self.bins, band, _fractions(spacing_hz))
        return None if np.isnan(z) else float(z)

    def best(self, spacings_hz: NDArray[np.float64]) -> float:
        """The one of some neighbouring spacings at which the plain comb is strongest."""
        first = np.ceil(self.lowest_hz / spacings_hz).astype(np.int64)
        last = (self.highest_hz / spacings_hz).astype(np.int64)
        z = np.empty(len(spacings_hz))
        comb_sums(self.bins, spacings_hz / self.bin_hz, first, last, z)
        return float(spacings_hz[int(np.argmax(z))])

    def _sum(self, spacing_hz: float, skip: int) -> tuple[float, float]:
        first, last = int(np.ceil(self.lowest_hz / spacing_hz)), int(self.highest_hz / spacing_hz)
        ends = np.array([first, last, skip], dtype=np.int64)
        total, count = line_sum(self.bins, spacing_hz / self.bin_hz, ends, self.offset)
        return float(total), float(count)


@lru_cache(maxsize=1024)
def _fractions(spacing_hz: float) -> NDArray[np.int64]:
    """Into how many parts a beat may cut the spacing."""
    parts = np.arange(2, _PARTS + 1)
    finer = spacing_hz / parts
    known = np.abs(_known()[:, None] / finer[None, :] - 1.0).min(axis=0) <= _SAME
    return np.asarray(parts[(finer > _FINEST_HZ) & ~known], dtype=np.int64)


@lru_cache(maxsize=1)
def _known() -> NDArray[np.float64]:
    return np.array([family.spacing_hz for family in FAMILIES] + [*COARSE, *MP3_LINES])
