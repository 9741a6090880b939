"""Which features the spam model may use, and in which direction each may push."""

from types import MappingProxyType

from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.profiles import PROFILE_FEATURES
from contracts.features.spec import FeatureSpec
from contracts.features.titles import TITLE_FEATURES
from contracts.features.uploads import KEYS, UPLOAD_FEATURES

_DECLARED = "AI that is declared is no spam; only what is not declared may count"
_ONE_LENGTH = "one track's length is no offence; the share of short ones among many is"
_SCRIPTS = "tells scripts and languages apart rather than spam"
_PRODUCTS = "product codes come in blocks of distributors: what they tell, the sender tells better"
_PACE = "the pace of a prefix, a cover or a rights line is that of its senders and labels"
_PAPER_KEYS = ("isrc_prefix", "cover", "rights_line")
_PACES = ("tracks_1h", "interval_cv_7d", "interval_median_s_7d", "burst_ratio_24h", "burst_z_24h")

LEFT_OUT = MappingProxyType(
    {
        "ai_probability": _DECLARED,
        "sender_ai_mean_30d": _DECLARED,
        "duration_s": _ONE_LENGTH,
        "lasts_30_to_45_s": _ONE_LENGTH,
        "release_tracks": "a single is the commonest honest release; its size must not count against anyone",
        "title_words": _SCRIPTS,
        "title_length": _SCRIPTS,
        "artist_known_tracks": "a known name is no offence; what is unlike it may be",
        **{spec.name: _PRODUCTS for spec in UPLOAD_FEATURES if spec.name.startswith("upc_prefix_")},
        **{f"{key}_{pace}": _PACE for key in _PAPER_KEYS for pace in _PACES},
    }
)
"""Features that the model does not see, each with the reason."""

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
    *("title_permutations", "title_series_length", "isrc_other_recordings"),
)
_MORE_IS_BETTER = (
    *(f"{key}_age_days" for key in KEYS),
    *("release_age_days", "sender_interval_cv_7d", "label_interval_cv_7d", "artist_interval_cv_7d"),
    *("artist_sender_share", "artist_label_share", "artist_genre_share", "artist_language_share"),
    "isrc_prefix_sender_share",
)

SPAM_COLUMNS: tuple[FeatureSpec, ...] = tuple(
    spec
    for spec in (*UPLOAD_FEATURES, *DELIVERY_FEATURES, *TITLE_FEATURES, *PROFILE_FEATURES)
    if spec.name not in LEFT_OUT
)
"""The columns in order."""


def directions() -> list[int]:
    """For each column 1 where a higher value may only raise the score, -1 only lower, 0 either.

    Counts of senders and labels are free: the largest senders are honest.
    """
    return [(spec.name in _MORE_IS_WORSE) - (spec.name in _MORE_IS_BETTER) for spec in SPAM_COLUMNS]
