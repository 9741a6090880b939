"""Makes the app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from review_api.checking.checker import DeliveryChecker
from review_api.checking.desk import CheckDesk
from review_api.context import ApiContext
from review_api.metrics import ApiMetrics
from review_api.page import BUILT, Page
from review_api.preview_files import FOLDER
from review_api.previews import Previews
from review_api.problems import add_problem_handlers
from review_api.relay import ORIGIN, DecisionRelay
from review_api.routes import add_routes
from review_api.scorecards import ScorecardSource
from review_api.security_headers import SecurityHeaders
from review_api.server_spans import ServerSpans
from runtime.clock import Clock, SystemClock
from runtime.log.port import Log
from runtime.objects import Objects
from runtime.settings import Settings
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.telemetry.tracing import Tracing
from runtime.workers import WorkerPool

DESCRIPTION = "Takes flags from the pipeline and lets moderators decide them with the evidence beside them."


def bare_app() -> FastAPI:
    """Return the app with its routes alone: enough for the OpenAPI document."""
    app = FastAPI(
        title="Deadwax review API",
        version="1",
        description=DESCRIPTION,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    add_routes(app)
    return app


def create_app(
    settings: Settings,
    engine: Engine,
    log: Log | None,
    *,
    clock: Clock | None = None,
    workers: WorkerPool | None = None,
    metrics: ApiMetrics | None = None,
    page: Path = BUILT,
    checker: DeliveryChecker | None = None,
    scorecards: ScorecardSource | None = None,
    tracing: Tracing | None = None,
) -> FastAPI:
    """Return the app over a migrated database.

    Decisions go to ``log``; without one they wait in the outbox for whoever relays it. ``workers``
    make the audio previews; a pool that is made here is closed when the app ends. Without ``checker``
    and ``scorecards`` the app says that it does not check deliveries, and keeps no books about senders.
    """
    app = bare_app()
    pool = workers if workers is not None else WorkerPool.of(settings)
    objects = Objects((settings.home, *settings.object_roots))
    settled = clock if clock is not None else SystemClock()
    traced = tracing if tracing is not None else Tracing()
    app.state.own_workers = pool if workers is None else None
    app.state.context = ApiContext(
        settings=settings,
        engine=engine,
        clock=settled,
        relay=DecisionRelay(
            Outbox(ORIGIN, settled, settings.max_record_bytes),
            OutboxRelay(engine, log, ORIGIN, settled) if log is not None else None,
        ),
        previews=Previews(settings.home / FOLDER, objects, pool, settings.max_decoded_s),
        metrics=metrics if metrics is not None else ApiMetrics(),
        page=page,
        desk=CheckDesk(checker, settings, settled),
        scorecards=scorecards,
        tracing=traced,
    )
    app.mount("/", Page(page), name="page")
    add_problem_handlers(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ServerSpans, tracing=traced)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context: ApiContext = app.state.context
    context.relay.start()
    try:
        yield
    finally:
        await run_in_threadpool(close_app, app)


def close_app(app: FastAPI) -> None:
    """Send what waits and let go of what the app made for itself; for callers without a server."""
    context: ApiContext = app.state.context
    context.relay.stop()
    if app.state.own_workers is not None:
        app.state.own_workers.close()
