"""Which cases are meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from contracts.decision import Action
from review_api.display import searchable
from review_api.schemas.case import CaseStatus, StatusFilter
from review_api.tables import cases, claims

MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to let through. ``words`` are looked for one by one; all of them have to be there."""

    status: StatusFilter = StatusFilter.ALL
    action: Action | None = None
    words: str = ""
    campaign: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions but for the status."""
        found = [_contains(word) for word in searchable(self.words).split()[:MOST_WORDS]]
        if self.campaign is not None:
            found.append(cases.c.campaign_id == self.campaign)
        return found if self.action is None else [*found, cases.c.action == self.action.value]


def _contains(word: str) -> ColumnElement[bool]:
    plain = cases.c.search_text.contains(word, autoescape=True)
    if "-" not in word:
        return plain
    # An ISRC is often typed with its hyphens, and stored without.
    return plain | cases.c.search_text.contains(word.replace("-", ""), autoescape=True)


def live_claim(now: datetime) -> ColumnElement[bool]:
    """The join condition of a case with the claim that still holds."""
    return (claims.c.case_id == cases.c.case_id) & (claims.c.lease_until > now)


def status_column() -> ColumnElement[str]:
    """The status of a case, over ``cases`` left-joined with its live claim."""
    return sa.case(
        (cases.c.decided_at.is_not(None), CaseStatus.DECIDED.value),
        (cases.c.closed_at.is_not(None), CaseStatus.CLOSED.value),
        (claims.c.case_id.is_not(None), CaseStatus.CLAIMED.value),
        else_=CaseStatus.OPEN.value,
    )


def of_status(status: StatusFilter) -> Sequence[ColumnElement[bool]]:
    """The condition of a status, over the same join."""
    waiting = [cases.c.decided_at.is_(None), cases.c.closed_at.is_(None)]
    return {
        StatusFilter.ALL: [],
        StatusFilter.DECIDED: [cases.c.decided_at.is_not(None)],
        StatusFilter.CLOSED: [cases.c.closed_at.is_not(None)],
        StatusFilter.CLAIMED: [*waiting, claims.c.case_id.is_not(None)],
        StatusFilter.OPEN: [*waiting, claims.c.case_id.is_(None)],
    }[status]
