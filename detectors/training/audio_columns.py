"""Which audio features the AI model may lean on, and in which direction."""

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.spec import FeatureSpec

RAISES = (
    "comb_short",
    "comb_middle",
    "comb_long",
    "comb_longest",
    "comb_side",
    "comb_pair",
    "comb_scaled",
    "comb_scaled_margin",
    "comb_line_share",
    "comb_narrow",
    "comb_halves",
    "comb_persistence",
    "comb_chunk_median",
    "comb_quiet",
    "comb_loud",
    "comb_margin",
)
"""More of these never lowers the score: a stronger, more even, more lasting comb is a stronger trace."""

LOWERS = ("comb_finer", "comb_rival", "comb_mp3_lines", "comb_mp3_sub_bands", "comb_mains")
"""More of these never raises it: they are other causes of evenly spaced lines."""

_CHOSEN = frozenset((*RAISES, *LOWERS))

AUDIO_COLUMNS: tuple[FeatureSpec, ...] = tuple(spec for spec in AUDIO_FEATURES if spec.name in _CHOSEN)
"""The model's columns in order.

Single families' spacings are left out: a model that learns them knows the generators it was shown and no
other. So are all properties of the file.
"""

MONOTONE: tuple[int, ...] = tuple(1 if spec.name in RAISES else -1 for spec in AUDIO_COLUMNS)
