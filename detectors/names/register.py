"""The imported lists in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from detectors.names.lists import NameList, Use
from detectors.rows import insert_missing
from detectors.tables import listed_names, name_lists
from detectors.titles.famous import NAMES
from detectors.titles.protected import NameIndex
from detectors.titles.skeleton import name_key

_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """A name on a list of opinions, and whose list that is."""

    title: str
    source: str
    name: str
    reference: str
    imported_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ListSummary:
    """A list without its names."""

    title: str
    use: Use
    source: str
    names: int
    imported_at: datetime
    expires_at: datetime | None


def keep(connection: Connection, given: NameList, now: datetime) -> int:
    """Keep a list, in place of one with its title; returns how many different names it holds."""
    remove(connection, given.title)
    row = {
        "title": given.title,
        "use": str(given.use),
        "source": given.source,
        "sha256": given.sha256,
        "imported_at": now,
        "expires_at": given.expires_at,
    }
    connection.execute(name_lists.insert(), row)
    rows = {
        key: {"title": given.title, "key": key, "name": name, "reference": reference}
        for name, reference in given.names.items()
        if (key := name_key(name))
    }
    insert_missing(connection, listed_names, list(rows.values()))
    return len(rows)


def remove(connection: Connection, title: str) -> bool:
    """Forget a list; whether there was one."""
    connection.execute(delete(listed_names).where(listed_names.c.title == title))
    return connection.execute(delete(name_lists).where(name_lists.c.title == title)).rowcount > 0


def summaries(connection: Connection) -> list[ListSummary]:
    """Every list, by title."""
    counted = select(listed_names.c.title, func.count().label("names")).group_by(listed_names.c.title)
    names = counted.subquery()
    query = select(name_lists, func.coalesce(names.c.names, 0).label("names"))
    query = query.outerjoin(names, names.c.title == name_lists.c.title).order_by(name_lists.c.title)
    return [
        ListSummary(row.title, Use(row.use), row.source, row.names, row.imported_at, row.expires_at)
        for row in connection.execute(query)
    ]


def listings(connection: Connection, name: str, at: datetime) -> tuple[Listing, ...]:
    """The lists of opinions that hold the name at the time ``at``."""
    columns = name_lists.c
    query = (
        select(columns.title, columns.source, listed_names.c.name, listed_names.c.reference)
        .add_columns(columns.imported_at, columns.expires_at)
        .join(listed_names, listed_names.c.title == columns.title)
        .where(listed_names.c.key == name_key(name), columns.use == str(Use.REPUTATION))
        .where(columns.expires_at >= at)
        .order_by(columns.title)
        .limit(_MOST_SHOWN)
    )
    return tuple(Listing(*row) for row in connection.execute(query))


class ProtectedNames:
    """The index of protected names, made anew when a list of them comes or goes.

    Belongs to one thread.
    """

    def __init__(self) -> None:
        self._stamp: object = None
        self._index = NameIndex((), loose=NAMES)

    def index(self, connection: Connection) -> NameIndex:
        """The index as of now: the lists of the database, and the names that come with Deadwax."""
        use = name_lists.c.use == str(Use.PROTECTED)
        stamp = connection.execute(select(func.count(), func.max(name_lists.c.imported_at)).where(use)).one()
        if self._stamp is None or tuple(stamp) != self._stamp:
            query = select(listed_names.c.name).join(name_lists, name_lists.c.title == listed_names.c.title)
            names = connection.execute(query.where(use).order_by(listed_names.c.key)).scalars().all()
            if names or len(self._index) != len(NAMES):
                self._index = NameIndex(names, loose=NAMES)
            self._stamp = tuple(stamp)
        return self._index
