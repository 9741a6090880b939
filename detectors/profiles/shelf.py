"""Keeps small records by number: in the database for the pipeline, in memory for training."""

import json
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Select, bindparam, select

from detectors.rows import among, upsert, values
from detectors.tables import profiles

Place = tuple["Kind", int]


class Kind(StrEnum):
    """What a record is about."""

    ARTIST = "artist"
    PREFIX = "prefix"
    ISRC = "isrc"
    WORDS = "words"
    SERIES = "series"
    SENDER = "sender"


class Shelf(Protocol):
    """Records by kind and number."""

    def open(self, places: Iterable[Place]) -> None:
        """Read the records of ``places``, in few statements."""

    def read(self, place: Place) -> list[Any]:
        """The record, which may be changed and put back; an empty list where there is none."""

    def put(self, place: Place, record: list[Any]) -> None:
        """Keep ``record``, a list of JSON values."""

    def flush(self) -> None:
        """Write what was put."""


class MemoryShelf:
    """Records without a database."""

    def __init__(self) -> None:
        self._records: dict[Place, list[Any]] = {}

    def open(self, places: Iterable[Place]) -> None:
        """Nothing has to be read."""

    def read(self, place: Place) -> list[Any]:
        """The record; an empty list where there is none."""
        return self._records.get(place, [])

    def put(self, place: Place, record: list[Any]) -> None:
        """Keep ``record``."""
        self._records[place] = record

    def flush(self) -> None:
        """Nothing has to be written."""


class DatabaseShelf:
    """Records in one open transaction.

    Every record belongs to a key whose upload history the same transaction has locked before (an
    artist's to the artist, a series' to its sender, an ISRC's to its prefix): no change is lost.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._records: dict[Place, list[Any]] = {}
        self._changed: set[Place] = set()

    def open(self, places: Iterable[Place]) -> None:
        """Read the records of ``places``, one statement for each kind."""
        by_kind: dict[Kind, list[int]] = {}
        for kind, number in places:
            by_kind.setdefault(kind, []).append(number)
        dialect = self._connection.dialect.name
        self._records.clear()
        for kind, numbers in by_kind.items():
            asked = values(dialect, numbers) | {"kind": str(kind)}
            rows = self._connection.execute(_records(dialect), asked)
            found = {row.number: json.loads(row.record) for row in rows}
            self._records.update({(kind, number): found.get(number, []) for number in numbers})

    def read(self, place: Place) -> list[Any]:
        """The record of an opened place."""
        return self._records[place]

    def put(self, place: Place, record: list[Any]) -> None:
        """Keep ``record``."""
        self._records[place] = record
        self._changed.add(place)

    def flush(self) -> None:
        """Write what was put."""
        rows = [
            {"kind": str(place[0]), "number": place[1], "record": _dumped(self._records[place])}
            for place in sorted(self._changed)
        ]
        upsert(self._connection, profiles, rows)
        self._changed.clear()


def _dumped(record: list[Any]) -> str:
    return json.dumps(record, separators=(",", ":"), allow_nan=False)


@cache
def _records(dialect: str) -> Select[tuple[int, str]]:
    query = select(profiles.c.number, profiles.c.record).where(profiles.c.kind == bindparam("kind"))
    return query.where(among(dialect, profiles.c.number))
