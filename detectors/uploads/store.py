"""Keeps the upload histories in the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, false, or_, select

from detectors.insert import insert_new, insert_or_replace
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
        for key in ordered:
            insert_new(self._connection, upload_keys, {"kind": key.kind, "name": key.name, "times": []})
        for row in self._locked_keys(ordered):
            history = histories[_key(row)]
            history.first_seen = row.first_seen
            history.times = [int(t) for t in row.times]
        details = self._details(ordered, at)
        for row in self._buckets(ordered):
            document = details.get((row.kind, row.name, row.grain, row.slot), {})
            ring = histories[_key(row)].rings[row.grain]
            ring[row.slot] = Bucket.from_json(row.number, row.tracks, document)
        return histories

    def add(self, upload: Upload, histories: Mapping[Key, History]) -> None:
        """Count ``upload`` in ``histories``, which :meth:`load` gave for its keys, and keep them."""
        for key in upload.keys:
            history = histories[key]
            history.add(upload, new_artist=self._is_new_artist(key, upload))
            self._keep(key, history)

    def _locked_keys(self, keys: Sequence[Key]) -> Sequence[Any]:
        query = (
            select(upload_keys)
            .where(_any_of(upload_keys, keys))
            .order_by(upload_keys.c.kind, upload_keys.c.name)
            .with_for_update()
        )
        return self._connection.execute(query).all()

    def _buckets(self, keys: Sequence[Key]) -> Sequence[Any]:
        columns = upload_buckets.c
        query = select(
            columns.kind, columns.name, columns.grain, columns.slot, columns.number, columns.tracks
        ).where(_any_of(upload_buckets, keys))
        return self._connection.execute(query).all()

    def _details(
        self, keys: Sequence[Key], at: float
    ) -> dict[tuple[str, str, str, int], Mapping[str, object]]:
        """Details of the buckets whose details a window reads; the bucket of ``at`` is among them."""
        columns = upload_buckets.c
        wanted = or_(
            and_(columns.grain == HOUR.name, columns.number > HOUR.index(at) - _DETAIL_HOURS),
            and_(columns.grain == DAY.name, columns.number > DAY.index(at) - _DETAIL_DAYS),
        )
        query = select(columns.kind, columns.name, columns.grain, columns.slot, columns.detail)
        rows = self._connection.execute(query.where(_any_of(upload_buckets, keys), wanted)).all()
        return {(r.kind, r.name, r.grain, r.slot): r.detail for r in rows}

    def _is_new_artist(self, key: Key, upload: Upload) -> bool:
        if upload.artist is None or key.kind is KeyKind.ARTIST:
            return False
        row = {"kind": key.kind, "name": key.name, "artist": upload.artist}
        return insert_new(self._connection, upload_artists, row)

    def _keep(self, key: Key, history: History) -> None:
        whose = {"kind": key.kind, "name": key.name}
        head = {**whose, "first_seen": history.first_seen, "times": history.times}
        insert_or_replace(self._connection, upload_keys, [head])
        rows = []
        for name, slot in sorted(history.changed):
            bucket = history.rings[name][slot]
            rows.append(
                {
                    **whose,
                    "grain": name,
                    "slot": slot,
                    "number": bucket.index,
                    "tracks": bucket.tracks,
                    "detail": bucket.to_json(_GRAINS[name]),
                }
            )
        insert_or_replace(self._connection, upload_buckets, rows)
        history.changed.clear()


def _any_of(table: Table, keys: Sequence[Key]) -> ColumnElement[bool]:
    return or_(false(), *(and_(table.c.kind == k.kind, table.c.name == k.name) for k in keys))


def _key(row: Any) -> Key:
    return Key(KeyKind(row.kind), row.name)
