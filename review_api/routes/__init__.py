"""The routes of the API, one file per noun. Each route has its entry in the access table."""

from fastapi import APIRouter, FastAPI

from review_api.routes import (
    audio,
    cases,
    changes,
    check,
    claims,
    flags,
    health,
    scorecards,
    session,
    summary,
    vocabulary,
)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    session.router,
    flags.router,
    changes.router,
    cases.router,
    claims.router,
    audio.router,
    check.router,
    scorecards.router,
    vocabulary.router,
    summary.router,
)


def add_routes(app: FastAPI) -> None:
    """Put every route of the API on the app."""
    for router in ROUTERS:
        app.include_router(router)
