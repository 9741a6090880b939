"""Closes cases whose track is no longer what its sender delivers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from contracts.acknowledgement import MessageKind
from review_api.cases.claiming import bump_version, end_claim
from review_api.cases.history import note
from review_api.cases.standing import enter_change, locked_standings
from review_api.schemas.case import Closure, HistoryEntry, HistoryEvent
from review_api.schemas.change import ChangeKind, ChangeReceipt, TrackChange
from review_api.tables import cases

SYSTEM_ACTOR = "system"

_CLOSURES = {ChangeKind.SUPERSEDED: Closure.SUPERSEDED, ChangeKind.WITHDRAWN: Closure.WITHDRAWN}
_EVENTS = {
    ChangeKind.SUPERSEDED: HistoryEvent.SUPERSEDED,
    ChangeKind.WITHDRAWN: HistoryEvent.WITHDRAWN,
}


def change_tracks(connection: Connection, changes: Sequence[TrackChange], now: datetime) -> ChangeReceipt:
    """Enter what became of tracks, tell their cases, and close those that are not decided.

    A change that is known already does nothing.
    """
    locked_standings(connection, (change.track_id for change in changes))
    entered = closed = 0
    for change in changes:
        if enter_change(connection, change, now):
            entered += 1
            closed += tell_cases(connection, change, now)
    return ChangeReceipt(entered=entered, closed=closed)


def tell_cases(connection: Connection, change: TrackChange, now: datetime) -> int:
    """Tell every case of a track what became of it; return how many were closed by that."""
    query = sa.select(cases).where(cases.c.track_id == change.track_id).order_by(cases.c.case_id)
    closed = 0
    for case in connection.execute(query.with_for_update()).all():
        is_open = case.decided_at is None and case.closed_at is None
        closed += is_open
        _note(connection, case, change, now)
        if is_open:
            end_claim(connection, case.case_id)
            bump_version(connection, case, closed_at=now, closure=_CLOSURES[change.change].value)
    return closed


def _note(connection: Connection, case: Row[Any], change: TrackChange, now: datetime) -> None:
    if change.change is ChangeKind.SUPERSEDED:
        what = "The sender delivered the track again with changes."
    elif change.how is MessageKind.PURGE:
        what = "The sender withdrew the track: its release was purged."
    else:
        what = "The sender withdrew the track: its release was taken down."
    if case.decided_at is not None:
        what += " The decision stands for what was delivered then."
    elif case.closed_at is None:
        what += " Nothing is left to decide here: the case is closed."
    event = _EVENTS[change.change]
    note(connection, case.case_id, HistoryEntry(at=now, actor=SYSTEM_ACTOR, event=event, text=what))
