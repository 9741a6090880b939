"""Keeps the upload histories in the database."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from detectors.rows import among, insert_missing, upsert, values
from detectors.tables import upload_artists, upload_buckets, upload_keys
from detectors.uploads.artists import ArtistsSeen, pair
from detectors.uploads.day import Day
from detectors.uploads.grain import DAY, HOUR, MONTH_DAYS
from detectors.uploads.history import History
from detectors.uploads.keys import Key, KeyKind
from detectors.uploads.sketch import Sketch
from detectors.uploads.upload import Upload

_HOURLY = (KeyKind.SENDER, KeyKind.LABEL)
_DAY_HOURS = 24


def new_history(kind: KeyKind) -> History:
    """A history without uploads."""
    return History(hours={} if kind in _HOURLY else None)


class UploadStore:
    """Histories in one open transaction, of one upload or of a batch.

    :meth:`open` reads the histories of a batch and locks their keys, always in the same order, until
    the transaction ends: two processes that count the same label wait for each other instead of
    losing an upload. SQLite has one writer anyway. :meth:`load` and :meth:`add` then work in memory,
    and :meth:`flush` writes what changed, each row once. Without a batch, :meth:`load` opens and
    :meth:`add` writes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name
        self._open: dict[Key, History] = {}
        self._seen = ArtistsSeen()
        self._batch = False

    def open(self, uploads: Sequence[Upload], *, measure: bool = True) -> None:
        """Read what ``uploads`` need, in few statements. Where nothing is measured, that is less."""
        self._batch = True
        keys = {key for upload in uploads for key in upload.keys}
        at = [upload.at for upload in uploads]
        self._read(keys, (min(at), max(at)) if at else (0.0, 0.0), measure=measure)
        pairs = {pair(key, u.artist) for u in uploads if u.artist is not None for key in u.keys}
        self._read_artists(number for number in pairs if number is not None)

    def load(self, keys: Sequence[Key], at: float) -> dict[Key, History]:
        """The histories of ``keys`` with all that windows as of ``at`` need."""
        if not self._batch:
            self._read(set(keys), (at, at), measure=True)
        return {key: self._open[key] for key in keys}

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``, which :meth:`load` gave for its keys."""
        if not self._batch and upload.artist is not None:
            pairs = (pair(key, upload.artist) for key in upload.keys)
            self._read_artists(number for number in pairs if number is not None)
        for key in upload.keys:
            histories[key].add(upload, new_artist=self._seen.is_new(key, upload.artist))
        if not self._batch:
            self.flush()

    def flush(self) -> None:
        """Write every history that changed."""
        heads: list[dict[str, object]] = []
        buckets: list[dict[str, object]] = []
        for key, history in self._open.items():
            if not history.changed:
                continue
            number = key.number
            heads.append({"key": number, "kind": str(key.kind), "name": key.name, "head": history.packed()})
            buckets.extend(_touched(number, history))
            history.settle()
        upsert(self._connection, upload_keys, heads)
        upsert(self._connection, upload_buckets, buckets)
        insert_missing(self._connection, upload_artists, [{"pair": n} for n in sorted(self._seen.fresh)])
        self._seen.fresh.clear()

    def _read(self, keys: Iterable[Key], between: tuple[float, float], *, measure: bool) -> None:
        """Read the histories of ``keys`` for uploads between two times."""
        by_number = {key.number: key for key in keys}
        numbers = sorted(by_number)
        self._open = {by_number[number]: new_history(by_number[number].kind) for number in numbers}
        if self._dialect == "postgresql":
            rows = [
                {"key": n, "kind": str(by_number[n].kind), "name": by_number[n].name, "head": b""}
                for n in numbers
            ]
            insert_missing(self._connection, upload_keys, rows)
        asked = values(self._dialect, numbers)
        for number, head in self._connection.execute(_heads(self._dialect), asked):
            if head:
                self._open[by_number[number]].unpack(head)
        first, last = between
        hours, days = (_DAY_HOURS, MONTH_DAYS) if measure else (1, 1)
        asked |= {"hour": HOUR.index(first) - hours, "day": DAY.index(first) - days}
        asked |= {"last_hour": HOUR.index(last), "last_day": DAY.index(last)}
        for number, grain, bucket, detail in self._connection.execute(_buckets(self._dialect), asked):
            history = self._open[by_number[number]]
            if bucket not in history.counts[grain]:
                continue  # out of the ring, and not yet written over
            if grain == DAY.name:
                history.days[bucket] = Day.unpacked(detail)
            elif history.hours is not None:
                history.hours[bucket] = Sketch.unpacked(detail, 0)[0]

    def _read_artists(self, pairs: Iterable[int]) -> None:
        asked = values(self._dialect, pairs)
        self._seen.known.update(self._connection.execute(_artists(self._dialect), asked).scalars())


def _touched(number: int, history: History) -> list[dict[str, object]]:
    days = [(DAY, day, history.days[day].packed()) for day in sorted(history.touched_days)]
    hours = [(HOUR, hour, (history.hours or {})[hour].packed()) for hour in sorted(history.touched_hours)]
    latest = {(grain.name, bucket % grain.slots): (bucket, detail) for grain, bucket, detail in days + hours}
    return [
        {"key": number, "grain": grain, "slot": slot, "bucket": bucket, "detail": detail}
        for (grain, slot), (bucket, detail) in latest.items()
    ]


# One statement for each dialect, built once: building one costs more than running it.
@cache
def _heads(dialect: str) -> Select[*tuple[Any, ...]]:
    query = select(upload_keys.c.key, upload_keys.c.head).where(among(dialect, upload_keys.c.key))
    return query.order_by(upload_keys.c.key).with_for_update()


@cache
def _buckets(dialect: str) -> Select[*tuple[Any, ...]]:
    c = upload_buckets.c
    wanted = or_(
        and_(c.grain == HOUR.name, c.bucket > bindparam("hour"), c.bucket <= bindparam("last_hour")),
        and_(c.grain == DAY.name, c.bucket > bindparam("day"), c.bucket <= bindparam("last_day")),
    )
    return select(c.key, c.grain, c.bucket, c.detail).where(among(dialect, c.key), wanted)


@cache
def _artists(dialect: str) -> Select[*tuple[Any, ...]]:
    return select(upload_artists.c.pair).where(among(dialect, upload_artists.c.pair))
