"""Which features the spam model may use, and in which direction each may push."""

from types import MappingProxyType

from contracts.features.conclusions import CONCLUSION_FEATURES
from contracts.features.deliveries import DELIVERY_FEATURES
from contracts.features.duplicates import DUPLICATE_FEATURES
from contracts.features.profiles import PROFILE_FEATURES
from contracts.features.spec import FeatureSpec
from contracts.features.titles import TITLE_FEATURES
from contracts.features.uploads import KEYS, UPLOAD_FEATURES

_DECLARED = "AI that is declared is no spam; only what is not declared may count"
_ONE_LENGTH = "one track's length is no offence; the share of short ones among many is"
_SCRIPTS = "tells scripts and languages apart rather than spam"
_PRODUCTS = "product codes come in blocks of distributors: what they tell, the sender tells better"
_PACE = "the pace of a prefix, a cover or a rights line is that of its senders and labels"
_SOUND = (
    "missing for noise, silence and tones, which is no offence: identity_conflicts and recording_artists say "
    "what counts of it and are never missing"
)
_COVERS = "a compilation's cover carries many artists; that it comes back again and again tells more"
_COVER_ARTISTS = ("artists_30d", "artists_per_track_30d", "new_artist_share_30d")
_HASTE = "how fast is told by the counts; a catalogue that moves comes as fast as a flood"
_PAPER_KEYS = ("isrc_prefix", "cover", "rights_line")
_PACES = ("tracks_1h", "interval_cv_7d", "burst_ratio_24h", "burst_z_24h")

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
        "artist_keyword_share": "a band may be called after rain; what it delivers tells more",
        "title_keyword_share": "short titles of ambient music consist of search terms; their number counts",
        **{spec.name: _SOUND for spec in DUPLICATE_FEATURES},
        **{spec.name: _PRODUCTS for spec in UPLOAD_FEATURES if spec.name.startswith("upc_prefix_")},
        **{f"{key}_interval_median_s_7d": _HASTE for key in KEYS},
        **{f"cover_{what}": _COVERS for what in _COVER_ARTISTS},
        **{f"{key}_{pace}": _PACE for key in _PAPER_KEYS for pace in _PACES},
    }
)
"""Features that the model does not see, each with the reason."""

_MORE_IS_WORSE = (
    *(f"{key}_{what}" for key in KEYS for what in ("burst_ratio_24h", "burst_z_24h")),
    *(f"{key}_{what}_30d" for key in KEYS for what in ("modal_duration_share", "short_share")),
    *(f"{key}_repeated_title_share_30d" for key in KEYS),
    *(f"artist_deliveries_{window}" for window in ("24h", "30d")),
    *("cover_deliveries_30d", "sender_foreign_name_share"),
    *(f"artist_tracks_{window}" for window in ("1h", "24h", "7d", "30d")),
    *("ai_undisclosed", "sender_ai_undisclosed_share_30d"),
    *("same_file_other_isrcs", "same_file_other_artists", "same_file_other_senders"),
    *("title_keywords", "title_separators", "title_series", "title_altered_speed"),
    *("title_imitation", "title_famous_names", "title_mixed_script_words"),
    *("artist_mixed_script_words", "artist_lookalike"),
    *("title_permutations", "title_series_length", "isrc_other_recordings", "identity_conflicts"),
    "recording_artists",
)
_MORE_IS_BETTER = (
    *(f"{key}_age_days" for key in KEYS),
    *("release_age_days", "sender_interval_cv_7d", "label_interval_cv_7d", "artist_interval_cv_7d"),
    *("artist_sender_share", "artist_label_share", "artist_genre_share", "artist_language_share"),
    "isrc_prefix_sender_share",
)

SPAM_COLUMNS: tuple[FeatureSpec, ...] = tuple(
    spec
    for spec in (
        *(*UPLOAD_FEATURES, *DELIVERY_FEATURES, *TITLE_FEATURES),
        *(*PROFILE_FEATURES, *CONCLUSION_FEATURES),
    )
    if spec.name not in LEFT_OUT
)
"""The columns in order."""


def directions() -> list[int]:
    """For each column 1 where a higher value may only raise the score, -1 only lower, 0 either.

    Counts of senders and labels are free: the largest senders are honest.
    """
    return [(spec.name in _MORE_IS_WORSE) - (spec.name in _MORE_IS_BETTER) for spec in SPAM_COLUMNS]
