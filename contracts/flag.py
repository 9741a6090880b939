"""A track that the policy does not simply allow, on its way to moderation."""

from typing import ClassVar

from contracts.decision import Decision
from contracts.message import Message
from contracts.scored_track import ScoredTrack


class Flag(Message):
    """The decision with the evidence as it was when the track was flagged."""

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    flag_id: str
    scored_track: ScoredTrack
    decision: Decision
    priority: float

    @property
    def message_id(self) -> str:
        return f"flag-{self.flag_id}"

    @property
    def partition_key(self) -> str:
        return self.scored_track.partition_key
