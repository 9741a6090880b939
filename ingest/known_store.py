"""Keeps what earlier deliveries said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row

from contracts.disclosure import DisclosureLevel
from ingest.known import Known
from ingest.tables import known_recordings, known_release_names, withdrawn_releases
from runtime.database.insert import insert_if_absent
from runtime.text import storable


class KnownRecordings:
    """The recordings that were delivered before, in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, known: Known) -> Known | None:
        """Remember a recording; None where it is new, else what is known, locked until the end."""
        if insert_if_absent(self._connection, known_recordings, _row(known)):
            self._name(known)
            return None
        table = known_recordings
        before = sa.select(table).where(table.c.recording_id == known.recording_id).with_for_update()
        return _known(self._connection.execute(before).one())

    def change(self, known: Known) -> None:
        """Put ``known`` in the place of what was remembered of its recording."""
        table = known_recordings
        changed = sa.update(table).where(table.c.recording_id == known.recording_id)
        self._connection.execute(changed.values(**_row(known)))
        self._name(known)

    def withdraw(self, release_ids: Sequence[str], at: datetime, written: datetime | None) -> tuple[str, ...]:
        """Mark what is known of the releases as withdrawn; return the ids of their tracks, sorted.

        What came with a message that was written after ``written`` stays, and what was written before
        and comes later is seen by :meth:`is_withdrawn`.
        """
        if written is not None:
            self._remember_withdrawal(release_ids, written)
        table = known_recordings
        live = sa.and_(_of_releases(release_ids), table.c.withdrawn_at.is_(None))
        if written is not None:
            told = table.c.message_created_at
            live &= told.is_(None) | (told <= written)
        # Locked in the order in which deliveries lock them, so that none waits for another in a circle.
        locked = sa.select(table.c.recording_id, table.c.track_id).where(live).order_by(table.c.recording_id)
        found = self._connection.execute(locked.with_for_update()).all()
        mark = sa.update(table).where(table.c.recording_id == sa.bindparam("which")).values(withdrawn_at=at)
        if found:
            self._connection.execute(mark, [{"which": row.recording_id} for row in found])
        return tuple(sorted(row.track_id for row in found))

    def is_withdrawn(self, known: Known) -> bool:
        """Whether the release was withdrawn by a message written after the one that ``known`` came with."""
        written, table = known.message_created_at, withdrawn_releases
        if written is None:
            return False
        after = sa.select(table.c.name).where(
            table.c.name.in_({known.release_id, *known.release_names}), table.c.written_at > written
        )
        return self._connection.execute(after.limit(1)).first() is not None

    def knows_any(self, release_ids: Sequence[str]) -> bool:
        """Whether a recording of one of the releases was ever delivered."""
        found = sa.select(known_recordings.c.recording_id).where(_of_releases(release_ids)).limit(1)
        return self._connection.execute(found).first() is not None

    def _remember_withdrawal(self, release_ids: Sequence[str], written: datetime) -> None:
        table = withdrawn_releases
        for name in sorted(set(release_ids)):
            if not insert_if_absent(self._connection, table, {"name": name, "written_at": written}):
                earlier = sa.and_(table.c.name == name, table.c.written_at < written)
                self._connection.execute(sa.update(table).where(earlier).values(written_at=written))

    def _name(self, known: Known) -> None:
        for name in known.release_names:
            row = {"name": name, "recording_id": known.recording_id}
            insert_if_absent(self._connection, known_release_names, row)


def _of_releases(release_ids: Sequence[str]) -> ColumnElement[bool]:
    names, table = known_release_names, known_recordings
    named = sa.select(names.c.recording_id).where(names.c.name.in_(release_ids))
    return table.c.release_id.in_(release_ids) | table.c.recording_id.in_(named)


def _row(known: Known) -> dict[str, Any]:
    return {
        "recording_id": known.recording_id,
        "track_id": known.track_id,
        "revision": known.revision,
        "digest": known.digest,
        "release_id": known.release_id,
        "isrc": storable(known.isrc) if known.isrc else None,
        "level": known.level.value,
        "ai_facets": list(known.ai_facets),
        "message_created_at": known.message_created_at,
        "received_at": known.received_at,
        "withdrawn_at": known.withdrawn_at,
    }


def _known(row: Row[Any]) -> Known:
    values = row._asdict()
    return Known(
        **(values | {"level": DisclosureLevel(values["level"]), "ai_facets": tuple(values["ai_facets"])})
    )
