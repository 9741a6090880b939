"""Every code that the API speaks, in plain words."""

from contracts.features.registry import FEATURES
from contracts.reasons.registry import REASONS
from review_api.outcomes import OUTCOMES
from review_api.schemas.vocabulary import FeatureWords, KeyWords, ReasonWords, VocabularyView

_KEYS: tuple[KeyWords, ...] = (
    KeyWords(key="j", meaning="Next case in the queue"),
    KeyWords(key="k", meaning="Previous case in the queue"),
    KeyWords(key="c", meaning="Claim the case"),
    KeyWords(key="space", meaning="Play or pause"),
    *(KeyWords(key=words.key, meaning=words.title) for words in OUTCOMES.values()),
    KeyWords(key="enter", meaning="Confirm the decision"),
    KeyWords(key="n", meaning="Next open case"),
    KeyWords(key="?", meaning="Help"),
)

VOCABULARY = VocabularyView(
    outcomes=tuple(OUTCOMES.values()),
    reasons=tuple(
        ReasonWords(code=reason.code, title=reason.title, explanation=reason.explanation)
        for reason in REASONS.values()
    ),
    features=tuple(
        FeatureWords(name=spec.name, unit=spec.unit, meaning=spec.meaning, source=spec.source)
        for spec in FEATURES.values()
    ),
    keys=_KEYS,
)
"""What ``GET /v1/vocabulary`` answers."""
