"""The comb's trace as features. Every value is None where no trace could be read."""

import numpy as np

from detectors.audio.comb.families import FAMILIES
from detectors.audio.comb.listen import SIZES
from detectors.audio.comb.score import comb_z, finer_ratio, line_share, narrowness
from detectors.audio.comb.trace import Trace, strengths
from detectors.audio.comb.whiten import LOWEST_HZ, Whitened

_LENGTHS = ("short", "long")
_PERSISTS = 3.0

Features = dict[str, float | None]


def comb_features(trace: Trace | None) -> Features:
    """All comb features by name."""
    values = _empty()
    if trace is None:
        return values
    table = trace.z_by_family
    views = trace.views(trace.best)
    mid, side = views[: len(SIZES)], views[len(SIZES) :]
    for i, name in enumerate(_LENGTHS):
        values[f"comb_{name}"] = _most(np.append(mid[i : i + 1], side[i : i + 1]))
    pairs = strengths(table) / 2.0
    for family, pair in zip(FAMILIES, pairs, strict=True):
        values[f"comb_z_{family.slug}"] = float(pair) if pair > -1e3 else None  # noqa: PLR2004  no such views
    values |= {
        "comb_pair": float(pairs.max()),
        "comb_side": _most(side),
        "comb_scaled": trace.scaled.z if trace.scaled else None,
        "comb_scaled_agreed": trace.scaled.seen.exact if trace.scaled else None,
        "comb_rival": trace.rival_z,
        "comb_margin": trace.margin,
        "comb_mp3_lines": trace.mp3_lines_z,
        "comb_mp3_sub_bands": trace.mp3_sub_bands_z,
        "comb_mains": trace.mains_z,
        "comb_low": trace.low_z,
    }
    return values | _witnesses(trace) | _shape(trace) | _time(trace)


def _witnesses(trace: Trace) -> Features:
    seen, ranked = trace.seen, trace.ranked
    at = FAMILIES.index(trace.best)
    return {
        "comb_exact": _finite(trace.exact_z[at]),
        "comb_pulse": _finite(trace.pulse_z[at]),
        "agree_all": seen.all,
        "agree_exact": seen.exact,
        "agree_exact_pulse": seen.exact_pulse,
        "agree_pulse": seen.pulse,
        "side_only": seen.side_only,
        "ripple_dips": seen.dips,
        "evidence_first": ranked[0],
        "evidence_second": ranked[1],
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def best_view(trace: Trace) -> Whitened:
    """The view in which the best family stands out most."""
    views = trace.views(trace.best)
    at = int(np.nanargmax(views))
    if at < len(SIZES):
        return trace.mid[SIZES[at]]
    return trace.side[SIZES[at - len(SIZES)]]


def _shape(trace: Trace) -> Features:
    spacing, view = trace.best.spacing_hz, best_view(trace)
    middle = (LOWEST_HZ + trace.stop_hz) / 2.0
    halves = [comb_z(view, spacing, LOWEST_HZ, middle), comb_z(view, spacing, middle)]
    known = [z for z in halves if z is not None]
    return {
        "comb_line_share": line_share(view, spacing),
        "comb_narrow": narrowness(view, spacing),
        "comb_finer": finer_ratio(view, spacing),
        # Where one half is too narrow the other speaks alone: a missing value would tell the bandwidth.
        "comb_halves": min(known, default=None),
    }


def _time(trace: Trace) -> Features:
    z = np.array([chunk.z for chunk in trace.chunks])
    spacing = trace.best.spacing_hz
    quiet = None if trace.quiet is None else comb_z(trace.quiet, spacing)
    loud = None if trace.loud is None else comb_z(trace.loud, spacing)
    return {
        "comb_persistence": float(np.mean(z > _PERSISTS)) if z.size else None,
        "comb_chunk_median": float(np.median(z)) if z.size else None,
        "comb_quiet": quiet,
        "comb_loud": loud,
    }


def _most(column: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float | None:
    known = column[~np.isnan(column)]
    return float(known.max()) if known.size else None


def _empty() -> Features:
    names = [f"comb_{name}" for name in _LENGTHS]
    names += [
        "comb_side",
        "comb_pair",
        "comb_scaled",
        "comb_scaled_agreed",
        "comb_rival",
        "comb_margin",
        "comb_line_share",
        "comb_narrow",
        "comb_finer",
        "comb_halves",
    ]
    names += ["comb_persistence", "comb_chunk_median", "comb_quiet", "comb_loud"]
    names += ["comb_exact", "comb_pulse", "agree_all", "agree_exact", "agree_exact_pulse", "agree_pulse"]
    names += ["side_only", "ripple_dips", "evidence_first", "evidence_second"]
    names += ["comb_mp3_lines", "comb_mp3_sub_bands", "comb_mains", "comb_low"]
    names += [f"comb_z_{family.slug}" for family in FAMILIES]
    return dict.fromkeys(names)
