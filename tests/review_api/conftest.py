"""The API in process, over a fresh database."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy import Engine

from review_api.accounts import create_api_key
from review_api.app import close_app, create_app
from review_api.in_process import InProcessTransport
from review_api.origin import CSRF_HEADER
from review_api.roles import Role, Scope
from review_api.sessions import COOKIE
from review_api.tables import sessions, users
from review_api.tokens import csrf_token, digest
from runtime.clock import FixedClock
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.settings import Settings
from tests.policy.samples import AT

BASE = "http://review.test"

Login = Callable[..., httpx.Client]


on_both_databases = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
"""For tests whose promise rests on the database."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite, unless the test is marked with :data:`on_both_databases`."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'deadwax.sqlite3'}"
    url: str = request.getfixturevalue("postgresql_database")
    return url


ROOMS = ("runtime", "review_api")


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ROOMS


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables, to copy: much faster than to migrate for every test."""
    file = tmp_path_factory.mktemp("migrated") / "deadwax.sqlite3"
    made = database.create(f"sqlite:///{file}")
    upgrade(made, locations(*ROOMS))
    made.dispose()
    return file


@pytest.fixture
def engine(database_url: str, migrated_file: Path) -> Iterator[Engine]:
    """An engine on a fresh database with the tables of the review API."""
    made = database.create(database_url)
    if made.dialect.name == "sqlite":
        shutil.copyfile(migrated_file, str(made.url.database))
    else:
        upgrade(made, locations(*ROOMS))
    yield made
    made.dispose()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(AT + timedelta(hours=1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", object_roots=(tmp_path / "inbox",), workers=1)


@pytest.fixture
def app(settings: Settings, engine: Engine, clock: FixedClock, tmp_path: Path) -> Iterator[FastAPI]:
    """The app without a log: what it decides waits in the outbox."""
    made = create_app(settings, engine, None, clock=clock, page=tmp_path / "dist")
    yield made
    close_app(made)


@pytest.fixture
def transport(app: FastAPI) -> Iterator[InProcessTransport]:
    made = InProcessTransport(app)
    yield made
    made.close()


@pytest.fixture
def anonymous(transport: InProcessTransport) -> httpx.Client:
    return httpx.Client(transport=transport, base_url=BASE)


@pytest.fixture
def login(transport: InProcessTransport, engine: Engine, clock: FixedClock) -> Login:
    """Makes people with a session, without the slow password."""

    def make(role: Role = Role.MODERATOR, name: str | None = None) -> httpx.Client:
        who = name or role.value
        token = f"session-of-{who}"
        with engine.begin() as connection:
            connection.execute(
                sa.insert(users).values(
                    user_id=f"u-{who}",
                    username=who,
                    name=who.title(),
                    pseudonym=f"m-{who}",
                    role=role.value,
                    password_hash="none",
                    created_at=clock.now(),
                )
            )
            connection.execute(
                sa.insert(sessions).values(
                    session_sha256=digest(token),
                    user_id=f"u-{who}",
                    created_at=clock.now(),
                    expires_at=clock.now() + timedelta(hours=12),
                )
            )
        return httpx.Client(
            transport=transport,
            base_url=BASE,
            cookies={COOKIE: token},
            headers={CSRF_HEADER: csrf_token(token)},
        )

    return make


@pytest.fixture
def moderator(login: Login) -> httpx.Client:
    return login(Role.MODERATOR)


@pytest.fixture
def machine(transport: InProcessTransport, engine: Engine, clock: FixedClock) -> httpx.Client:
    """A program with a key that may hand in flags."""
    key = create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE])
    return httpx.Client(transport=transport, base_url=BASE, headers={"Authorization": f"Bearer {key.secret}"})
