"""Which features the spam model may use, and in which direction each may push."""

from types import MappingProxyType

from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.spec import FeatureSpec
from contracts.features.titles import TITLE_FEATURES
from contracts.features.uploads import UPLOAD_FEATURES

LEFT_OUT = MappingProxyType(
    {
        "ai_probability": "AI that is declared is no spam; only what is not declared may count",
        "sender_ai_mean_30d": "AI that is declared is no spam; only what is not declared may count",
        "duration_s": "one track's length is no offence; the share of short ones among many is",
        "lasts_30_to_45_s": "one track's length is no offence; the share of short ones among many is",
        "release_tracks": "a single is the commonest honest release; its size must not count against anyone",
        "title_words": "tells scripts and languages apart rather than spam",
        "title_length": "tells scripts and languages apart rather than spam",
    }
)
"""Features that the model does not see, each with the reason."""

KEYS = ("sender", "label", "artist")

_MORE_IS_WORSE = (
    *(f"{key}_{what}" for key in KEYS for what in ("burst_ratio_24h", "burst_z_24h")),
    *(f"{key}_{what}_30d" for key in KEYS for what in ("modal_duration_share", "short_share")),
    *(f"{key}_repeated_title_share_30d" for key in KEYS),
    *(f"artist_tracks_{window}" for window in ("1h", "24h", "7d", "30d")),
    *("ai_undisclosed", "sender_ai_undisclosed_share_30d"),
    *("same_file_other_isrcs", "same_file_other_artists", "same_file_other_senders"),
    *("title_keywords", "title_keyword_share", "title_separators", "title_series", "title_altered_speed"),
    *("title_imitation", "title_famous_names", "title_mixed_script_words"),
    *("artist_mixed_script_words", "artist_lookalike", "artist_keyword_share"),
)
_MORE_IS_BETTER = (
    "sender_age_days",
    "label_age_days",
    "artist_age_days",
    "release_age_days",
    "sender_interval_cv_7d",
)

_NEWER_KEYS = ("isrc_prefix_", "upc_prefix_", "cover_", "rights_line_")
_NEWER_CADENCE = ("label_interval_", "artist_interval_")


def _is_newer(spec: FeatureSpec) -> bool:
    """Whether the feature came after the model in use was trained."""
    return spec.name.startswith(_NEWER_KEYS + _NEWER_CADENCE)


SPAM_COLUMNS: tuple[FeatureSpec, ...] = tuple(
    spec
    for spec in (*UPLOAD_FEATURES, *DELIVERY_FEATURES, *TITLE_FEATURES)
    if spec.name not in LEFT_OUT and not _is_newer(spec)
)
"""The columns in order."""


def directions() -> list[int]:
    """For each column 1 where a higher value may only raise the score, -1 only lower, 0 either.

    Counts of senders and labels are free: the largest senders are honest.
    """
    return [(spec.name in _MORE_IS_WORSE) - (spec.name in _MORE_IS_BETTER) for spec in SPAM_COLUMNS]
