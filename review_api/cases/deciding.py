"""Decisions: how a case ends, or goes on to a lead."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from contracts.message import content_id
from contracts.review_decision import ReviewDecision, ReviewOutcome
from review_api.cases.claiming import bump_version, check_open, end_claim, held_claim
from review_api.cases.history import note
from review_api.cases.lookup import locked_case
from review_api.errors import ClaimConflictError, UnknownReasonError, VersionConflictError
from review_api.outcomes import OUTCOMES
from review_api.principal import Person
from review_api.schemas.case import HistoryEntry, HistoryEvent
from review_api.schemas.decision import DecisionRequest
from review_api.tables import review_decisions
from review_api.tokens import digest


def decide(
    connection: Connection, case_id: str, person: Person, now: datetime, request: DecisionRequest
) -> ReviewDecision | None:
    """Decide a claimed case and return the message that says so.

    None where the very same request was carried out before: nothing happens a second time. The
    delivered metadata plays no part here, so that no bad value of it can block a decision.
    """
    case = locked_case(connection, case_id)
    if _is_repeated(connection, case_id, person, request):
        return None
    check_open(case)
    _check_reason(request)
    held_claim(connection, case_id, person, now, request.claim_token)
    if request.version != case.version:
        raise VersionConflictError("The case has changed since you opened it. Reload it and decide again.")
    if request.outcome is ReviewOutcome.ESCALATE and case.escalated:
        raise ClaimConflictError("This case is with a lead already and cannot be escalated again.")
    return _carry_out(connection, case, person, now, request)


def _carry_out(
    connection: Connection, case: Row[Any], person: Person, now: datetime, request: DecisionRequest
) -> ReviewDecision:
    message = ReviewDecision(
        decision_id=content_id("review-decision", case.case_id, str(case.version)),
        case_id=case.case_id,
        flag_id=case.flag_id,
        track_id=case.track_id,
        isrc=case.isrc,
        outcome=request.outcome,
        reason_code=request.reason_code,
        note=request.note,
        moderator=person.pseudonym,
        case_version=case.version,
        policy_sha256=case.policy_sha256,
        decided_at=now,
    )
    connection.execute(
        sa.insert(review_decisions).values(
            decision_id=message.decision_id,
            case_id=case.case_id,
            case_version=case.version,
            outcome=request.outcome.value,
            reason_code=request.reason_code,
            note=request.note,
            user_id=person.user_id,
            claim_sha256=digest(request.claim_token),
            decided_at=now,
        )
    )
    end_claim(connection, case.case_id)
    _close_or_escalate(connection, case, person, now, request)
    return message


def _close_or_escalate(
    connection: Connection, case: Row[Any], person: Person, now: datetime, request: DecisionRequest
) -> None:
    words = OUTCOMES[request.outcome]
    if request.outcome is ReviewOutcome.ESCALATE:
        bump_version(connection, case, escalated=True)
        event, text = HistoryEvent.ESCALATED, f"Escalated to a lead by {person.name}"
    else:
        bump_version(connection, case, decided_at=now, outcome=request.outcome.value)
        event, text = HistoryEvent.DECIDED, f"Decided by {person.name}: {words.title}"
    text = f"{text} ({request.reason_code})."
    entry = HistoryEntry(at=now, actor=person.name, event=event, text=f"{text} {request.note}".strip())
    note(connection, case.case_id, entry)


def _is_repeated(connection: Connection, case_id: str, person: Person, request: DecisionRequest) -> bool:
    earlier = connection.execute(
        sa.select(review_decisions).where(
            review_decisions.c.case_id == case_id, review_decisions.c.case_version == request.version
        )
    ).one_or_none()
    return earlier is not None and (
        earlier.user_id,
        earlier.claim_sha256,
        earlier.outcome,
        earlier.reason_code,
        earlier.note,
    ) == (
        person.user_id,
        digest(request.claim_token),
        request.outcome.value,
        request.reason_code,
        request.note,
    )


def _check_reason(request: DecisionRequest) -> None:
    fitting = OUTCOMES[request.outcome].reason_codes
    if request.reason_code not in fitting:
        raise UnknownReasonError(
            f"The reason '{request.reason_code}' does not fit the outcome '{request.outcome}'.",
            remedy=f"Use one of: {', '.join(fitting)}.",
        )
