"""Keeps which recording carried which content."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ingest.rules.seen_before import Sighting
from ingest.tables import TURNS, content_turns, known_recordings, seen_contents
from runtime.database.insert import insert_if_absent
from runtime.text import storable

MOST = 20


class SeenContents:
    """The contents that were delivered before, in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wait_for(self, keys: Iterable[str]) -> None:
        """Wait until no other transaction enters one of these contents, and keep others from it.

        Without it, two deliveries of one content at the same instant would not see each other. To be
        called once in a transaction, with all its keys: the turns are taken in one order by all.
        """
        turns = sorted({int(key[:8], 16) % TURNS for key in keys})
        taken = sa.select(content_turns).where(content_turns.c.turn.in_(turns))
        self._connection.execute(taken.order_by(content_turns.c.turn).with_for_update()).all()

    def enter(self, now: Sighting) -> list[Sighting]:
        """Remember ``now``; return other recordings with the same content, at most ``MOST``, sorted."""
        table, known = seen_contents, known_recordings
        others = (
            sa.select(table, known.c.withdrawn_at.is_not(None).label("withdrawn"))
            .outerjoin(known, known.c.recording_id == table.c.recording_id)
            .where(table.c.key == now.key, table.c.recording_id != now.recording_id)
            .order_by(table.c.recording_id)
            .limit(MOST)
        )
        found = [Sighting(**row._asdict()) for row in self._connection.execute(others)]
        row = _row(now)
        if not insert_if_absent(self._connection, table, row):
            same = sa.and_(table.c.key == now.key, table.c.recording_id == now.recording_id)
            self._connection.execute(sa.update(table).where(same).values(**row))
        return found


def _row(sighting: Sighting) -> dict[str, Any]:
    return {
        "key": sighting.key,
        "recording_id": sighting.recording_id,
        "track_id": sighting.track_id,
        "sender": storable(sighting.sender),
        "artist": storable(sighting.artist),
        "isrc": storable(sighting.isrc) if sighting.isrc else None,
        "title": storable(sighting.title),
        "duration_s": sighting.duration_s,
    }
