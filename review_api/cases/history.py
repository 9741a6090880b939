"""The history of a case: only ever added to."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from review_api.schemas.case import HistoryEntry, HistoryEvent
from review_api.tables import case_events


def note(
    connection: Connection, case_id: str, at: datetime, actor: str, event: HistoryEvent, text: str
) -> None:
    """Add a line to a case's history."""
    connection.execute(
        sa.insert(case_events).values(case_id=case_id, at=at, actor=actor, event=event.value, text=text)
    )


def history(connection: Connection, case_id: str) -> tuple[HistoryEntry, ...]:
    """Return what happened to a case, oldest first."""
    rows = connection.execute(
        sa.select(case_events).where(case_events.c.case_id == case_id).order_by(case_events.c.event_id)
    )
    return tuple(
        HistoryEntry(at=row.at, actor=row.actor, event=HistoryEvent(row.event), text=row.text) for row in rows
    )
