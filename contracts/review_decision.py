"""What a moderator decided about a case."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from contracts.message import Message


class ReviewOutcome(StrEnum):
    """How a case ends."""

    CLEAR = "clear"
    LABEL = "label"
    DEMOTE = "demote"
    REMOVE = "remove"
    ASK_SENDER = "ask_sender"
    ESCALATE = "escalate"


class ReviewDecision(Message):
    """A moderator's decision. ``moderator`` is a pseudonymous id, never a name."""

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    decision_id: str
    case_id: str
    flag_id: str
    track_id: str
    isrc: str | None = None
    outcome: ReviewOutcome
    reason_code: str
    note: str = ""
    moderator: str
    case_version: int
    policy_sha256: str
    decided_at: datetime

    @property
    def message_id(self) -> str:
        return f"review-decision-{self.decision_id}"

    @property
    def partition_key(self) -> str:
        return self.track_id
