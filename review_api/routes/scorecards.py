"""How well senders deliver."""

from typing import Annotated

from fastapi import Query

from review_api.context import Context
from review_api.errors import BadRequestError, NotOfferedError
from review_api.routes.router import guarded_router
from review_api.schemas.base import PlainText
from review_api.schemas.scorecard import ScorecardList

router = guarded_router("scorecards")

MOST_MONTHS = 24
Month = Annotated[str | None, Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


@router.get("/v1/scorecards", operation_id="listScorecards")
def list_scorecards(
    context: Context,
    *,
    sender: Annotated[PlainText | None, Query(max_length=200)] = None,
    first: Month = None,
    last: Month = None,
) -> ScorecardList:
    """Count, for each sender and month: deliveries, findings, disclosure, marks, contradictions, fixes.

    ``sender`` is a DPID or a name. Without months this one is counted.
    """
    if context.scorecards is None:
        raise NotOfferedError("The service keeps no books about senders.")
    last = last or max(first or "", context.clock.now().strftime("%Y-%m"))
    first = first or last
    months = _months(last) - _months(first)
    if not 0 <= months < MOST_MONTHS:
        raise BadRequestError(f"The months {first} to {last} are no span of 1 to {MOST_MONTHS} months.")
    return ScorecardList(items=tuple(context.scorecards.scorecards(sender, first, last)))


def _months(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number)
