"""Keeps which recording carried which content."""

import sqlalchemy as sa
from sqlalchemy import Connection

from ingest.rules.seen_before import Sighting
from ingest.tables import seen_contents
from runtime.database.insert import insert_if_absent
from runtime.text import storable

MOST = 20


class SeenContents:
    """The contents that were delivered before, in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, now: Sighting) -> list[Sighting]:
        """Remember ``now``; return other recordings with the same content, at most ``MOST``, sorted."""
        table = seen_contents
        others = (
            sa.select(table)
            .where(table.c.key == now.key, table.c.recording_id != now.recording_id)
            .order_by(table.c.recording_id)
            .limit(MOST)
        )
        found = [Sighting(**row._asdict()) for row in self._connection.execute(others)]
        row = {
            "key": now.key,
            "recording_id": now.recording_id,
            "track_id": now.track_id,
            "sender": storable(now.sender),
            "artist": storable(now.artist),
            "isrc": storable(now.isrc) if now.isrc else None,
        }
        insert_if_absent(self._connection, table, row)
        return found
