"""The answer to the sender of a delivery."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from contracts.finding import Finding
from contracts.message import Message
from contracts.party import Party


class AcknowledgementStatus(StrEnum):
    """What happened to a delivery at the gate."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REJECTED = "rejected"


class Acknowledgement(Message):
    """Says of one delivery whether it was taken, with every finding."""

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    delivery_id: str
    status: AcknowledgementStatus
    sender: Party | None = None
    ern_message_id: str | None = None
    ern_version: str | None = None
    batch_id: str | None = None
    isrcs: tuple[str, ...] = ()
    track_count: int = 0
    findings: tuple[Finding, ...] = ()
    received_at: datetime

    @property
    def message_id(self) -> str:
        return f"acknowledgement-{self.delivery_id}"

    @property
    def partition_key(self) -> str:
        return self.delivery_id
