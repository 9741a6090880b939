"""Engines behave alike on both databases."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, StatementError

from runtime.database import engine as database
from runtime.database.engine import reading
from runtime.errors import DatabaseUrlError
from runtime.tables import outbox


@pytest.fixture
def table(engine: Engine) -> Engine:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counts (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO counts VALUES (1, 0)"))
    return engine


def count(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(text("SELECT n FROM counts")).scalar_one())


def test_a_transaction_that_fails_leaves_nothing(table: Engine) -> None:
    def fail() -> None:
        with table.begin() as connection:
            connection.execute(text("UPDATE counts SET n = 5"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert count(table) == 0


def test_writers_at_once_wait_for_each_other(table: Engine) -> None:
    def add() -> None:
        for _ in range(20):
            with table.begin() as connection:
                lock = " FOR UPDATE" if table.dialect.name == "postgresql" else ""
                n = connection.execute(text("SELECT n FROM counts" + lock)).scalar_one()
                connection.execute(text("UPDATE counts SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(table) == 80


def test_reading_waits_for_no_writer_and_sees_one_state(table: Engine) -> None:
    with table.begin() as writer:
        writer.execute(text("UPDATE counts SET n = 9"))
        started = time.monotonic()
        assert count(table) == 0
        assert time.monotonic() - started < 2
    with reading(table) as connection:
        before = connection.execute(text("SELECT n FROM counts")).scalar_one()
        with table.begin() as writer:
            writer.execute(text("UPDATE counts SET n = 10"))
        assert connection.execute(text("SELECT n FROM counts")).scalar_one() == before == 9
    assert count(table) == 10


def test_after_reading_the_pool_writes_again(table: Engine) -> None:
    for n in range(3):
        count(table)
        with table.begin() as connection:
            connection.execute(text("UPDATE counts SET n = :n"), {"n": n})
    assert count(table) == 2


def test_foreign_keys_are_enforced(table: Engine) -> None:
    with table.begin() as connection:
        connection.execute(text("CREATE TABLE child (id INTEGER REFERENCES counts (id))"))
    with pytest.raises(DBAPIError), table.begin() as connection:
        connection.execute(text("INSERT INTO child VALUES (77)"))


def test_sqlite_is_durable_and_lets_readers_read(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 30_000


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    made = database.create(f"sqlite:///{tmp_path}/a/b/c.sqlite3")
    with made.connect():
        assert (tmp_path / "a" / "b" / "c.sqlite3").exists()
    made.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_will_not_do_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="sqlite:///path"):
        database.create(url)


def test_a_password_does_not_show_in_the_error() -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        database.create("my sql://user:hunter2@host:notaport/x")
    assert "hunter2" not in str(caught.value)


def test_json_that_is_no_json_is_refused(engine: Engine) -> None:
    row = {"origin": "o", "topic": "t", "key": "k", "value": b"", "headers": {"n": float("nan")}}
    with pytest.raises((StatementError, ValueError)), engine.begin() as connection:
        connection.execute(outbox.insert().values(**row))
