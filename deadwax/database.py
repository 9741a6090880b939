"""The database of all rooms."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.settings import Settings

ROOMS = ("runtime", "ingest", "detectors", "policy", "review_api", "deadwax")
"""The rooms with tables."""


@contextmanager
def open_database(settings: Settings) -> Iterator[Engine]:
    """The database with every room's tables in their current layout."""
    engine = database.create(settings.database_url)
    try:
        upgrade(engine, locations(*ROOMS))
        yield engine
    finally:
        engine.dispose()
