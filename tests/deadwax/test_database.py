"""What goes wrong with the database itself is said in words, and never passes for a defect."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from deadwax.database import open_database
from runtime.errors import DatabaseUnavailableError
from runtime.settings import Settings


def test_a_server_that_does_not_answer_is_named_without_its_password(settings: Settings) -> None:
    url = "postgresql://user:top-secret@127.0.0.1:1/deadwax"
    away = settings.model_copy(update={"database_url": url})
    with (
        pytest.raises(DatabaseUnavailableError, match=r"127\.0\.0\.1:1/deadwax") as caught,
        open_database(away),
    ):
        pass
    assert "DEADWAX_DATABASE_URL" in caught.value.remedy
    assert "top-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_named(settings: Settings, home: Path) -> None:
    home.mkdir()
    (home / "deadwax.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(DatabaseUnavailableError, match="file is not a database"), open_database(settings):
        pass


def test_a_database_that_fails_later_is_named_too(settings: Settings) -> None:
    def write() -> None:
        with open_database(settings) as engine, engine.connect() as connection:
            connection.execute(text("PRAGMA query_only = ON"))
            connection.execute(text("CREATE TABLE other (n INTEGER)"))

    with pytest.raises(DatabaseUnavailableError, match="attempt to write a readonly database"):
        write()


def test_a_wrong_statement_stays_a_defect(settings: Settings) -> None:
    with pytest.raises(DBAPIError) as caught, open_database(settings) as engine, engine.begin() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    assert isinstance(caught.value.orig, sqlite3.OperationalError)
