"""Handing in what the policy flagged."""

from typing import Annotated

from fastapi import Header, Response

from contracts.flag import Flag
from review_api import intake
from review_api.context import Context
from review_api.principal import Caller
from review_api.routes.router import guarded_router
from review_api.schemas.flag import FlagReceipt

router = guarded_router("flags")

IdempotencyKey = Annotated[str, Header(min_length=1, max_length=200)]


@router.post(
    "/v1/flags",
    status_code=201,
    operation_id="handInFlag",
    responses={200: {"model": FlagReceipt, "description": "The flag was taken before"}},
)
def hand_in_flag(
    flag: Flag, idempotency_key: IdempotencyKey, response: Response, caller: Caller, context: Context
) -> FlagReceipt:
    """Take a flag once: 201 the first time, 200 with the same answer when it comes again."""
    taken = intake.take_flag(context.engine, context.clock, flag, caller, idempotency_key)
    if taken.replayed:
        response.status_code = 200
    context.metrics.flag_taken(flag.decision.action, replayed=taken.replayed)
    return taken.receipt
