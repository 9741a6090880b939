"""How a router of this API is made."""

from fastapi import APIRouter

from review_api.guard import GuardedRoute
from review_api.schemas.problem import Problem

PROBLEM_TYPE = "application/problem+json"


def guarded_router(*tags: str) -> APIRouter:
    """Return a router whose routes nobody reaches unless the access table says so."""
    responses: dict[int | str, dict[str, object]] = {
        "default": {"model": Problem, "description": "What went wrong (RFC 9457)"}
    }
    return APIRouter(route_class=GuardedRoute, tags=list(tags), responses=responses)
