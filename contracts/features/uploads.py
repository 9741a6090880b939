"""Features of how much, how fast and how uniformly a sender, a label, a prefix and so on is used.

Every window ends just before the track itself: the track is counted after it was scored.
"""

from types import MappingProxyType

from contracts.features.spec import FeatureSpec, Source

KEYS = MappingProxyType(
    {
        "sender": "sender",
        "label": "label",
        "artist": "artist",
        "isrc_prefix": "ISRC prefix",
        "upc_prefix": "product code prefix",
        "cover": "front cover",
        "rights_line": "rights line",
    }
)
"""What uploads are counted by: the name in feature names, and the words for it."""

WINDOWS = ("1h", "24h", "7d", "30d")
HOURLY_ARTISTS = ("sender", "label")
"""Keys whose artists are also counted by the hour."""
DELIVERIES = MappingProxyType(
    {
        "sender": ("24h", "30d"),
        "label": ("24h", "30d"),
        "artist": ("24h", "30d"),
        "cover": ("30d",),
    }
)
"""Keys whose deliveries are counted beside their tracks, and over which windows."""

_WORDS = {"1h": "hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days"}
_NEVER = "never"
_NO_KEY = {
    "sender": _NEVER,
    "label": "the message names no label",
    "artist": "the message names no display artist",
    "isrc_prefix": "the recording has no well-formed ISRC",
    "upc_prefix": "the release has no product code",
    "cover": "the message gives no checksum of a front cover",
    "rights_line": "neither recording nor release has a rights line",
}


def _verb(key: str) -> str:
    return "delivered" if key in ("sender", "label", "artist") else "came with"


def _or(key: str, other: str) -> str:
    return other if _NO_KEY[key] == _NEVER else f"{_NO_KEY[key]}; or {other}"


def _spec(
    name: str, unit: str, meaning: str, high: str, low: str, *, reason: str, missing: str = _NEVER
) -> FeatureSpec:
    return FeatureSpec(name, unit, meaning, Source.UPLOADS, missing, reason, high, low)


def _counts(key: str) -> tuple[FeatureSpec, ...]:
    noun, verb = KEYS[key], _verb(key)
    return tuple(
        _spec(
            f"{key}_tracks_{window}",
            "tracks",
            f"tracks of this {noun} in the {_WORDS[window]} before this one",
            f"This {noun} {verb} {{value:,.0f}} track(s) in the {_WORDS[window]} before this one.",
            f"This {noun} {verb} only {{value:,.0f}} track(s) in the {_WORDS[window]} before this one.",
            reason="UPLOAD_BURST",
            missing=_NO_KEY[key],
        )
        for window in WINDOWS
    )


def _deliveries(key: str) -> tuple[FeatureSpec, ...]:
    noun, verb = KEYS[key], _verb(key)
    return tuple(
        _spec(
            f"{key}_deliveries_{window}",
            "deliveries",
            f"different times at which this {noun} {verb} tracks in the last {_WORDS[window]}, at most 64: "
            "an album is one delivery, however many tracks it has",
            f"This {noun} {verb} tracks at {{value:,.0f}} earlier time(s) in the last {_WORDS[window]}.",
            f"This {noun} {verb} tracks at only {{value:,.0f}} earlier time(s) in the last {_WORDS[window]}.",
            reason="UPLOAD_BURST",
            missing=_NO_KEY[key],
        )
        for window in DELIVERIES[key]
    )


def _baseline(key: str) -> tuple[FeatureSpec, ...]:
    noun = KEYS[key]
    missing = _or(key, "fewer than 3 earlier days with uploads in 90 days")
    return (
        _spec(
            f"{key}_burst_ratio_24h",
            "ratio",
            f"tracks of the last 24 hours over this {noun}'s own median of days with uploads",
            f"That is {{value:.1f}} times this {noun}'s own usual day.",
            f"That is {{value:.1f}} times this {noun}'s own usual day: nothing unusual for it.",
            reason="UPLOAD_BURST",
            missing=missing,
        ),
        _spec(
            f"{key}_burst_z_24h",
            "robust standard deviations",
            f"tracks of the last 24 hours against this {noun}'s own median and spread of days with uploads",
            f"The last 24 hours lie {{value:.1f}} robust deviations above this {noun}'s own usual day.",
            f"The last 24 hours lie within {{value:.1f}} robust deviations of this {noun}'s usual day.",
            reason="UPLOAD_BURST",
            missing=missing,
        ),
    )


def _artist_counts(key: str) -> tuple[FeatureSpec, ...]:
    noun, verb = KEYS[key], _verb(key)
    said = f"This {noun} {verb} tracks under {{value:,.0f}} artist name(s) in the last"
    return tuple(
        _spec(
            f"{key}_artists_{window}",
            "artists",
            f"different artist names of this {noun} in the last {_WORDS[window]}",
            f"{said} {_WORDS[window]}.",
            f"{said} {_WORDS[window]}.",
            reason="ARTIST_FARM",
            missing=_NO_KEY[key],
        )
        for window in (("24h", "30d") if key in HOURLY_ARTISTS else ("30d",))
    )


def _artists(key: str) -> tuple[FeatureSpec, ...]:
    noun, few = KEYS[key], _or(key, "fewer than 4 deliveries in the window")
    return (
        *_artist_counts(key),
        _spec(
            f"{key}_artists_per_track_30d",
            "share",
            f"different artist names over tracks of this {noun} in the last 30 days",
            f"Almost every track of this {noun} has its own artist name ({{value:.2f}} names per track).",
            f"This {noun}'s tracks share their artist names ({{value:.2f}} names per track).",
            reason="ARTIST_FARM",
            missing=few,
        ),
        _spec(
            f"{key}_new_artist_share_30d",
            "share",
            f"artist names of the last 30 days that this {noun} never had before",
            f"{{value:.0%}} of this {noun}'s artist names of the last 30 days are new.",
            f"Only {{value:.0%}} of this {noun}'s artist names of the last 30 days are new.",
            reason="ARTIST_FARM",
            missing=few,
        ),
    )


def _uniformity(key: str) -> tuple[FeatureSpec, ...]:
    noun, few = KEYS[key], _or(key, "fewer than 8 tracks in the window")
    return (
        _spec(
            f"{key}_modal_duration_share_30d",
            "share",
            f"tracks of this {noun} within 1 second of its commonest length, last 30 days",
            f"{{value:.0%}} of this {noun}'s tracks of the last 30 days have the same length.",
            f"This {noun}'s tracks differ in length ({{value:.0%}} share the commonest one).",
            reason="SAME_LENGTH",
            missing=few,
        ),
        _spec(
            f"{key}_short_share_30d",
            "share",
            f"tracks of this {noun} that last 30 to 45 seconds, last 30 days",
            f"{{value:.0%}} of this {noun}'s tracks of the last 30 days last 30 to 45 seconds.",
            f"Only {{value:.0%}} of this {noun}'s tracks of the last 30 days last 30 to 45 seconds.",
            reason="SHORT_TRACKS",
            missing=_or(key, "fewer than 5 tracks of known length in the window"),
        ),
        _spec(
            f"{key}_repeated_title_share_30d",
            "share",
            f"titles of this {noun} used again for another recording in the last 30 days, words in any order",
            f"{{value:.0%}} of this {noun}'s titles of the last 30 days are the same words over again.",
            f"Only {{value:.0%}} of this {noun}'s titles of the last 30 days repeat.",
            reason="TITLES_REPEATED",
            missing=few,
        ),
    )


def _age(key: str) -> FeatureSpec:
    return _spec(
        f"{key}_age_days",
        "days",
        f"days since Deadwax first saw this {KEYS[key]}; 0 at its first track",
        f"Deadwax has known this {KEYS[key]} for {{value:.0f}} days.",
        f"Deadwax has known this {KEYS[key]} for {{value:.0f}} days.",
        reason="NEW_ACCOUNT",
        missing=_NO_KEY[key],
    )


def _cadence(key: str) -> tuple[FeatureSpec, ...]:
    noun, few = KEYS[key], _or(key, "fewer than 6 deliveries in the window")
    return (
        _spec(
            f"{key}_interval_cv_7d",
            "ratio",
            f"spread over mean of the gaps between deliveries of this {noun}, last 7 days",
            f"Deliveries of this {noun} come as evenly as a clock ({{value:.2f}} spread over mean gap).",
            f"Deliveries of this {noun} come at uneven times ({{value:.2f}} spread over mean gap).",
            reason="MACHINE_CADENCE",
            missing=few,
        ),
        _spec(
            f"{key}_interval_median_s_7d",
            "s",
            f"median gap between deliveries of this {noun}, last 7 days",
            f"Deliveries of this {noun} usually lie only {{value:,.0f}} seconds apart.",
            f"Deliveries of this {noun} usually lie {{value:,.0f}} seconds apart.",
            reason="MACHINE_CADENCE",
            missing=few,
        ),
    )


UPLOAD_FEATURES: tuple[FeatureSpec, ...] = (
    *(spec for key in KEYS for spec in _counts(key)),
    *(spec for key in DELIVERIES for spec in _deliveries(key)),
    *(spec for key in KEYS for spec in _baseline(key)),
    *(spec for key in KEYS if key != "artist" for spec in _artists(key)),
    *(spec for key in KEYS for spec in _uniformity(key)),
    *(_age(key) for key in KEYS),
    *(spec for key in KEYS for spec in _cadence(key)),
)
"""Features of the upload windows, in the order that models and tables use."""
