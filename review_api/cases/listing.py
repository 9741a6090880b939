"""Lists cases page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, Row, Select

from contracts.decision import Action
from contracts.disclosure import DisclosureLevel
from contracts.review_decision import ReviewOutcome
from review_api.cases.counting import counts
from review_api.cases.cursor import Cursor, ordering
from review_api.cases.filters import CaseFilter, live_claim, of_status, status_column
from review_api.cases.priority import priority_word
from review_api.schemas.case import CasePage, CaseStatus, CaseSummary, Closure, Scores, Sort, StatusFilter
from review_api.tables import cases, claims, users
from runtime.database.engine import reading


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: up to ``limit`` cases behind ``cursor`` in an order."""

    sort: Sort
    limit: int
    cursor: str | None = None


def list_cases(engine: Engine, now: datetime, wanted: CaseFilter, asked: PageRequest) -> CasePage:
    """Return a page of cases, with counts of the same moment."""
    query = with_status(now).where(*wanted.conditions(), *of_status(wanted.status))
    if asked.cursor is not None:
        query = query.where(Cursor.decoded(asked.cursor, asked.sort).condition())
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(*ordering(asked.sort)).limit(asked.limit + 1)).all()
        numbers = counts(connection, now, wanted)
    page, more = rows[: asked.limit], len(rows) > asked.limit
    by_status = {
        StatusFilter.OPEN: numbers.open,
        StatusFilter.CLAIMED: numbers.claimed,
        StatusFilter.DECIDED: numbers.decided,
        StatusFilter.CLOSED: numbers.closed,
        StatusFilter.ALL: numbers.open + numbers.claimed + numbers.decided + numbers.closed,
    }
    return CasePage(
        items=tuple(CaseSummary(**summary_fields(row)) for row in page),
        next_cursor=Cursor.after(asked.sort, page[-1]).encoded() if more else None,
        total=by_status[wanted.status],
        counts=numbers,
    )


def with_status(now: datetime) -> Select[Any]:
    """The cases with status and claimant as of ``now``."""
    return (
        sa.select(
            cases,
            status_column().label("status"),
            users.c.name.label("claimed_by"),
            claims.c.user_id.label("claimant"),
            claims.c.lease_until,
        )
        .select_from(cases)
        .outerjoin(claims, live_claim(now))
        .outerjoin(users, users.c.user_id == claims.c.user_id)
    )


def summary_fields(row: Row[Any]) -> dict[str, Any]:
    """Return the fields of a summary from a row of :func:`with_status`."""
    return {
        "id": row.case_id,
        "status": CaseStatus(row.status),
        "title": row.title,
        "display_artist": row.display_artist,
        "label": row.label,
        "sender": row.sender,
        "isrc": row.isrc,
        "action": Action(row.action),
        "priority": priority_word(row.priority),
        "scores": Scores(ai=row.score_ai, spam=row.score_spam),
        "disclosure_level": DisclosureLevel(row.disclosure_level),
        "top_reason": row.top_reason,
        "flagged_at": row.flagged_at,
        "claimed_by": row.claimed_by if row.status == CaseStatus.CLAIMED else None,
        "duration_s": row.duration_s,
        "version": row.version,
        "escalated": row.escalated,
        "outcome": ReviewOutcome(row.outcome) if row.outcome is not None else None,
        "revision": row.revision,
        "campaign_id": row.campaign_id,
        "closure": Closure(row.closure) if row.closure is not None else None,
    }
