"""Whether the service lives, can work, and how it does."""

import sqlalchemy as sa
from fastapi import Response

from review_api.cases import counting
from review_api.context import Context
from review_api.routes.router import guarded_router
from review_api.schemas.health import Health
from runtime.database.engine import reading

router = guarded_router("health")


@router.get("/healthz", operation_id="isAlive")
def is_alive() -> Health:
    """Answer while the process lives."""
    return Health(status="ok")


@router.get("/readyz", operation_id="isReady")
def is_ready(context: Context) -> Health:
    """Answer 200 while the database can be reached, else 500 with the reason in the log."""
    with reading(context.engine) as connection:
        connection.execute(sa.text("SELECT 1"))
    return Health(status="ok")


@router.get("/metrics", operation_id="getMetrics", response_class=Response)
def get_metrics(context: Context) -> Response:
    """Counters in the Prometheus text format."""
    with reading(context.engine) as connection:
        counts = counting.counts(connection, context.clock.now())
    context.metrics.cases_stand(counts)
    body, content_type = context.metrics.exposition()
    return Response(body, media_type=content_type)
