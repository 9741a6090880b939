"""Looking at cases."""

from typing import Annotated

from fastapi import Query

from contracts.decision import Action
from review_api.cases import detail, listing
from review_api.cases.filters import CaseFilter
from review_api.context import Context
from review_api.principal import Caller
from review_api.routes.router import guarded_router
from review_api.schemas.base import PlainText
from review_api.schemas.case import CaseDetail, CasePage, Sort, StatusFilter
from runtime.database.engine import reading

router = guarded_router("cases")

MOST_PER_PAGE = 200


@router.get("/v1/cases", operation_id="listCases")
def list_cases(
    context: Context,
    *,
    status: StatusFilter = StatusFilter.OPEN,
    sort: Sort = Sort.PRIORITY,
    action: Action | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
    campaign: Annotated[PlainText | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> CasePage:
    """List cases. ``q`` looks for each of its words in title, artist, label, sender and ISRC.

    ``campaign`` is the id of a campaign.
    """
    wanted = CaseFilter(status=status, action=action, words=q, campaign=campaign)
    return listing.list_cases(
        context.engine, context.clock.now(), wanted, listing.PageRequest(sort, limit, cursor)
    )


@router.get("/v1/cases/{case_id}", operation_id="getCase")
def get_case(case_id: str, context: Context, caller: Caller) -> CaseDetail:
    """Show one case with the evidence as it was when the track was flagged."""
    with reading(context.engine) as connection:
        return detail.case_detail(connection, case_id, context.clock.now(), caller)
