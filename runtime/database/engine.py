"""Makes engines that behave alike on SQLite and PostgreSQL."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from runtime.database.wal import use_write_ahead_log
from runtime.errors import DatabaseUrlError

BUSY_TIMEOUT_S = 30
READ_ONLY = "deadwax_read_only"


def create(url: str) -> Engine:
    """Make an engine for ``url``: ``sqlite:///path`` or ``postgresql://…``.

    SQLite: write-ahead log, foreign keys, 30 s busy timeout. ``engine.begin()`` takes the write lock
    at once (``BEGIN IMMEDIATE``), so that a transaction never fails half way for want of it; use
    :func:`reading` where nothing is written. PostgreSQL: psycopg 3, read committed. The missing
    folder of a SQLite file is made.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        json_serializer=_to_json,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, sees one state, and waits for no writer."""
    with engine.connect() as plain:
        options: dict[str, Any] = {READ_ONLY: True}
        if engine.dialect.name == "postgresql":
            options |= {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
        connection = plain.execution_options(**options)
        with connection.begin():
            yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlError(
            "The database URL cannot be read.",
            remedy="Set DEADWAX_DATABASE_URL to sqlite:///path or postgresql://user@host/name.",
        ) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseUrlError(
            f"{parsed.get_backend_name()!r} databases are not supported.",
            remedy="Set DEADWAX_DATABASE_URL to sqlite:///path or postgresql://user@host/name.",
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise DatabaseUrlError(
            "SQLite in memory cannot be shared between the stages.",
            remedy="Name a file: sqlite:///path.",
        )
    return parsed


def _sqlite(url: URL) -> Engine:
    Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, json_serializer=_to_json)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions on its own, deferred; the "begin" event does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
        use_write_ahead_log(connection, BUSY_TIMEOUT_S)
        # FULL, not NORMAL: after a power cut the log must never know more than the database.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
