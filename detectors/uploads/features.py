"""Window features of a track, from the histories of its keys before it is added to them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from statistics import median

from contracts.features.uploads import DELIVERIES, UPLOAD_FEATURES
from detectors.uploads.grain import DAY, FIVE_MINUTES, HOUR, MONTH_DAYS
from detectors.uploads.history import History
from detectors.uploads.keys import KeyKind
from detectors.uploads.month import Month
from detectors.uploads.upload import AI_STEPS

_DAY_S = 86_400.0
_WEEK_S = 7 * _DAY_S
_MIN_TRACKS = 8
_MIN_TIMED = 5
_MIN_GAPS = 5
_MIN_DELIVERIES = 4
_MIN_HEARD = 10

_WINDOWS_S = {"24h": _DAY_S, "30d": MONTH_DAYS * _DAY_S}
Values = dict[str, float | None]
_MISSING: Mapping[str, float | None] = {spec.name: None for spec in UPLOAD_FEATURES}


def upload_features(histories: Mapping[KeyKind, History], at: float) -> Values:
    """Every feature of ``contracts.features.uploads`` by name, as of the time ``at``.

    A key kind that the track lacks has None throughout.
    """
    values = dict(_MISSING)
    for kind, history in histories.items():
        first = at if history.first_seen is None else min(history.first_seen, at)
        month = history.month(at)
        tracks_30d = history.tracks(DAY, at, MONTH_DAYS)
        tracks_24h = history.tracks(HOUR, at, 24)
        found = (
            float(history.tracks(FIVE_MINUTES, at, 12)),
            float(tracks_24h),
            float(history.tracks(DAY, at, 7)),
            float(tracks_30d),
            *_burst(history, tracks_24h, at),
            *_uniformity(month, tracks_30d),
            (at - first) / _DAY_S,
            *_cadence(history.times, at),
        )
        values.update(zip(_names(kind), found, strict=True))
        for window in DELIVERIES.get(kind, ()):
            values[f"{kind}_deliveries_{window}"] = float(_deliveries(history.times, at, _WINDOWS_S[window]))
        if kind is not KeyKind.ARTIST:
            values.update(zip(_artist_names(kind), _artists(history, month, tracks_30d, at), strict=True))
        if history.hours is not None:
            values[f"{kind}_artists_24h"] = history.artists_of_day(at)
    return values


def ai_features(sender: History, at: float) -> Values:
    """The sender's AI features over 30 days; None where too few of its tracks were heard."""
    month = sender.month(at).sum
    if not month.heard:
        return {"sender_ai_mean_30d": None, "sender_ai_undisclosed_share_30d": None}
    return {
        "sender_ai_mean_30d": month.ai_steps / AI_STEPS / month.heard,
        "sender_ai_undisclosed_share_30d": (
            month.undeclared / month.heard if month.heard >= _MIN_HEARD else None
        ),
    }


@cache
def _names(kind: KeyKind) -> tuple[str, ...]:
    what = (
        *("tracks_1h", "tracks_24h", "tracks_7d", "tracks_30d", "burst_ratio_24h", "burst_z_24h"),
        *("modal_duration_share_30d", "short_share_30d", "repeated_title_share_30d", "age_days"),
        *("interval_cv_7d", "interval_median_s_7d"),
    )
    return tuple(f"{kind}_{name}" for name in what)


@cache
def _artist_names(kind: KeyKind) -> tuple[str, ...]:
    what = ("artists_30d", "artists_per_track_30d", "new_artist_share_30d")
    return tuple(f"{kind}_{name}" for name in what)


def _burst(history: History, tracks_24h: int, at: float) -> tuple[float | None, float | None]:
    """The last 24 hours against the key's usual day: ratio and robust z.

    Today and yesterday are no part of the usual day: the 24 hours lie in them.
    """
    usual = history.usual(at)
    if usual is None:
        return None, None
    return tracks_24h / usual.tracks, (tracks_24h - usual.tracks) / usual.spread


def _deliveries(times: Sequence[int], at: float, window_s: float) -> int:
    return bisect_right(times, at) - bisect_right(times, at - window_s)


def _artists(history: History, month: Month, tracks_30d: int, at: float) -> tuple[float | None, ...]:
    """Artist names, and their shares; those of a compilation or two say nothing and are missing."""
    names = month.sum.artists.distinct
    if _deliveries(history.times, at, MONTH_DAYS * _DAY_S) < _MIN_DELIVERIES:
        return names, None, None
    return (
        names,
        min(names / tracks_30d, 1.0) if tracks_30d else None,
        min(month.sum.new_artists / names, 1.0) if names else None,
    )


def _uniformity(month: Month, tracks_30d: int) -> tuple[float | None, ...]:
    timed = month.timed
    return (
        month.modal / timed if timed >= _MIN_TRACKS else None,
        month.short / timed if timed >= _MIN_TIMED else None,
        month.sum.titles.repeated_share if tracks_30d >= _MIN_TRACKS else None,
    )


def _cadence(times: Sequence[int], at: float) -> tuple[float | None, float | None]:
    """Coefficient of variation and median of the gaps between deliveries of the last 7 days."""
    first, end = bisect_right(times, at - _WEEK_S), bisect_right(times, at)
    if end - first <= _MIN_GAPS:
        return None, None
    gaps = [later - earlier for earlier, later in pairwise(times[first:end])]
    mean = sum(gaps) / len(gaps)
    spread = sqrt(sum((gap - mean) ** 2 for gap in gaps) / len(gaps))
    return spread / mean, float(median(gaps))
