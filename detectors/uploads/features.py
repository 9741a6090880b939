"""Window features of a track, from the histories of its keys before it is added to them."""

import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise

from contracts.features.uploads import UPLOAD_FEATURES
from detectors.uploads.bucket import DAY, FIVE_MINUTES, HOUR, SHORT_S, Bucket
from detectors.uploads.history import History, tracks_in
from detectors.uploads.sketch import merged
from detectors.uploads.upload import KeyKind

_DAY_S = 86_400.0
_WEEK_S = 7 * _DAY_S
_BASELINE_DAYS = 90
_MIN_BASELINE_DAYS = 3
_MIN_TRACKS = 8
_MIN_TIMED = 5
_MIN_GAPS = 5
_MAD_TO_SIGMA = 1.4826
"""Makes the median absolute deviation of normal data its standard deviation (Hampel 1974)."""

Values = dict[str, float | None]


def upload_features(histories: Mapping[KeyKind, History], at: float) -> Values:
    """Every feature of ``contracts.features.uploads`` by name, as of the time ``at``.

    A key kind that the track lacks has None throughout.
    """
    values: Values = {spec.name: None for spec in UPLOAD_FEATURES}
    for kind, history in histories.items():
        month = history.window(DAY, at, 30)
        values |= _counts(kind, history, month, at)
        values |= _baseline(kind, history, at)
        values |= _uniformity(kind, month)
        first = at if history.first_seen is None else min(history.first_seen, at)
        values[f"{kind}_age_days"] = (at - first) / _DAY_S
        if kind is not KeyKind.ARTIST:
            values |= _artists(kind, history, month, at)
        if kind is KeyKind.SENDER:
            values |= _cadence(history.times, at)
    return values


def ai_features(sender: History, at: float) -> Values:
    """The sender's AI features over 30 days; None where no track of it was heard."""
    month = sender.window(DAY, at, 30)
    heard = sum(b.heard for b in month)
    if not heard:
        return {"sender_ai_mean_30d": None, "sender_ai_undisclosed_share_30d": None}
    return {
        "sender_ai_mean_30d": sum(b.ai_sum for b in month) / heard,
        "sender_ai_undisclosed_share_30d": sum(b.undeclared for b in month) / heard,
    }


def _counts(kind: KeyKind, history: History, month: Sequence[Bucket], at: float) -> Values:
    return {
        f"{kind}_tracks_1h": float(tracks_in(history.window(FIVE_MINUTES, at, 12))),
        f"{kind}_tracks_24h": float(tracks_in(history.window(HOUR, at, 24))),
        f"{kind}_tracks_7d": float(tracks_in(history.window(DAY, at, 7))),
        f"{kind}_tracks_30d": float(tracks_in(month)),
    }


def _baseline(kind: KeyKind, history: History, at: float) -> Values:
    """The last 24 hours against the days with uploads before them.

    Today and yesterday are left out: the 24 hours lie in them. The spread is the scaled median
    absolute deviation, at least a tenth of the median and at least 1 track.
    """
    ratio, z = f"{kind}_burst_ratio_24h", f"{kind}_burst_z_24h"
    today = DAY.index(at)
    days = [b.tracks for b in history.between(DAY, today - _BASELINE_DAYS, today - 2)]
    if len(days) < _MIN_BASELINE_DAYS:
        return {ratio: None, z: None}
    usual = statistics.median(days)
    deviation = statistics.median(abs(n - usual) for n in days)
    spread = max(_MAD_TO_SIGMA * deviation, usual / 10.0, 1.0)
    now = tracks_in(history.window(HOUR, at, 24))
    return {ratio: now / max(usual, 1.0), z: (now - usual) / spread}


def _artists(kind: KeyKind, history: History, month: Sequence[Bucket], at: float) -> Values:
    day = merged(b.artists for b in history.window(HOUR, at, 24))
    names = merged(b.artists for b in month).distinct
    tracks = tracks_in(month)
    new = sum(b.new_artists for b in month)
    return {
        f"{kind}_artists_24h": day.distinct,
        f"{kind}_artists_30d": names,
        f"{kind}_artists_per_track_30d": min(names / tracks, 1.0) if tracks else None,
        f"{kind}_new_artist_share_30d": min(new / names, 1.0) if names else None,
    }


def _uniformity(kind: KeyKind, month: Sequence[Bucket]) -> Values:
    durations: dict[int, int] = {}
    for bucket in month:
        for second, count in bucket.durations.items():
            durations[second] = durations.get(second, 0) + count
    timed = sum(durations.values())
    modal = short = repeated = None
    if timed >= _MIN_TIMED:
        short = sum(n for s, n in durations.items() if SHORT_S[0] <= s <= SHORT_S[1]) / timed
    if timed >= _MIN_TRACKS:
        alike = (sum(durations.get(s + d, 0) for d in (-1, 0, 1)) for s in durations)
        modal = max(alike) / timed
    if tracks_in(month) >= _MIN_TRACKS:
        repeated = merged(b.titles for b in month).repeated_share
    return {
        f"{kind}_modal_duration_share_30d": modal,
        f"{kind}_short_share_30d": short,
        f"{kind}_repeated_title_share_30d": repeated,
    }


def _cadence(times: Sequence[int], at: float) -> Values:
    """Coefficient of variation and median of the gaps between deliveries of the last 7 days."""
    recent = [t for t in times if at - _WEEK_S < t <= at]
    gaps = [later - earlier for earlier, later in pairwise(recent)]
    if len(gaps) < _MIN_GAPS:
        return {"sender_interval_cv_7d": None, "sender_interval_median_s_7d": None}
    return {
        "sender_interval_cv_7d": statistics.pstdev(gaps) / statistics.fmean(gaps),
        "sender_interval_median_s_7d": float(statistics.median(gaps)),
    }
