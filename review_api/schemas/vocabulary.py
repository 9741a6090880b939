"""The words behind the codes."""

from contracts.features.spec import Source
from contracts.review_decision import ReviewOutcome
from review_api.schemas.base import Answer


class OutcomeWords(Answer):
    """One way to end a case, the key that chooses it, and the reasons that fit it."""

    outcome: ReviewOutcome
    title: str
    explanation: str
    key: str
    reason_codes: tuple[str, ...]


class ReasonWords(Answer):
    """A reason code in plain words."""

    code: str
    title: str
    explanation: str


class FeatureWords(Answer):
    """A feature in plain words."""

    name: str
    unit: str
    meaning: str
    source: Source


class KeyWords(Answer):
    """A key of the page and what it does."""

    key: str
    meaning: str


class VocabularyView(Answer):
    """Every code that the API speaks, in words."""

    outcomes: tuple[OutcomeWords, ...]
    reasons: tuple[ReasonWords, ...]
    features: tuple[FeatureWords, ...]
    keys: tuple[KeyWords, ...]
