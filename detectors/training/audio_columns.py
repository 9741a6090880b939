"""Which audio features the AI model may lean on, and in which direction."""

from contracts.features.audio import AUDIO_FEATURES
from contracts.features.spec import FeatureSpec

RAISES = (
    "evidence_first",
    "evidence_second",
    "comb_margin",
    "comb_line_share",
    "ripple_dips",
)
"""More of these never lowers the score: a stronger trace, or more witnesses of it."""

LOWERS: tuple[str, ...] = ()
"""More of these never raises it."""

_CHOSEN = frozenset((*RAISES, *LOWERS))

AUDIO_COLUMNS: tuple[FeatureSpec, ...] = tuple(spec for spec in AUDIO_FEATURES if spec.name in _CHOSEN)
"""The model's columns in order.

Few, and none that is missing for one kind of file more than for another (short, mono, narrow): where a value
is missing would give the file's form away. The witnesses come in ranked, so that what is learnt of one
generator holds for another that only other witnesses see. Left out are the values of single spacings, which
know the generators in the corpus and no other, quiet and loud parts, the nuisance combs and the texture: all
made held-out families worse.
"""

MONOTONE: tuple[int, ...] = tuple(1 if spec.name in RAISES else -1 for spec in AUDIO_COLUMNS)
