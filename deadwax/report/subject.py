"""What a report is about: one recording, and all that was found in it."""

from dataclasses import dataclass

from contracts.evidence import AudioExhibit, Evidence
from contracts.scored_track import Listening
from detectors.models.card import ModelCard
from detectors.models.contribution import Explanation


@dataclass(frozen=True, slots=True)
class Subject:
    """One recording. ``probability`` is None where it was not judged; ``listening`` then says why.

    ``features`` holds every audio feature by name, None where missing. ``evidence`` are the model's
    reasons, strongest first.
    """

    name: str
    listening: Listening
    features: dict[str, float | None]
    exhibit: AudioExhibit | None
    probability: float | None
    explanation: Explanation | None
    evidence: tuple[Evidence, ...]
    card: ModelCard
