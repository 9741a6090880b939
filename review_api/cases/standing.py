"""Whether tracks are still what their senders deliver."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from contracts.acknowledgement import MessageKind
from review_api.schemas.change import ChangeKind, TrackChange
from review_api.tables import track_standings
from runtime.database.insert import insert_if_absent


def locked_standings(connection: Connection, track_ids: Iterable[str]) -> dict[str, Row[Any]]:
    """The standing of each track, which nobody else reads here or changes until the transaction ends.

    A flag and a change of one track that come at once so wait for each other, and neither misses the
    other. Always in the same order, so that none waits in a circle.
    """
    table, found = track_standings, {}
    for track_id in sorted(set(track_ids)):
        insert_if_absent(connection, table, {"track_id": track_id})
        query = sa.select(table).where(table.c.track_id == track_id).with_for_update()
        found[track_id] = connection.execute(query).one()
    return found


def enter_change(connection: Connection, change: TrackChange, now: datetime) -> bool:
    """Enter a change of a locked standing; say whether it is the first of its kind."""
    table = track_standings
    values: dict[str, Any] = {"superseded_by": change.by, "superseded_at": now}
    kind = table.c.superseded_at
    if change.change is ChangeKind.WITHDRAWN:
        values = {"withdrawn_how": str(change.how), "withdrawn_at": now}
        kind = table.c.withdrawn_at
    first = sa.update(table).where(table.c.track_id == change.track_id, kind.is_(None)).values(**values)
    return connection.execute(first.returning(table.c.track_id)).first() is not None


def changes_of(standing: Row[Any]) -> list[TrackChange]:
    """The changes that a standing tells of, the earlier one first."""
    found: list[tuple[datetime, TrackChange]] = []
    track_id = standing.track_id
    if standing.superseded_at is not None:
        change = TrackChange(track_id=track_id, change=ChangeKind.SUPERSEDED, by=standing.superseded_by)
        found.append((standing.superseded_at, change))
    if standing.withdrawn_at is not None:
        how = MessageKind(standing.withdrawn_how)
        change = TrackChange(track_id=track_id, change=ChangeKind.WITHDRAWN, how=how)
        found.append((standing.withdrawn_at, change))
    return [change for _, change in sorted(found, key=lambda pair: pair[0])]
