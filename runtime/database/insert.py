"""Inserts that leave a row alone that is already there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert ``row`` unless a row with its primary or unique key exists; say whether it was inserted.

    On PostgreSQL this waits for another transaction that is inserting the same key, so that exactly
    one of them is told True.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    # The row count of such an insert is not told by every driver; the returned key is.
    return connection.execute(statement.returning(*table.primary_key.columns)).first() is not None
