"""The history of a case: only ever added to."""

import sqlalchemy as sa
from sqlalchemy import Connection

from review_api.schemas.case import HistoryEntry, HistoryEvent
from review_api.tables import case_events


def note(connection: Connection, case_id: str, entry: HistoryEntry) -> None:
    """Add a line to a case's history."""
    values = {"at": entry.at, "actor": entry.actor, "event": entry.event.value, "text": entry.text}
    connection.execute(sa.insert(case_events).values(case_id=case_id, **values))


def history(connection: Connection, case_id: str) -> tuple[HistoryEntry, ...]:
    """Return what happened to a case, oldest first."""
    rows = connection.execute(
        sa.select(case_events).where(case_events.c.case_id == case_id).order_by(case_events.c.event_id)
    )
    return tuple(
        HistoryEntry(at=row.at, actor=row.actor, event=HistoryEvent(row.event), text=row.text) for row in rows
    )
