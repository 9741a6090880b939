"""Whether the service lives, can work, and how it does."""

import sqlalchemy as sa
import structlog
from fastapi import Response
from sqlalchemy.exc import SQLAlchemyError

from review_api.cases import counting
from review_api.context import Context
from review_api.errors import NotReadyError
from review_api.routes.router import guarded_router
from review_api.schemas.health import Health
from review_api.tables import cases
from runtime.database.engine import reading

router = guarded_router("health")


@router.get("/healthz", operation_id="isAlive")
def is_alive() -> Health:
    """Answer while the process lives."""
    return Health(status="ok")


@router.get("/readyz", operation_id="isReady")
def is_ready(context: Context) -> Health:
    """Answer 200 while the database can be reached, else 503; the log has the reason."""
    try:
        with reading(context.engine) as connection:
            connection.execute(sa.select(cases.c.case_id).limit(1))
    except SQLAlchemyError as error:
        structlog.get_logger(__name__).warning("not ready", error=str(error))
        raise NotReadyError("The database cannot be reached just now.") from error
    return Health(status="ok")


@router.get("/metrics", operation_id="getMetrics", response_class=Response)
def get_metrics(context: Context) -> Response:
    """Counters in the Prometheus text format."""
    with reading(context.engine) as connection:
        counts = counting.counts(connection, context.clock.now())
    context.metrics.cases_stand(counts)
    body, content_type = context.metrics.exposition()
    return Response(body, media_type=content_type)
