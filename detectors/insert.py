"""An insert that meets what is there already, alike on SQLite and PostgreSQL."""

from collections.abc import Mapping
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


# The statement is built once: building it costs several times its execution.
@cache
def _unless_there(dialect: str, table: Table) -> _Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> _Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
