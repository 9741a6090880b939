"""Puts a SQLite file into write-ahead mode."""

import sqlite3
import time

_PAUSE_S = 0.02


def use_write_ahead_log(connection: sqlite3.Connection, patience_s: float) -> None:
    """Set the file's journal mode to WAL, which stays with the file.

    SQLite's busy time-out does not cover this switch: of two connections that make a file at the same
    moment one is told at once that the database is locked. So it is tried again, for ``patience_s``.
    Raises ``sqlite3.OperationalError`` after that.
    """
    end = time.monotonic() + patience_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
