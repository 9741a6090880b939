"""Reads the comb out of the averaged spectra: which spacing, how strong, where, and how like a decoder's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.audio.comb.families import FAMILIES, MAINS, MP3_LINES, Family, mp3_sub_bands
from detectors.audio.comb.listen import SIZES, CombSpectra
from detectors.audio.comb.looks import Looks, without_mp3
from detectors.audio.comb.ripple import dips
from detectors.audio.comb.rival import any_spacing
from detectors.audio.comb.scale import Scaled, search
from detectors.audio.comb.score import comb_z
from detectors.audio.comb.spectra import LONG, SHORT, Segments
from detectors.audio.comb.whiten import (
    NARROWEST_HZ,
    Whitened,
    cutoff_hz,
    usable_stop_hz,
    whiten,
)
from detectors.audio.comb.witness import Witnesses

_CHUNK_STRETCHES = 2
_MOST_CHUNKS = 120
LEAST_ALIVE_HZ = 500.0
_LOW_BAND_HZ = (500.0, 3_000.0)
_MAINS_BAND_HZ = (300.0, 3_000.0)
_UNLIKELY = -1e9


@dataclass(frozen=True, slots=True)
class Chunk:
    """How strongly one stretch of the recording carries the track's comb."""

    start_s: float
    end_s: float
    z: float


@dataclass(frozen=True, slots=True)
class Trace:
    """All that the comb's search found in one recording.

    ``z_by_family`` has shape (families, views); views are the mid signal at two frame lengths, then the
    side signal at both, what a beat makes taken away; NaN where a view cannot show a spacing. ``exact_z`` and
    ``pulse_z`` have a value per family. ``best`` is the family with the highest sum of its two strongest
    views. ``best_in_side`` says that its strongest view
    is one of the side signal: then ``chunks``, ``quiet``, ``loud`` and ``margin`` are of it too.
    ``margin`` is the best family's z less ``rival_z``, that of the strongest unrelated spacing.
    """

    cutoff_hz: float
    stop_hz: float
    mid: dict[int, Whitened]
    side: dict[int, Whitened]
    z_by_family: NDArray[np.float64]
    exact_z: NDArray[np.float64]
    pulse_z: NDArray[np.float64]
    seen: Witnesses
    best: Family
    best_in_side: bool
    margin: float | None
    rival_z: float | None
    scaled: Scaled | None
    chunks: tuple[Chunk, ...]
    quiet: Whitened | None
    loud: Whitened | None
    mp3_lines_z: float | None
    mp3_sub_bands_z: float | None
    mains_z: float | None
    low_z: float | None

    @property
    def ranked(self) -> tuple[float, ...]:
        """What the witnesses say at the native speed or at the other one, whichever is more; strongest first.

        On a scale where 0 is the middle one of recordings by people and 1 the highest in a hundred.
        """
        native = self.seen.ranked
        if self.scaled is None:
            return native
        return max(native, self.scaled.ranked, key=lambda ranked: ranked[0] + 0.5 * ranked[1])

    def views(self, family: Family) -> NDArray[np.float64]:
        """The z of one family in each view."""
        return np.asarray(self.z_by_family[FAMILIES.index(family)])


def trace(spectra: CombSpectra) -> Trace | None:
    """Search ``spectra``; None where the sound ends below 4.5 kHz or is too faint above 3 kHz."""
    reference = spectra.mid.get(SHORT)
    if reference is None:
        return None
    rate = spectra.sample_rate_hz
    cutoff = cutoff_hz(reference.level_db, reference.bin_hz, rate)
    stop = usable_stop_hz(cutoff, rate)
    if stop < NARROWEST_HZ:
        return None
    looks = Looks.of(spectra, stop)
    mid, side = without_mp3(looks.mid), without_mp3(looks.side)
    if SHORT not in mid or mid[SHORT].alive.sum() * mid[SHORT].bin_hz < LEAST_ALIVE_HZ:
        return None
    seen = looks.seen()
    table = seen.views
    best = FAMILIES[int(np.argmax(strengths(table)))]
    in_side = _in_side(table, best)
    segments = spectra.side_segments if in_side else spectra.mid_segments
    margin, rival_z = _against_rivals(side if in_side else mid, best.spacing_hz)
    return Trace(
        cutoff_hz=cutoff,
        stop_hz=stop,
        mid=mid,
        side=side,
        z_by_family=table,
        exact_z=seen.exact,
        pulse_z=seen.pulse,
        seen=seen.witnesses(dips(spectra.mid, spectra.side, stop)),
        best=best,
        best_in_side=in_side,
        margin=margin,
        rival_z=rival_z,
        scaled=search(looks),
        chunks=() if segments is None else _chunks(segments, best.spacing_hz, stop),
        quiet=None if segments is None else whiten(segments.quiet_db, segments.bin_hz, stop),
        loud=None if segments is None else whiten(segments.loud_db, segments.bin_hz, stop),
        mp3_lines_z=_mp3_lines_z(spectra, stop),
        mp3_sub_bands_z=_z(mid.get(LONG), mp3_sub_bands(rate)),
        mains_z=_mains_z(spectra),
        low_z=_low_z(spectra, best.spacing_hz),
    )


def strengths(z_by_family: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of each family's two strongest views: one view alone is easily fooled."""
    filled = np.where(np.isnan(z_by_family), _UNLIKELY, z_by_family)
    return np.asarray(np.sort(filled, axis=1)[:, -2:].sum(axis=1))


def _against_rivals(views: dict[int, Whitened], spacing_hz: float) -> tuple[float | None, float | None]:
    """The found comb's margin over the strongest unrelated spacing, and that spacing's z.

    Measured in the view of the two middle frame lengths that shows the comb best.
    """
    seen = {n: z for n in (SHORT, LONG) if (z := _z(views.get(n), spacing_hz)) is not None}
    if not seen:
        return None, None
    size = max(seen, key=lambda n: seen[n])
    rival = any_spacing(views[size]).rival(spacing_hz)
    return seen[size] - rival, rival


def _mp3_lines_z(spectra: CombSpectra, stop_hz: float) -> float | None:
    average = spectra.mid.get(LONG)
    spectrum = None if average is None else whiten(average.level_db, average.bin_hz, stop_hz)
    found = [_z(spectrum, spacing) for spacing in MP3_LINES]
    return max((z for z in found if z is not None), default=None)


def _in_side(table: NDArray[np.float64], best: Family) -> bool:
    views = table[FAMILIES.index(best)]
    return int(np.nanargmax(views)) >= len(SIZES)


def _z(spectrum: Whitened | None, spacing_hz: float) -> float | None:
    return None if spectrum is None else comb_z(spectrum, spacing_hz)


def _chunks(segments: Segments, spacing_hz: float, stop_hz: float) -> tuple[Chunk, ...]:
    """Ten-second chunks every five seconds; thinned out evenly in a recording of more than ten minutes.

    A recording of less than ten seconds is one chunk: a missing value would tell the model its length.
    """
    stretches = min(_CHUNK_STRETCHES, len(segments.level_db))
    count = len(segments.level_db) - stretches + 1
    starts = np.unique(np.linspace(0, count - 1, min(count, _MOST_CHUNKS)).round().astype(int))
    chunks = []
    for start in starts:
        level = segments.level_db[start : start + stretches].mean(axis=0).astype(np.float64)
        z = _z(whiten(level, segments.bin_hz, stop_hz), spacing_hz)
        if z is not None:
            begin = float(start) * segments.seconds
            chunks.append(Chunk(begin, begin + stretches * segments.seconds, z))
    return tuple(chunks)


def _mains_z(spectra: CombSpectra) -> float | None:
    average = spectra.mid.get(LONG)
    if average is None:
        return None
    low, high = _MAINS_BAND_HZ
    spectrum = whiten(average.level_db, average.bin_hz, high, low)
    found = [] if spectrum is None else [comb_z(spectrum, f, low, high) for f in MAINS]
    return max((z for z in found if z is not None), default=None)


def _low_z(spectra: CombSpectra, spacing_hz: float) -> float | None:
    """The same comb below the band that is searched: a note's harmonics are strongest there."""
    average = spectra.mid.get(SHORT)
    if average is None:
        return None
    low, high = _LOW_BAND_HZ
    spectrum = whiten(average.level_db, average.bin_hz, high, low)
    return None if spectrum is None else comb_z(spectrum, spacing_hz, low, high)
