"""Claiming and deciding a case."""

from datetime import datetime

from pydantic import Field

from contracts.review_decision import ReviewOutcome
from review_api.schemas.base import Answer, PlainText, Request


class ClaimRequest(Request):
    """Asks for a case. With the token of a claim that one holds already, the lease is renewed."""

    claim_token: str | None = Field(default=None, max_length=200)


class ClaimReceipt(Answer):
    """The claim. The token is shown once; ``version`` goes into the decision."""

    claim_token: str
    lease_until: datetime
    version: int


class ReleaseRequest(Request):
    """Gives a claimed case back to the queue."""

    claim_token: str = Field(min_length=1, max_length=200)


class DecisionRequest(Request):
    """Ends a case, or with ``escalate`` hands it to a lead."""

    claim_token: str = Field(min_length=1, max_length=200)
    version: int = Field(ge=0)
    outcome: ReviewOutcome
    reason_code: PlainText = Field(min_length=1, max_length=100)
    note: PlainText = Field(default="", max_length=5000)
