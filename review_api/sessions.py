"""Sessions of logged-in people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row

from review_api import login_limit
from review_api.accounts import username_key
from review_api.errors import NotLoggedInError
from review_api.passwords import password_fits
from review_api.principal import Person
from review_api.roles import Role
from review_api.schemas.session import Login, UserView
from review_api.tables import sessions, users
from review_api.tokens import csrf_token, digest, new_token
from runtime.clock import Clock

COOKIE = "deadwax_session"
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A fresh session; its token is known only here and in the person's cookie."""

    token: str
    csrf_token: str
    user: UserView


def open_session(engine: Engine, clock: Clock, login: Login, address: str) -> OpenedSession:
    """Check name and password and open a session.

    Raises ``NotLoggedInError`` without saying which of both was wrong, and ``TooManyLoginsError``.
    """
    username = username_key(login.username)
    now = clock.now()
    with engine.begin() as connection:
        attempt = login_limit.reserve(connection, username, address, now)
        active = (users.c.username == username) & users.c.disabled_at.is_(None)
        user = connection.execute(sa.select(users).where(active)).one_or_none()
    # Outside of any transaction: argon2 takes its time on purpose.
    if (
        not password_fits(login.password.get_secret_value(), user.password_hash if user else None)
        or user is None
    ):
        raise NotLoggedInError("The name or the password is wrong.")
    with engine.begin() as connection:
        login_limit.forgive(connection, attempt, username, address)
        return _store(connection, user, now)


def _store(connection: Connection, user: Row[tuple[object, ...]], now: datetime) -> OpenedSession:
    token = new_token()
    connection.execute(sa.delete(sessions).where(sessions.c.expires_at <= now))
    connection.execute(
        sa.insert(sessions).values(
            session_sha256=digest(token), user_id=user.user_id, created_at=now, expires_at=now + LIFETIME
        )
    )
    view = UserView(id=user.pseudonym, name=user.name, role=Role(user.role))
    return OpenedSession(token=token, csrf_token=csrf_token(token), user=view)


def person_of_session(connection: Connection, token: str, now: datetime) -> Person | None:
    """Return whose session a cookie opens; None where it ended or the account was disabled."""
    row = connection.execute(
        sa.select(users.c.user_id, users.c.pseudonym, users.c.name, users.c.role)
        .join(sessions, sessions.c.user_id == users.c.user_id)
        .where(
            sessions.c.session_sha256 == digest(token),
            sessions.c.expires_at > now,
            users.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return Person(
        user_id=row.user_id,
        pseudonym=row.pseudonym,
        name=row.name,
        role=Role(row.role),
        csrf_token=csrf_token(token),
        session_sha256=digest(token),
    )


def close_session(engine: Engine, session_sha256: str) -> None:
    """End a session."""
    with engine.begin() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.session_sha256 == session_sha256))
