"""The stages that hand flags and changes to the review API."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection

from contracts.acknowledgement import Acknowledgement
from contracts.flag import Flag
from contracts.message import Message
from contracts.topics import ACKNOWLEDGEMENTS, FLAGS
from deadwax.wiring import Plant
from review_api.schemas.change import ChangeKind, TrackChange


class FlagReceiver(Protocol):
    """Where flags and changes go: the review API, over the network or in process."""

    def hand_in(self, flag: Flag) -> object:
        """Deliver a flag; sending one twice is harmless. Raises ``RetryableError`` or ``PoisonError``."""

    def tell(self, changes: Sequence[TrackChange]) -> object:
        """Say what became of tracks; the same holds."""


class DeliverFlagsStage:
    """Hands flags to the review API."""

    name = "deliver-flags"
    source = FLAGS

    def __init__(self, receiver: FlagReceiver) -> None:
        self._receiver = receiver

    def prepare(self, message: Flag) -> None:
        """Send the flag; its message id is the idempotency key."""
        self._receiver.hand_in(message)

    def apply(self, _message: Flag, _prepared: None, _connection: Connection) -> Sequence[Message]:
        """Nothing: the ledger alone says that it was delivered."""
        return ()


class DeliverChangesStage:
    """Tells the review API which tracks a delivery superseded or withdrew, so that their cases end."""

    name = "deliver-changes"
    source = ACKNOWLEDGEMENTS

    def __init__(self, receiver: FlagReceiver) -> None:
        self._receiver = receiver

    def prepare(self, message: Acknowledgement) -> None:
        """Send the changes, if there are any."""
        changes = [
            TrackChange(track_id=each.track_id, change=ChangeKind.SUPERSEDED, by=each.by)
            for each in message.superseded
        ]
        changes += [
            TrackChange(track_id=track_id, change=ChangeKind.WITHDRAWN, how=message.kind)
            for track_id in message.withdrawn
        ]
        if changes:
            self._receiver.tell(changes)

    def apply(self, _message: Acknowledgement, _prepared: None, _connection: Connection) -> Sequence[Message]:
        """Nothing: the ledger alone says that they were delivered."""
        return ()


def make_flags(plant: Plant) -> DeliverFlagsStage:
    """The stage that delivers flags, to where the settings say."""
    return DeliverFlagsStage(plant.receiver)


def make_changes(plant: Plant) -> DeliverChangesStage:
    """The stage that delivers changes, to the same place."""
    return DeliverChangesStage(plant.receiver)
