import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.database.wal import use_write_ahead_log


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    holder = sqlite3.connect(tmp_path / "file.sqlite3", isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("BEGIN EXCLUSIVE")
    yield holder
    holder.close()


@pytest.fixture
def late(tmp_path: Path, locked: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    assert locked.in_transaction
    connection = sqlite3.connect(tmp_path / "file.sqlite3", timeout=0)
    yield connection
    connection.close()


def test_it_waits_for_a_file_that_another_is_making(
    locked: sqlite3.Connection, late: sqlite3.Connection
) -> None:
    release = threading.Timer(0.3, locked.execute, ("COMMIT",))
    release.start()
    use_write_ahead_log(late, patience_s=20)
    release.join()
    assert late.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_its_patience_ends(late: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        use_write_ahead_log(late, patience_s=0.1)
