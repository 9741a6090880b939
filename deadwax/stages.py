"""The stages that tie the rooms together: acknowledge, register, deliver flags and changes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import Connection, insert, select, update

from contracts.acknowledgement import Acknowledgement
from contracts.flag import Flag
from contracts.message import Message, content_id
from contracts.party import Party
from contracts.topics import ACKNOWLEDGEMENTS, FLAGS, TRACKS
from contracts.track import Track
from deadwax.scorecards.facts import LONGEST_KEY, counted_findings, month_of, sender_key, track_facts
from deadwax.tables import acknowledged_findings, acknowledgements, tracks, withdrawals
from ingest.acknowledgement_xml import acknowledgement_xml
from review_api.schemas.change import ChangeKind, TrackChange
from runtime.database.insert import insert_if_absent
from runtime.text import storable

_log = structlog.get_logger("deadwax.acknowledge")


class FlagReceiver(Protocol):
    """Where flags and changes go: the review API, over the network or in process."""

    def hand_in(self, flag: Flag) -> object:
        """Deliver a flag; sending one twice is harmless. Raises ``RetryableError`` or ``PoisonError``."""

    def tell(self, changes: Sequence[TrackChange]) -> object:
        """Say what became of tracks; the same holds."""


class AcknowledgeStage:
    """Answers the senders: writes each acknowledgement into a folder and into the books.

    It is written as JSON, and as DDEX's own message where it can be addressed. ``ours`` is who answers.
    """

    name = "acknowledge"
    source = ACKNOWLEDGEMENTS

    def __init__(self, folder: Path, ours: Party | None = None) -> None:
        self._folder = folder
        self._ours = ours

    def prepare(self, message: Acknowledgement) -> None:
        """Write the answer's files; writing them again changes nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        # The id is of our own making, but it came over the log: only a plain word becomes a file name.
        plain = message.delivery_id.isascii() and message.delivery_id.replace("-", "").isalnum()
        name = message.delivery_id if plain else content_id(message.delivery_id)
        self._write(f"{name}.json", message.model_dump_json(indent=2).encode() + b"\n")
        xml = acknowledgement_xml(message, self._ours)
        if xml is None:
            _log.info("acknowledgement.not_addressed", delivery_id=message.delivery_id)
        else:
            self._write(f"{name}.xml", xml)

    def _write(self, name: str, data: bytes) -> None:
        unfinished = self._folder / f".{name}.part"
        unfinished.write_bytes(data)
        unfinished.replace(self._folder / name)

    def apply(self, message: Acknowledgement, _prepared: None, connection: Connection) -> Sequence[Message]:
        """Enter the acknowledgement, once."""
        row = {
            "delivery_id": message.delivery_id,
            "status": message.status.value,
            "sender": storable(message.sender.name if message.sender else ""),
            "ern_message_id": storable(message.ern_message_id or ""),
            "track_count": message.track_count,
            "finding_count": len(message.findings),
            "received_at": message.received_at,
            "acknowledgement": message.model_dump_json(),
            "sender_key": sender_key(message.sender),
            "month": month_of(message.received_at),
        }
        if insert_if_absent(connection, acknowledgements, row):
            found = counted_findings(message)
            if found:
                connection.execute(insert(acknowledged_findings), found)
        for track_id in message.withdrawn:
            withdrawal = {
                "track_id": track_id,
                "delivery_id": message.delivery_id,
                "kind": message.kind.value,
                "withdrawn_at": message.received_at,
            }
            insert_if_absent(connection, withdrawals, withdrawal)
        return ()


class RegisterStage:
    """Enters every track that ingest made, so that none can be missed."""

    name = "register"
    source = TRACKS

    def prepare(self, message: Track) -> None:
        """Nothing is slow here."""

    def apply(self, message: Track, _prepared: None, connection: Connection) -> Sequence[Message]:
        """Enter the track, once, and mark the one that it supersedes."""
        row = {
            "track_id": message.track_id,
            "delivery_id": message.delivery_id,
            "isrc": storable(message.isrc, LONGEST_KEY) if message.isrc else None,
            "title": storable(message.title),
            "display_artist": storable(message.display_artist),
            "sender": storable(message.sender.name),
            "received_at": message.received_at,
            **track_facts(message),
            "recording_id": message.recording_id,
            "revision": message.revision,
            "superseded_by": _next_revision(connection, message),
        }
        insert_if_absent(connection, tracks, row)
        if message.supersedes is not None:
            earlier = update(tracks).where(tracks.c.track_id == message.supersedes)
            connection.execute(earlier.values(superseded_by=message.track_id))
        return ()


def _next_revision(connection: Connection, track: Track) -> str | None:
    """The track that supersedes ``track``, where it was entered first: several workers send tracks on."""
    if not track.recording_id:
        return None
    later = select(tracks.c.track_id).where(
        tracks.c.recording_id == track.recording_id, tracks.c.revision == track.revision + 1
    )
    found: str | None = connection.execute(later).scalar()
    return found


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
