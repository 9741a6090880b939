"""Inserts that meet what is there already, alike on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert ``row`` unless its primary key is there; returns whether it was inserted."""
    statement = _insert(connection, table).on_conflict_do_nothing()
    # Without the option SQLAlchemy does not ask the driver how many rows an INSERT made.
    result = connection.execute(statement, dict(row), execution_options={"preserve_rowcount": True})
    return result.rowcount > 0


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``; where a primary key is there, its other columns are set."""
    if not rows:
        return
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    changes = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    upsert = statement.on_conflict_do_update(index_elements=keys, set_=changes)
    connection.execute(upsert, [dict(row) for row in rows])


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
