"""A track after it was heard, counted and scored."""

from enum import StrEnum
from typing import ClassVar

from contracts.campaign import Campaign
from contracts.evidence import AudioExhibit, Evidence
from contracts.message import Message, Part, content_id
from contracts.track import Track


class ListeningStatus(StrEnum):
    """How listening to a file ended."""

    OK = "ok"
    ABSTAINED = "abstained"
    FAILED = "failed"


class Listening(Part):
    """How listening ended, and the file's facts as the decoder saw them."""

    status: ListeningStatus
    reason: str | None = None
    duration_s: float | None = None
    codec: str | None = None
    sample_rate_hz: int | None = None
    channels: int | None = None
    bit_rate: int | None = None


class Score(Part):
    """One model's calibrated probability; None where the model abstained, with the reason."""

    name: str
    probability: float | None
    model: str
    model_sha256: str
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()


class ScoredTrack(Message):
    """Scores with their evidence. ``features`` holds None where a feature is missing.

    Window features are the values as of this track, before it was counted itself. ``campaign`` is what
    it belongs to where it is suspicious.
    """

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    track: Track
    listening: Listening
    scores: tuple[Score, ...]
    features: dict[str, float | None]
    exhibit: AudioExhibit | None = None
    pipeline_version: str
    campaign: Campaign | None = None

    @property
    def message_id(self) -> str:
        models = [s.model_sha256 for s in self.scores]
        return "scored-" + content_id(self.track.track_id, self.pipeline_version, *models)

    @property
    def partition_key(self) -> str:
        return self.track.partition_key

    def probability(self, name: str) -> float | None:
        """The probability of the score called ``name``; None where missing or abstained."""
        return next((s.probability for s in self.scores if s.name == name), None)
