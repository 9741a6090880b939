"""The stage that enters tracks in the books."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from contracts.message import Message
from contracts.topics import TRACKS
from contracts.track import Track
from deadwax.scorecards.facts import LONGEST_KEY, track_facts
from deadwax.tables import tracks
from deadwax.wiring import Plant
from runtime.database.insert import insert_if_absent
from runtime.text import storable


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


def make(_plant: Plant) -> RegisterStage:
    """The stage, which needs nothing."""
    return RegisterStage()
