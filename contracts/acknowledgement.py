"""The answer to the sender of a delivery."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from contracts.finding import Finding
from contracts.message import Message, Part
from contracts.party import Party


class AcknowledgementStatus(StrEnum):
    """What happened to a delivery at the gate."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REJECTED = "rejected"


class MessageKind(StrEnum):
    """What a message is for."""

    NEW_RELEASE = "new_release"
    UPDATE = "update"
    """The message says of itself that it changes an earlier one."""
    TAKEDOWN = "takedown"
    """Every deal of the message is cancelled or over."""
    PURGE = "purge"
    """A PurgeReleaseMessage: what was delivered of the release is to be forgotten."""

    @property
    def withdraws(self) -> bool:
        """Whether the message takes releases away."""
        return self in (MessageKind.TAKEDOWN, MessageKind.PURGE)


class AcknowledgedRelease(Part):
    """The identifiers of a release that the message is about, as the message gives them."""

    icpn: str | None = None
    grid: str | None = None
    catalog_number: str | None = None


class Superseded(Part):
    """The track ``track_id`` is no longer what is delivered: ``by`` is the next revision of it."""

    track_id: str
    by: str


class Acknowledgement(Message):
    """Says of one delivery whether it was taken, with every finding.

    ``track_count`` counts the recordings of the message that were handed on as tracks, ``unchanged``
    those that were delivered before and are the same. ``withdrawn`` are the ids of the tracks that a
    takedown or purge took away, ``superseded`` the tracks that this delivery changed. ``recipient`` is
    whom the message was sent to. ``releases`` are the main release, or all that a purge names.
    """

    SCHEMA_VERSION: ClassVar[str] = "1.0"

    delivery_id: str
    status: AcknowledgementStatus
    sender: Party | None = None
    recipient: Party | None = None
    ern_message_id: str | None = None
    ern_version: str | None = None
    batch_id: str | None = None
    isrcs: tuple[str, ...] = ()
    track_count: int = 0
    findings: tuple[Finding, ...] = ()
    kind: MessageKind = MessageKind.NEW_RELEASE
    unchanged: int = 0
    withdrawn: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    releases: tuple[AcknowledgedRelease, ...] = ()
    is_test: bool = False
    received_at: datetime

    @property
    def message_id(self) -> str:
        return f"acknowledgement-{self.delivery_id}"

    @property
    def partition_key(self) -> str:
        return self.delivery_id
