"""Which audio features the AI model may lean on, and in which direction."""

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.spec import FeatureSpec

RAISES = (
    "comb_short",
    "comb_middle",
    "comb_pair",
    "comb_scaled_margin",
    "comb_margin",
    "comb_line_share",
    "comb_narrow",
    "comb_halves",
    "comb_persistence",
)
"""More of these never lowers the score: a stronger, more even, more lasting comb is a stronger trace."""

LOWERS = ("comb_rival", "comb_finer")
"""More of these never raises it: tones and beats, which make evenly spaced lines too."""

_CHOSEN = frozenset((*RAISES, *LOWERS))

AUDIO_COLUMNS: tuple[FeatureSpec, ...] = tuple(spec for spec in AUDIO_FEATURES if spec.name in _CHOSEN)
"""The model's columns in order.

Few, and none that is missing for one kind of file more than for another (short, mono, narrow): where a value
is missing would give the file's form away. Left out for that are the side signal's own value and those of
single families, which know the generators in the corpus and no other. Long frames alone, quiet and loud
parts, and the nuisance combs were tried and made held-out families worse.
"""

MONOTONE: tuple[int, ...] = tuple(1 if spec.name in RAISES else -1 for spec in AUDIO_COLUMNS)
