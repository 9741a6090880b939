"""Finds out who is calling, by cookie or by key."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from fastapi import Request
from sqlalchemy import Connection

from review_api.context import ApiContext
from review_api.errors import NotLoggedInError
from review_api.principal import Machine, Principal
from review_api.roles import Scope
from review_api.sessions import COOKIE, person_of_session
from review_api.tables import api_keys
from review_api.tokens import digest
from runtime.database.engine import reading

USE_NOTED_EVERY = timedelta(minutes=1)
"""``last_used_at`` is exact to this, so that a busy key does not write on every request."""


def authenticate(request: Request, context: ApiContext) -> Principal | None:
    """Return the caller; None where the request carries neither a session nor a key.

    A key that is not valid is an error even where there is a session, so that nobody wonders.
    """
    authorization = request.headers.get("authorization")
    now = context.clock.now()
    if authorization is not None:
        return _machine(context, authorization, now)
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with reading(context.engine) as connection:
        return person_of_session(connection, token, now)


def _machine(context: ApiContext, authorization: str, now: datetime) -> Machine:
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise NotLoggedInError("The Authorization header has to read 'Bearer' and the API key.")
    with reading(context.engine) as connection:
        machine, used_at = _look_up(connection, secret.strip(), now)
    if used_at is None or now - used_at >= USE_NOTED_EVERY:
        with context.engine.begin() as connection:
            used = sa.update(api_keys).where(api_keys.c.key_id == machine.key_id).values(last_used_at=now)
            connection.execute(used)
    return machine


def _look_up(connection: Connection, secret: str, now: datetime) -> tuple[Machine, datetime | None]:
    row = connection.execute(sa.select(api_keys).where(api_keys.c.sha256 == digest(secret))).one_or_none()
    if row is None or row.revoked_at is not None:
        raise NotLoggedInError("The API key is not valid. Ask an admin for a new one.")
    if row.expires_at is not None and row.expires_at <= now:
        raise NotLoggedInError(f"The API key '{row.name}' has expired. Ask an admin for a new one.")
    scopes = frozenset(Scope(s) for s in row.scopes if s in set(Scope))
    return Machine(key_id=row.key_id, name=row.name, scopes=scopes), row.last_used_at
