"""Counts cases."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, FromClause

from contracts.decision import Action
from review_api.cases.filters import CaseFilter, live_claim, of_status, status_column
from review_api.schemas.case import CaseStatus, Counts, StatusFilter
from review_api.schemas.summary import SenderCounts, SummaryView
from review_api.tables import cases, claims, flags

LARGEST_SENDERS = 10


def counts(connection: Connection, now: datetime, wanted: CaseFilter | None = None) -> Counts:
    """Count the cases of each status that pass the filter, whatever status it asks for."""
    status = status_column()
    conditions = wanted.conditions() if wanted is not None else []
    rows = connection.execute(
        sa.select(status, sa.func.count()).select_from(_joined(now)).where(*conditions).group_by(status)
    )
    by_status = {CaseStatus(name): int(count) for name, count in rows}
    return Counts(
        open=by_status.get(CaseStatus.OPEN, 0),
        claimed=by_status.get(CaseStatus.CLAIMED, 0),
        decided=by_status.get(CaseStatus.DECIDED, 0),
        closed=by_status.get(CaseStatus.CLOSED, 0),
    )


def summary(connection: Connection, now: datetime) -> SummaryView:
    """Count the cases by status, action and sender."""
    by_action = connection.execute(sa.select(cases.c.action, sa.func.count()).group_by(cases.c.action))
    recorded = connection.execute(
        sa.select(flags.c.action, sa.func.count()).where(flags.c.case_id.is_(None)).group_by(flags.c.action)
    )
    return SummaryView(
        cases=counts(connection, now),
        by_action={Action(action): int(count) for action, count in by_action},
        recorded={Action(action): int(count) for action, count in recorded},
        by_sender=_senders(connection, now),
        oldest_open_at=_oldest_open(connection, now),
    )


def _senders(connection: Connection, now: datetime) -> tuple[SenderCounts, ...]:
    is_open = sa.and_(*of_status(StatusFilter.OPEN))
    number_open = sa.func.sum(sa.case((is_open, 1), else_=0))
    rows = connection.execute(
        sa.select(cases.c.sender, number_open, sa.func.count())
        .select_from(_joined(now))
        .group_by(cases.c.sender)
        .order_by(sa.func.count().desc(), cases.c.sender)
        .limit(LARGEST_SENDERS)
    )
    return tuple(SenderCounts(sender=sender, open=int(o), total=int(total)) for sender, o, total in rows)


def _oldest_open(connection: Connection, now: datetime) -> datetime | None:
    oldest = sa.select(sa.func.min(cases.c.flagged_at)).select_from(_joined(now))
    found: datetime | None = connection.execute(oldest.where(*of_status(StatusFilter.OPEN))).scalar_one()
    return found


def _joined(now: datetime) -> FromClause:
    return cases.outerjoin(claims, live_claim(now))
