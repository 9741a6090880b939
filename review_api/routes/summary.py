"""How much work there is."""

from review_api.cases import counting
from review_api.context import Context
from review_api.routes.router import guarded_router
from review_api.schemas.summary import SummaryView
from runtime.database.engine import reading

router = guarded_router("summary")


@router.get("/v1/summary", operation_id="getSummary")
def get_summary(context: Context) -> SummaryView:
    """Count the cases."""
    with reading(context.engine) as connection:
        return counting.summary(connection, context.clock.now())
