"""Who is calling."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from review_api.errors import ForbiddenError, NotLoggedInError
from review_api.roles import Role, Scope


@dataclass(frozen=True, slots=True)
class Person:
    """A logged-in person. ``pseudonym`` is what leaves the house in place of the name."""

    user_id: str
    pseudonym: str
    name: str
    role: Role
    csrf_token: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class Machine:
    """An API key at work."""

    key_id: str
    name: str
    scopes: frozenset[Scope]


Principal = Person | Machine


def principal_of(request: Request) -> Principal:
    """Return the caller whom the guard let in."""
    principal: Principal | None = getattr(request.state, "principal", None)
    if principal is None:
        raise NotLoggedInError("This needs a login or an API key.")
    return principal


def person_of(request: Request) -> Person:
    """Return the person whom the guard let in; a key cannot stand in for one."""
    principal = principal_of(request)
    if not isinstance(principal, Person):
        raise ForbiddenError("An API key cannot do this: a logged-in person has to.")
    return principal


Caller = Annotated[Principal, Depends(principal_of)]
CallingPerson = Annotated[Person, Depends(person_of)]
