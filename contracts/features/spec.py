"""How a feature is described."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a feature's value comes from."""

    AUDIO = "audio"
    UPLOADS = "uploads"
    TITLES = "titles"
    NAMES = "names"
    DELIVERY = "delivery"
    DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """One feature of the vocabulary.

    ``missing`` says when the value is None. ``reason`` is the code of the reason vocabulary that
    this feature speaks for when a model leaned on it. ``high`` and ``low`` are sentences in plain
    English for a moderator, formatted with ``value``, for a value that raised or lowered the score.
    """

    name: str
    unit: str
    meaning: str
    source: Source
    missing: str
    reason: str
    high: str
    low: str
