"""Many rows at once, alike on SQLite and PostgreSQL.

PostgreSQL takes arrays, one for each column; SQLite takes the rows one after another, and JSON where
a query asks for many values. So each statement has one text, however many rows there are.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]


def among(dialect: str, wanted: Column[Any], name: str = "among") -> ColumnElement[bool]:
    """The condition that ``wanted`` is one of the values that :func:`values` gives under ``name``."""
    if dialect == "postgresql":
        return wanted == func.any(bindparam(name, type_=ARRAY(wanted.type)))
    each = func.json_each(bindparam(name, type_=String)).table_valued(column("value", wanted.type))
    return wanted.in_(select(each.c.value))


def values(dialect: str, wanted: Iterable[int | str], name: str = "among") -> dict[str, Any]:
    """The parameter for :func:`among`."""
    listed = list(wanted)
    return {name: listed if dialect == "postgresql" else json.dumps(listed)}


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert those of ``rows`` whose primary keys are not there, in the given order."""
    _write(connection, table, rows, replacing=False)


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``; where a primary key is there, its other columns are set. No key twice."""
    _write(connection, table, rows, replacing=True)


def _write(connection: Connection, table: Table, rows: Sequence[Row], *, replacing: bool) -> None:
    if not rows:
        return
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        arrays = {name: [row[name] for row in rows] for name in names}
        connection.execute(_from_arrays(table, names, replacing=replacing), arrays)
    else:
        connection.execute(_one_by_one(table, names, replacing=replacing), rows)


# Statements are built once: building one costs several times its execution.
@cache
def _from_arrays(table: Table, names: tuple[str, ...], *, replacing: bool) -> postgresql.Insert:
    arrays = [func.unnest(bindparam(n, type_=ARRAY(table.c[n].type))).label(n) for n in names]
    statement = postgresql.insert(table).from_select(list(names), select(*arrays))
    if not replacing:
        return statement.on_conflict_do_nothing()
    keys = [c.name for c in table.primary_key]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


@cache
def _one_by_one(table: Table, names: tuple[str, ...], *, replacing: bool) -> sqlite.Insert:
    statement = sqlite.insert(table).values({name: bindparam(name) for name in names})
    if not replacing:
        return statement.on_conflict_do_nothing()
    keys = [c.name for c in table.primary_key]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)
