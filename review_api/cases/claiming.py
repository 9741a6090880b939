"""Claims: who works on a case, for how long."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from review_api.cases.history import note
from review_api.cases.lookup import locked_case
from review_api.errors import AlreadyDecidedError, CaseClosedError, ClaimConflictError, ForbiddenError
from review_api.principal import Person
from review_api.roles import Role
from review_api.schemas.case import Closure, HistoryEntry, HistoryEvent
from review_api.schemas.decision import ClaimReceipt
from review_api.tables import cases, claims, users
from review_api.tokens import digest, matches, new_token

LEASE = timedelta(minutes=20)

LEADS = frozenset({Role.LEAD, Role.ADMIN})
"""Who may work on escalated cases."""


def claim(
    connection: Connection, case_id: str, person: Person, now: datetime, token: str | None
) -> ClaimReceipt:
    """Claim a case, or renew the claim that ``token`` belongs to.

    A new claim changes the version, so that what an earlier claimant saw can no longer be decided.
    """
    case = locked_case(connection, case_id)
    check_open(case)
    if case.escalated and person.role not in LEADS:
        raise ForbiddenError("This case was escalated: only a lead can work on it.")
    if token is not None:
        current = held_claim(connection, case_id, person, now, token)
        _store(connection, case_id, person, current.token_sha256, now)
        return ClaimReceipt(claim_token=token, lease_until=now + LEASE, version=case.version)
    other = _live(connection, case_id, now)
    if other is not None and other.user_id != person.user_id:
        until = other.lease_until.strftime("%H:%M")
        raise ClaimConflictError(f"{other.name} is working on this case until {until} UTC. Take another one.")
    fresh = new_token()
    _store(connection, case_id, person, digest(fresh), now)
    version = bump_version(connection, case)
    _note(connection, case_id, person, now, HistoryEvent.CLAIMED)
    return ClaimReceipt(claim_token=fresh, lease_until=now + LEASE, version=version)


def release(connection: Connection, case_id: str, person: Person, now: datetime, token: str) -> None:
    """Give a case back. Raises ``ClaimConflictError`` where the claim no longer holds."""
    case = locked_case(connection, case_id)
    check_open(case)
    held_claim(connection, case_id, person, now, token)
    end_claim(connection, case_id)
    bump_version(connection, case)
    _note(connection, case_id, person, now, HistoryEvent.RELEASED)


def check_open(case: Row[Any]) -> None:
    """Raise where the case was decided before, or closed because its track changed."""
    if case.decided_at is not None:
        raise AlreadyDecidedError(f"This case was decided before: {case.outcome}. Reload it to see by whom.")
    if case.closed_at is not None:
        why = {
            Closure.SUPERSEDED: "the sender delivered the track again with changes",
            Closure.WITHDRAWN: "the sender has withdrawn the track",
        }[Closure(case.closure)]
        raise CaseClosedError(f"This case was closed, as {why}. Nothing is left to decide in it.")


def held_claim(connection: Connection, case_id: str, person: Person, now: datetime, token: str) -> Row[Any]:
    """Return the claim that ``token`` belongs to; raise where it is another's, replaced or over."""
    current = _live(connection, case_id, now)
    if current is None:
        raise ClaimConflictError("Your claim on this case has run out. Claim it again.")
    if current.user_id != person.user_id:
        raise ClaimConflictError(f"{current.name} is working on this case now. Take another one.")
    if not matches(token, current.token_sha256):
        raise ClaimConflictError(
            "You claimed this case again in another window. Go on there or claim it here."
        )
    return current


def end_claim(connection: Connection, case_id: str) -> None:
    """Remove the claim."""
    connection.execute(sa.delete(claims).where(claims.c.case_id == case_id))


def bump_version(connection: Connection, case: Row[Any], **changes: Any) -> int:
    """Write changes to a locked case under its next version, and return that."""
    version = int(case.version) + 1
    connection.execute(
        sa.update(cases).where(cases.c.case_id == case.case_id).values(version=version, **changes)
    )
    return version


def _note(connection: Connection, case_id: str, person: Person, now: datetime, event: HistoryEvent) -> None:
    done = "Claimed" if event is HistoryEvent.CLAIMED else "Given back"
    entry = HistoryEntry(at=now, actor=person.name, event=event, text=f"{done} by {person.name}.")
    note(connection, case_id, entry)


def _live(connection: Connection, case_id: str, now: datetime) -> Row[Any] | None:
    return connection.execute(
        sa.select(claims, users.c.name)
        .join(users, users.c.user_id == claims.c.user_id)
        .where(claims.c.case_id == case_id, claims.c.lease_until > now)
    ).one_or_none()


def _store(connection: Connection, case_id: str, person: Person, token_sha256: str, now: datetime) -> None:
    end_claim(connection, case_id)
    connection.execute(
        sa.insert(claims).values(
            case_id=case_id,
            user_id=person.user_id,
            token_sha256=token_sha256,
            claimed_at=now,
            lease_until=now + LEASE,
        )
    )
