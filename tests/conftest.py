"""Fixtures that every room's tests may use."""

import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url, text

from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from tests.integration.kafka.broker import Broker
from tests.integration.kafka.broker import missing as missing_for_kafka
from tests.integration.postgresql.server import PrivateServer, binaries
from tests.services import absent

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes is up to whatever else the machine does.
settings.register_profile("deadwax", deadline=None)
settings.load_profile("deadwax")


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """What a test sets about log lines, a command in the same process too, ends with the test."""
    root = logging.getLogger()
    handlers, level, disabled = root.handlers[:], root.level, root.manager.disable
    before = structlog.get_config()
    yield
    structlog.configure(**before)
    root.handlers, root.level, root.manager.disable = handlers, level, disabled


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared samples: ``DEADWAX_SHARED``, else beside the checkout."""
    folder = Path(os.environ.get("DEADWAX_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        absent("shared", "the shared samples are not there; set DEADWAX_SHARED")
    return folder


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a PostgreSQL whose user may create databases: given, or a private server."""
    given = os.environ.get("DEADWAX_TEST_POSTGRESQL")
    if given:
        yield given
        return
    folder = binaries()
    if folder is None:
        absent("postgresql", "no initdb was found and DEADWAX_TEST_POSTGRESQL is not set")
    server = PrivateServer(folder)
    yield server.url("postgres")
    server.close()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database, dropped after the test."""
    name = f"deadwax_{uuid.uuid4().hex}"
    admin = create_engine(
        make_url(postgresql_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgresql_url).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Iterator[str]:
    """``host:port`` of a real Kafka broker: given by ``DEADWAX_TEST_KAFKA``, or a private one."""
    given = os.environ.get("DEADWAX_TEST_KAFKA")
    if given:
        yield given
        return
    why = missing_for_kafka()
    if why is not None:
        absent("kafka", why)
    try:
        broker = Broker()
    except RuntimeError as error:
        absent("kafka", str(error))
    yield broker.bootstrap
    broker.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh, empty database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deadwax.sqlite3'}"
    url: str = request.getfixturevalue("postgresql_database")
    return url


@pytest.fixture
def rooms() -> tuple[str, ...]:
    """The rooms whose tables ``engine`` holds; a test module overrides this fixture."""
    return ("runtime",)


@pytest.fixture
def engine(database_url: str, rooms: tuple[str, ...]) -> Iterator[Engine]:
    """An engine on a fresh database with the tables of ``rooms``, once on each kind."""
    made = database.create(database_url)
    upgrade(made, locations(*rooms))
    yield made
    made.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path, rooms: tuple[str, ...]) -> Iterator[Engine]:
    """Like ``engine``, on SQLite only, for tests that are not about the database."""
    made = database.create(f"sqlite:///{tmp_path / 'deadwax.sqlite3'}")
    upgrade(made, locations(*rooms))
    yield made
    made.dispose()
