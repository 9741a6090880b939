"""Brings a database to the current layout. Every room has its own Alembic branch."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, text

from runtime.errors import DatabaseLayoutError

SCRIPTS = Path(__file__).with_name("alembic")
LOCK_KEY = 0x0DEADA1E
"""Advisory lock on PostgreSQL: two processes that start at once migrate one after the other."""


def locations(*rooms: str) -> tuple[Path, ...]:
    """The migration folders of ``rooms``, for example ``locations("runtime", "policy")``."""
    folders = []
    for room in rooms:
        file = import_module(room).__file__
        if file is None:
            raise ModuleNotFoundError(f"{room} is no package with a folder.", name=room)
        folders.append(Path(file).parent / "migrations")
    return tuple(folders)


def upgrade(engine: Engine, version_locations: Sequence[Path]) -> None:
    """Bring the database to the newest revision of every branch in ``version_locations``.

    All steps happen in one transaction: a crash leaves the old layout. Safe to call from several
    processes at once. Raises ``DatabaseLayoutError`` where the database holds
    revisions that ``version_locations`` lack.
    """
    config = Config()
    config.set_main_option("script_location", _escaped(SCRIPTS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(_escaped(folder) for folder in version_locations))
    with engine.begin() as connection:
        _lock(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "heads")
        except CommandError as error:
            raise DatabaseLayoutError(
                f"The database cannot be brought to the current layout: {error}.",
                remedy="A newer Deadwax may have used it; run that one, or name another database.",
            ) from error


def _lock(connection: Connection) -> None:
    # On SQLite the engine's BEGIN IMMEDIATE is the lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
