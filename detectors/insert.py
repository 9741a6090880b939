"""Inserts that meet what is there already, alike on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]
_Insert = postgresql.Insert | sqlite.Insert


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert ``row`` unless its primary key is there; returns whether it was inserted."""
    statement = _unless_there(connection.dialect.name, table)
    # Without the option SQLAlchemy does not ask the driver how many rows an INSERT made.
    result = connection.execute(statement, dict(row), execution_options={"preserve_rowcount": True})
    return result.rowcount > 0


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert those of ``rows`` whose primary keys are not there, in the given order."""
    if rows:
        connection.execute(_unless_there(connection.dialect.name, table), [dict(row) for row in rows])


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``; where a primary key is there, its other columns are set."""
    if rows:
        connection.execute(_replacing(connection.dialect.name, table), [dict(row) for row in rows])


# Statements are built once: building one costs several times its execution.
@cache
def _unless_there(dialect: str, table: Table) -> _Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _replacing(dialect: str, table: Table) -> _Insert:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    changes = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def _insert(dialect: str, table: Table) -> _Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
