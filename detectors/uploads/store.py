"""Keeps the upload histories in the database."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, or_, select

from detectors.insert import insert_missing, insert_new, insert_or_replace
from detectors.tables import upload_artists, upload_buckets, upload_keys
from detectors.uploads.bucket import DAY, GRAINS, HOUR, Bucket
from detectors.uploads.history import History
from detectors.uploads.upload import Key, KeyKind, Upload

_GRAINS = {grain.name: grain for grain in GRAINS}
_DETAIL_HOURS = 24
_DETAIL_DAYS = 30


class UploadStore:
    """Histories in one open transaction.

    :meth:`load` locks the keys, always in the same order, until the transaction ends: two
    processes that count the same label wait for each other instead of losing an upload. SQLite
    has one writer anyway.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, keys: Sequence[Key], at: float) -> dict[Key, History]:
        """The histories of ``keys`` with all that windows as of ``at`` need."""
        ordered = sorted(set(keys), key=lambda key: (key.kind, key.name))
        histories = {key: History() for key in ordered}
        if not ordered:
            return histories
        blank = [{"kind": key.kind, "name": key.name, "times": []} for key in ordered]
        insert_missing(self._connection, upload_keys, blank)
        names = {f"kind_{i}": str(key.kind) for i, key in enumerate(ordered)}
        names |= {f"name_{i}": key.name for i, key in enumerate(ordered)}
        by_name = {(str(key.kind), key.name): history for key, history in histories.items()}
        for row in self._connection.execute(_heads(len(ordered)), names):
            history = by_name[row.kind, row.name]
            history.first_seen, history.times = row.first_seen, [int(t) for t in row.times]
        self._load_rings(len(ordered), names, by_name, at)
        return histories

    def _load_rings(
        self, keys: int, names: Mapping[str, str], histories: Mapping[tuple[str, str], History], at: float
    ) -> None:
        """Fill the rings; details come only with the buckets whose details a window reads.

        The bucket of ``at`` is among those, so that it can be written back whole.
        """
        since = {"hour": HOUR.index(at) - _DETAIL_HOURS, "day": DAY.index(at) - _DETAIL_DAYS}
        details = {
            (r.kind, r.name, r.grain, r.slot): r.detail
            for r in self._connection.execute(_details(keys), {**names, **since})
        }
        for kind, name, grain, slot, number, tracks in self._connection.execute(_buckets(keys), names):
            document = details.get((kind, name, grain, slot), {})
            histories[kind, name].rings[grain][slot] = Bucket.from_json(number, tracks, document)

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``, which :meth:`load` gave for its keys, and keep them."""
        heads: list[dict[str, object]] = []
        buckets: list[dict[str, object]] = []
        for key in sorted(upload.keys, key=lambda key: (key.kind, key.name)):
            history = histories[key]
            history.add(upload, new_artist=self._is_new_artist(key, upload))
            whose = {"kind": key.kind, "name": key.name}
            heads.append({**whose, "first_seen": history.first_seen, "times": history.times})
            buckets.extend({**whose, **row} for row in _changed(history))
            history.changed.clear()
        insert_or_replace(self._connection, upload_keys, heads)
        insert_or_replace(self._connection, upload_buckets, buckets)

    def _is_new_artist(self, key: Key, upload: Upload) -> bool:
        if upload.artist is None or key.kind is KeyKind.ARTIST:
            return False
        row = {"kind": key.kind, "name": key.name, "artist": upload.artist}
        return insert_new(self._connection, upload_artists, row)


def _changed(history: History) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name, slot in sorted(history.changed):
        bucket = history.rings[name][slot]
        detail = bucket.to_json(_GRAINS[name])
        rows.append(
            {"grain": name, "slot": slot, "number": bucket.index, "tracks": bucket.tracks, "detail": detail}
        )
    return rows


# One statement for each number of keys, built once: building one costs more than running it.
@cache
def _heads(keys: int) -> Select[*tuple[Any, ...]]:
    query = select(upload_keys).where(_any_of(upload_keys, keys))
    return query.order_by(upload_keys.c.kind, upload_keys.c.name).with_for_update()


@cache
def _buckets(keys: int) -> Select[*tuple[Any, ...]]:
    c = upload_buckets.c
    query = select(c.kind, c.name, c.grain, c.slot, c.number, c.tracks)
    return query.where(_any_of(upload_buckets, keys))


@cache
def _details(keys: int) -> Select[*tuple[Any, ...]]:
    c = upload_buckets.c
    wanted = or_(
        and_(c.grain == HOUR.name, c.number > bindparam("hour")),
        and_(c.grain == DAY.name, c.number > bindparam("day")),
    )
    return select(c.kind, c.name, c.grain, c.slot, c.detail).where(_any_of(upload_buckets, keys), wanted)


def _any_of(table: Table, keys: int) -> ColumnElement[bool]:
    return or_(
        *(
            and_(table.c.kind == bindparam(f"kind_{i}"), table.c.name == bindparam(f"name_{i}"))
            for i in range(keys)
        )
    )
