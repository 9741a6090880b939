"""Claiming, releasing and deciding cases."""

from fastapi import Response

from review_api.cases import claiming, deciding, detail
from review_api.context import Context
from review_api.flag_trace import trace_of_case
from review_api.principal import CallingPerson
from review_api.routes.router import guarded_router
from review_api.schemas.case import CaseDetail
from review_api.schemas.decision import ClaimReceipt, ClaimRequest, DecisionRequest, ReleaseRequest

router = guarded_router("cases")


@router.post("/v1/cases/{case_id}/claim", operation_id="claimCase")
def claim_case(
    case_id: str,
    person: CallingPerson,
    context: Context,
    response: Response,
    request: ClaimRequest | None = None,
) -> ClaimReceipt:
    """Claim a case for a while, or renew the claim by its token.

    A person who claims a case that she holds already gets a new token; the old one stops working.
    """
    response.headers["Cache-Control"] = "no-store"
    token = request.claim_token if request else None
    with context.engine.begin() as connection:
        return claiming.claim(connection, case_id, person, context.clock.now(), token)


@router.post("/v1/cases/{case_id}/release", operation_id="releaseCase")
def release_case(
    case_id: str, request: ReleaseRequest, person: CallingPerson, context: Context
) -> CaseDetail:
    """Give a case back to the queue."""
    now = context.clock.now()
    with context.engine.begin() as connection:
        claiming.release(connection, case_id, person, now, request.claim_token)
        return detail.case_detail(connection, case_id, now, person)


@router.post("/v1/cases/{case_id}/decision", operation_id="decideCase")
def decide_case(
    case_id: str, request: DecisionRequest, person: CallingPerson, context: Context
) -> CaseDetail:
    """Decide a claimed case; 409 where the claim or the version is no longer the latest."""
    now = context.clock.now()
    with context.engine.begin() as connection:
        # The decision belongs to the trace of what it is about, which began with the delivery.
        with context.tracing.resuming(trace_of_case(connection, case_id), "decide case"):
            message = deciding.decide(connection, case_id, person, now, request)
            context.relay.enqueue(connection, message)
        decided = detail.case_detail(connection, case_id, now, person)
    context.relay.wake()
    context.metrics.case_decided(request.outcome)
    return decided
