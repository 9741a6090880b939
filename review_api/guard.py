"""Lets a request reach its route only as the access table says, before its body is read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from review_api.access import Access, access_to
from review_api.body_limit import limited, most_bytes
from review_api.context import context_of
from review_api.credentials import authenticate
from review_api.errors import ForbiddenError, NotLoggedInError
from review_api.origin import check_same_origin, check_token
from review_api.principal import Machine, Person, Principal

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class GuardedRoute(APIRoute):
    """A route that nobody reaches unless the access table says so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            access = access_to(request.method, self.path_format)
            request.state.principal = await run_in_threadpool(admit, request, access)
            most = most_bytes(self.path_format, context_of(request).settings)
            return await handler(limited(request, most))

        return guarded


def admit(request: Request, access: Access) -> Principal | None:
    """Return the caller, None on a public route; raise where the caller may not pass."""
    if request.method not in SAFE_METHODS:
        check_same_origin(request)
    if access.public:
        return None
    principal = authenticate(request, context_of(request))
    if principal is None:
        raise NotLoggedInError("Log in on the page, or send an API key as 'Authorization: Bearer …'.")
    if isinstance(principal, Machine):
        _admit_machine(principal, access)
    else:
        _admit_person(request, principal, access)
    return principal


def _admit_machine(machine: Machine, access: Access) -> None:
    if access.scope is None:
        raise ForbiddenError("API keys may not do this: a logged-in person has to.")
    if access.scope not in machine.scopes:
        raise ForbiddenError(
            f"The API key '{machine.name}' lacks the scope '{access.scope}'.",
            remedy="Ask an admin for a key that has it.",
        )


def _admit_person(request: Request, person: Person, access: Access) -> None:
    if person.role not in access.roles:
        raise ForbiddenError(f"The role '{person.role}' may not do this. Ask an admin if it should.")
    if request.method not in SAFE_METHODS:
        check_token(request, person.csrf_token)
