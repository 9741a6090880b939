"""The database of all rooms."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.errors import DatabaseUnavailableError
from runtime.settings import Settings

ROOMS = ("runtime", "ingest", "detectors", "policy", "review_api", "deadwax")
"""The rooms with tables."""

_NO_RIGHTS = "42501"


@contextmanager
def open_database(settings: Settings) -> Iterator[Engine]:
    """The database with every room's tables in their current layout.

    Raises ``DatabaseUnavailableError`` where it cannot be reached or used, at first or later on.
    """
    engine = database.create(settings.database_url)
    try:
        upgrade(engine, locations(*ROOMS))
        yield engine
    except DBAPIError as error:
        if not _is_away(error):
            raise
        shown = engine.url.render_as_string(hide_password=True)
        raise DatabaseUnavailableError(
            f"The database {shown} cannot be used: {_reason(error)}.",
            remedy="Check that it is there, its rights and its space, and DEADWAX_DATABASE_URL.",
        ) from error
    finally:
        engine.dispose()


def _is_away(error: DBAPIError) -> bool:
    """Whether the database itself is at fault, and not what it was asked."""
    if isinstance(error, OperationalError):
        return getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
    return type(error) is DatabaseError or getattr(error.orig, "sqlstate", None) == _NO_RIGHTS


def _reason(error: DBAPIError) -> str:
    """The driver's own words, without the advice that follows on further lines."""
    first, *_ = str(error.orig).strip().splitlines() or ["no reason was given"]
    return first.rstrip(".")
