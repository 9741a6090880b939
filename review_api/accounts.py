"""Makes accounts for people and keys for machines."""

import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Engine

from review_api.errors import AccountError
from review_api.passwords import hash_password
from review_api.roles import Role, Scope
from review_api.tables import api_keys, sessions, users
from review_api.tokens import digest, new_api_key, shown_part
from runtime.clock import Clock
from runtime.database.engine import reading
from runtime.database.insert import insert_if_absent

SHORTEST_PASSWORD = 8
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class User:
    """An account as it was made."""

    user_id: str
    pseudonym: str
    username: str
    role: Role


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it was made. ``secret`` is the whole key, known only now."""

    key_id: str
    secret: str
    name: str
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class KnownUser:
    """An account as it stands."""

    username: str
    name: str
    role: str
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key as it stands. ``shown`` is its readable beginning."""

    key_id: str
    shown: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


def username_key(username: str) -> str:
    """Return how a user name is stored and compared: NFKC, without case and outer spaces."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def create_user(
    engine: Engine, clock: Clock, username: str, password: str, role: Role, *, name: str | None = None
) -> User:
    """Make an account. Raises ``AccountError`` where the name is taken or the password too short."""
    key = username_key(username)
    shown = (name or username).strip()
    if not key or not shown or max(len(key), len(shown)) > LONGEST_NAME:
        raise AccountError(f"A user name has 1 to {LONGEST_NAME} characters.")
    if not key.isprintable() or not shown.isprintable():
        raise AccountError("A user name has no control or invisible characters.", remedy="Type it again.")
    _check_length(password)
    user = User(
        user_id=secrets.token_hex(16), pseudonym=f"m-{secrets.token_hex(6)}", username=key, role=Role(role)
    )
    values = {
        "user_id": user.user_id,
        "username": key,
        "name": shown,
        "pseudonym": user.pseudonym,
        "role": user.role.value,
        "password_hash": hash_password(password),
        "created_at": clock.now(),
    }
    with engine.begin() as connection:
        if not insert_if_absent(connection, users, values):
            raise AccountError(f"There is a user '{key}' already.", remedy="Choose another name.")
    return user


def user_exists(engine: Engine, username: str) -> bool:
    """Whether there is an account of this name."""
    with engine.connect() as connection:
        found = sa.select(users.c.user_id).where(users.c.username == username_key(username))
        return connection.execute(found).first() is not None


def set_password(engine: Engine, username: str, password: str) -> None:
    """Give an account another password and end its sessions. Raises ``AccountError``."""
    _check_length(password)
    key = username_key(username)
    with engine.begin() as connection:
        row = connection.execute(sa.select(users.c.user_id).where(users.c.username == key)).one_or_none()
        if row is None:
            raise AccountError(f"There is no user '{key}'.", remedy="List them with: deadwax user list")
        mine = users.c.user_id == row.user_id
        connection.execute(sa.update(users).where(mine).values(password_hash=hash_password(password)))
        connection.execute(sa.delete(sessions).where(sessions.c.user_id == row.user_id))


def _check_length(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise AccountError(
            f"The password has {len(password)} characters.",
            remedy=f"Choose one of at least {SHORTEST_PASSWORD}.",
        )


def disable_user(engine: Engine, clock: Clock, username: str) -> None:
    """Close an account and end its sessions; what it decided stays. Raises ``AccountError``."""
    key = username_key(username)
    with engine.begin() as connection:
        row = connection.execute(sa.select(users.c.user_id).where(users.c.username == key)).one_or_none()
        if row is None:
            raise AccountError(f"There is no user '{key}'.", remedy="List them with: deadwax user list")
        connection.execute(
            sa.update(users).where(users.c.user_id == row.user_id).values(disabled_at=clock.now())
        )
        connection.execute(sa.delete(sessions).where(sessions.c.user_id == row.user_id))


def create_api_key(
    engine: Engine, clock: Clock, name: str, scopes: Collection[Scope], *, lifetime: timedelta | None = None
) -> ApiKey:
    """Make a key for a machine. Only its hash is stored: the secret cannot be shown again."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise AccountError(f"A key has a name of 1 to {LONGEST_NAME} characters.")
    if not scopes:
        known = ", ".join(Scope)
        raise AccountError(
            "A key without a scope is good for nothing.", remedy=f"Give at least one of: {known}."
        )
    secret = new_api_key()
    now = clock.now()
    key = ApiKey(
        key_id=f"k-{secrets.token_hex(8)}",
        secret=secret,
        name=name.strip(),
        scopes=tuple(sorted({Scope(s) for s in scopes})),
    )
    with engine.begin() as connection:
        connection.execute(
            sa.insert(api_keys).values(
                key_id=key.key_id,
                shown=shown_part(secret),
                sha256=digest(secret),
                name=key.name,
                scopes=[scope.value for scope in key.scopes],
                created_at=now,
                expires_at=now + lifetime if lifetime is not None else None,
            )
        )
    return key


def list_users(engine: Engine) -> list[KnownUser]:
    """Every account, by name."""
    query = sa.select(users.c.username, users.c.name, users.c.role, users.c.created_at, users.c.disabled_at)
    with reading(engine) as connection:
        return [KnownUser(*row) for row in connection.execute(query.order_by(users.c.username))]


def list_api_keys(engine: Engine) -> list[KnownKey]:
    """Every key, the oldest first, without its secret."""
    c = api_keys.c
    query = sa.select(
        c.key_id, c.shown, c.name, c.scopes, c.created_at, c.expires_at, c.last_used_at, c.revoked_at
    )
    with reading(engine) as connection:
        return [KnownKey(*row) for row in connection.execute(query.order_by(c.created_at, c.key_id))]


def extend_api_key(engine: Engine, clock: Clock, key_id: str, lifetime: timedelta) -> None:
    """Let a key that was not revoked live for ``lifetime`` from now. Raises ``AccountError``."""
    with engine.begin() as connection:
        extended = connection.execute(
            sa.update(api_keys)
            .where(api_keys.c.key_id == key_id, api_keys.c.revoked_at.is_(None))
            .values(expires_at=clock.now() + lifetime)
        )
        if extended.rowcount != 1:
            raise AccountError(f"There is no valid key '{key_id}'.")


def revoke_api_key(engine: Engine, clock: Clock, key_id: str) -> None:
    """Make a key worthless at once. Raises ``AccountError`` where there is none of this id."""
    with engine.begin() as connection:
        revoked = connection.execute(
            sa.update(api_keys)
            .where(api_keys.c.key_id == key_id, api_keys.c.revoked_at.is_(None))
            .values(revoked_at=clock.now())
        )
        if revoked.rowcount != 1:
            raise AccountError(
                f"There is no valid key '{key_id}'.", remedy="List them with: deadwax key list"
            )
