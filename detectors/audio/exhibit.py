"""What the page draws of a recording."""

import numpy as np
from numpy.typing import NDArray

from contracts.evidence import AudioExhibit, Grounds, SpectrumSlice
from detectors.audio.analysis import Analysis
from detectors.audio.comb.families import FAMILIES, Family
from detectors.audio.comb.listen import SIZES, CombSpectra
from detectors.audio.comb.trace import Trace, strengths
from detectors.audio.comb.whiten import Whitened
from detectors.audio.grounds import grounds_of, spacing_scores

FloatArray = NDArray[np.float64]

WAVEFORM_POINTS = 800
MOST_POINTS = 1500
FROM_HZ, TO_HZ = 2_000.0, 16_000.0
SHOWN_FROM_Z = 4.0
_POINTS_PER_LINE = 8


def exhibit(analysis: Analysis, found: Trace | None) -> AudioExhibit:
    """Waveform, what the evidence rests on, and the averaged spectrum where its lines stand out most.

    The parts by time are a second pass's: see timeline.py.
    """
    wave = _rounded(waveform(analysis.levels.peaks), 4)
    if found is None or analysis.comb is None:
        return AudioExhibit(duration_s=analysis.duration_s, waveform=wave)
    grounds = grounds_of(found)
    return AudioExhibit(
        duration_s=analysis.duration_s,
        waveform=wave,
        spectrum=_slice(analysis.comb, found, grounds),
        grounds=grounds,
        spacings=spacing_scores(found),
    )


def waveform(peaks: NDArray[np.float32], points: int = WAVEFORM_POINTS) -> NDArray[np.float32]:
    """At most ``points`` peak levels in 0…1, evenly spaced over the recording."""
    if len(peaks) <= points:
        return np.clip(peaks, 0.0, 1.0)
    starts = np.linspace(0, len(peaks), points + 1)[:-1].round().astype(int)
    return np.clip(np.maximum.reduceat(peaks, starts), 0.0, 1.0)


def _slice(spectra: CombSpectra, found: Trace, grounds: Grounds) -> SpectrumSlice:
    family = next((f for f in FAMILIES if f.spacing_hz == grounds.spacing_hz), found.best)
    view = _best_view(found, family)
    level = _level_of(spectra, found, view)
    pair = float(strengths(found.z_by_family)[FAMILIES.index(family)]) / 2.0
    shown = grounds.kind == "lines" and pair >= SHOWN_FROM_Z
    spacing = family.spacing_hz
    pool = max(1, int(spacing / _POINTS_PER_LINE / view.bin_hz)) if shown else _pool_for_all(view)
    first, count = int(FROM_HZ / view.bin_hz), int((TO_HZ - FROM_HZ) / view.bin_hz) // pool
    count = min(count, (len(level) - first) // pool)
    if count > MOST_POINTS:
        first = _strongest(view.z, first, count * pool, MOST_POINTS * pool) if shown else first
        count = MOST_POINTS
    part = slice(first, first + count * pool)
    start, step = first * view.bin_hz, pool * view.bin_hz
    return SpectrumSlice(
        start_hz=round(start, 4),
        step_hz=step,
        level_db=_pooled(level[part] - level.max(), pool),
        residue=_pooled(view.z[part], pool),
        spacing_hz=spacing if shown else None,
        lines_hz=_lines(view, spacing, start, start + count * step) if shown else (),
        cutoff_hz=found.cutoff_hz,
    )


def _best_view(found: Trace, family: Family) -> Whitened:
    """The view in which the family's lines stand out most."""
    at = int(np.nanargmax(found.views(family)))
    return found.mid[SIZES[at]] if at < len(SIZES) else found.side[SIZES[at - len(SIZES)]]


def _pool_for_all(view: Whitened) -> int:
    return int(np.ceil((TO_HZ - FROM_HZ) / view.bin_hz / MOST_POINTS))


def _level_of(spectra: CombSpectra, found: Trace, view: Whitened) -> FloatArray:
    for whitened, averages in ((found.mid, spectra.mid), (found.side, spectra.side)):
        for size, candidate in whitened.items():
            if candidate is view:
                return averages[size].level_db
    raise AssertionError("the best view is one of the trace's views")


def _strongest(z: FloatArray, first: int, length: int, wanted: int) -> int:
    """The first bin of the stretch of ``wanted`` bins that holds most of what stands out."""
    stands_out = np.maximum(z[first : first + length] - 1.0, 0.0)
    running = np.concatenate([[0.0], np.cumsum(stands_out)])
    sums = running[wanted:] - running[:-wanted]
    return first + int(np.argmax(sums))


def _pooled(values: FloatArray, pool: int) -> tuple[float, ...]:
    return _rounded(values.reshape(-1, pool).max(axis=1), 2)


def _rounded(values: NDArray[np.floating], digits: int) -> tuple[float, ...]:
    return tuple(np.round(values.astype(np.float64), digits).tolist())


def _lines(view: Whitened, spacing: float, low: float, high: float) -> tuple[float, ...]:
    multiples = np.arange(np.ceil(low / spacing), np.floor(high / spacing) + 1) * spacing
    places = np.rint(multiples / view.bin_hz).astype(int)
    inside = places < len(view.z)
    return _rounded(multiples[inside][view.z[places[inside]] > 1.0], 3)
