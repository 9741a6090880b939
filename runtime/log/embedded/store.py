"""The SQLite file behind the embedded log."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.database.wal import use_write_ahead_log
from runtime.errors import LogDamagedError, LogUnavailableError

LAYOUT = 1
APPLICATION_ID = 0x44574C47  # "DWLG", in the file's header
BUSY_TIMEOUT_S = 30.0

SCHEMA = """
CREATE TABLE IF NOT EXISTS topics (
  topic TEXT PRIMARY KEY, partitions INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heads (
  topic TEXT, partition INTEGER, next_offset INTEGER NOT NULL, PRIMARY KEY (topic, partition)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
  topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
  key TEXT NOT NULL, value BLOB NOT NULL, headers TEXT NOT NULL, appended_at REAL NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS records_place ON records (topic, partition, offset);
CREATE TABLE IF NOT EXISTS offsets (
  group_name TEXT, topic TEXT, partition INTEGER, next_offset INTEGER NOT NULL,
  PRIMARY KEY (group_name, topic, partition)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (
  group_name TEXT, topic TEXT, member TEXT, expires_at REAL NOT NULL,
  PRIMARY KEY (group_name, topic, member)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leases (
  group_name TEXT, topic TEXT, partition INTEGER, member TEXT NOT NULL,
  PRIMARY KEY (group_name, topic, partition)
) WITHOUT ROWID;
"""


class Store:
    """One connection to the file. Belongs to one thread at a time.

    The write-ahead log is synced at every commit (``synchronous=FULL``): the database next to this
    log marks messages as sent and the log's offsets say what the database holds, so neither may
    forget a commit in a power cut that the other remembers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._errors():
            self._connection = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        with self._errors():
            # Tables first: another process may be making them, and sets the other two with them.
            (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (layout,) = self._connection.execute("PRAGMA user_version").fetchone()
        if tables and (application, layout) != (APPLICATION_ID, LAYOUT):
            raise LogDamagedError(
                f"{self._path} is no log of this Deadwax (layout {layout}, not {LAYOUT}).",
                remedy="Move the file away, or set DEADWAX_HOME to another folder.",
            )
        with self._errors():
            use_write_ahead_log(self._connection, BUSY_TIMEOUT_S)
            self._connection.execute("PRAGMA synchronous = FULL")
        if not tables:
            self._create()

    def _create(self) -> None:
        with self.writing() as connection:
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its first statement on."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees one state of the file."""
        with self._transaction("BEGIN") as connection:
            yield connection

    def data_version(self) -> int:
        """A number that changes when another connection wrote to the file."""
        with self._errors():
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._errors():
            self._connection.execute(begin)
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise LogUnavailableError(
                f"The log {self._path} could not be used: {error}.",
                remedy="Check that the disk has room and the folder can be written to.",
            ) from error
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise LogDamagedError(
                f"The log {self._path} is damaged: {error}.",
                remedy="Restore it from a backup, or move it away to begin a new one.",
            ) from error
