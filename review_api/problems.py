"""Turns every error into problem+json (RFC 9457) with plain words."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from review_api.context import context_of
from review_api.display import shown
from review_api.errors import NotLoggedInError, ReviewApiError
from review_api.routes.router import PROBLEM_TYPE
from review_api.schemas.problem import InvalidField, Problem

MOST_FIELDS = 20

_HTTP_WORDS = {
    404: ("review_api.not_found", "Not found", "There is nothing at this address."),
    405: ("review_api.method", "Not possible here", "This address does not take this method."),
    413: ("review_api.too_large", "Too large", "The request is larger than this service takes."),
}


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the app answer in one shape."""
    app.add_exception_handler(ReviewApiError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    context_of(request).metrics.error_answered(problem.code)
    return JSONResponse(
        problem.model_dump(mode="json"), status_code=problem.status, media_type=PROBLEM_TYPE, headers=headers
    )


def _known(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ReviewApiError):
        return _unexpected(request, error)
    problem = Problem(title=error.title, status=error.status, detail=str(error), code=error.code)
    headers = dict(error.headers)
    if isinstance(error, NotLoggedInError):
        headers.setdefault("WWW-Authenticate", "Bearer")
    return _answer(request, problem, headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    fields = tuple(
        InvalidField(
            place=shown(".".join(str(part) for part in item["loc"]))[:200], expected=str(item["msg"])
        )
        for item in details[:MOST_FIELDS]
    )
    first = f" First: {fields[0].place}: {fields[0].expected}." if fields else ""
    problem = Problem(
        title="The request cannot be read",
        status=422,
        detail=f"{len(details)} part(s) of the request are not as expected.{first}",
        code="review_api.invalid_request",
        fields=fields,
    )
    return _answer(request, problem)


def _http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code, title, detail = _HTTP_WORDS.get(
        status, ("review_api.http", "The request failed", f"HTTP {status}.")
    )
    headers = dict(error.headers) if isinstance(error, HTTPException) and error.headers else None
    return _answer(request, Problem(title=title, status=status, detail=detail, code=code), headers)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    structlog.get_logger(__name__).error(
        "request failed", method=request.method, path=request.url.path, exc_info=error
    )
    problem = Problem(
        title="Something went wrong on our side",
        status=500,
        detail="The request was not carried out. Try again; the log of the service says what happened.",
        code="review_api.unexpected",
    )
    return _answer(request, problem)
