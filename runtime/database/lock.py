"""A lock that the processes which share a database have in common."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text


@contextmanager
def exclusive(engine: Engine, name: str) -> Iterator[bool]:
    """Try to take the lock ``name``; give whether it was taken, and let go of it at the end.

    The lock ends with the process that holds it, however that ends: on SQLite it is a lock on a file
    beside the database, on PostgreSQL an advisory lock of the session. Never waits.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield from _advisory(connection, name)
    else:
        yield from _file(f"{engine.url.database}.{_digest(name).hex()}.lock")


def _file(path: str) -> Iterator[bool]:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _advisory(connection: Connection, name: str) -> Iterator[bool]:
    key = {"key": int.from_bytes(_digest(name), "big", signed=True)}
    if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar_one():
        yield False
        return
    try:
        yield True
    finally:
        try:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
        except BaseException:
            # The server lets go of the lock with the session; the pool must not keep it alive.
            connection.invalidate()
            raise


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:8]
