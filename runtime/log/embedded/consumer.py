"""Reads the embedded log for a group."""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from runtime.errors import PartitionLostError
from runtime.log.embedded.membership import Membership
from runtime.log.embedded.store import Store
from runtime.log.embedded.topics import committed, next_offset
from runtime.log.record import Record, TopicPartition

LOOK_S = 0.02
"""How often a waiting consumer looks for new records: a read of four bytes of shared memory."""
SHARE_S = 0.5
"""How often a consumer looks whether the group has changed."""


class EmbeddedConsumer:
    """One member of a group. Belongs to the thread that uses it."""

    def __init__(
        self,
        path: Path,
        group: str,
        membership: Membership,
        partitions: int,
        before_release: Callable[[], None] | None = None,
    ) -> None:
        self._group = group
        self._membership = membership
        self._partitions = partitions
        self._before_release = before_release
        self._store = Store(path)
        self._renew_s = membership.lease_s / 3
        self._expired: dict[TopicPartition, int] = {}
        self._renew_at = 0.0
        self._share_at = 0.0
        self._positions: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()
        self._turn = 0
        self._epoch = 0
        self._closed = False

    def poll(self, timeout_s: float, max_records: int) -> Sequence[Record]:
        """Return the next records, waiting up to ``timeout_s`` for the first."""
        deadline = time.monotonic() + timeout_s
        while True:
            self._keep_membership()
            seen = self._store.data_version()
            records = self._fetch(max_records)
            if records or time.monotonic() >= deadline:
                return records
            self._wait_for_change(seen, deadline)

    def commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        """Store the offsets, all of them or none."""
        with self._store.writing() as connection:
            for place, offset in next_offsets.items():
                if not self._membership.holds(connection, place):
                    raise PartitionLostError(
                        f"{place.topic}/{place.partition} is no longer this worker's; "
                        f"offset {offset} was not committed.",
                        remedy="Its new owner reads these records again; nothing is lost.",
                    )
                connection.execute(
                    "INSERT OR REPLACE INTO offsets VALUES (?, ?, ?, ?)",
                    (self._group, place.topic, place.partition, offset),
                )

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        """Return nothing from ``partitions`` until they are resumed."""
        self._paused |= set(partitions) & set(self._positions)

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        """Return records from ``partitions`` again."""
        self._paused -= set(partitions)

    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions held as of the last ``poll``."""
        return frozenset(self._positions)

    def epoch(self) -> int:
        """Grows whenever the assignment changes."""
        return self._epoch

    def lag(self) -> Mapping[TopicPartition, int]:
        """Offsets from the committed one to the end, by partition."""
        with self._store.reading() as connection:
            return {
                place: next_offset(connection, place.topic, place.partition)
                - committed(connection, self._group, place.topic, place.partition)
                for place in self._positions
            }

    def expired(self) -> Mapping[TopicPartition, int]:
        """How many records were trimmed before they were read."""
        expired, self._expired = self._expired, {}
        return expired

    def close(self) -> None:
        """Leave the group."""
        if self._closed:
            return
        self._closed = True
        try:
            with self._store.writing() as connection:
                self._membership.leave(connection)
        finally:
            self._membership.close()
            self._store.close()

    def _keep_membership(self) -> None:
        now = time.monotonic()
        if now < min(self._renew_at, self._share_at):
            return
        self._share_at = now + SHARE_S
        if now < self._renew_at:
            with self._store.reading() as connection:
                if not self._membership.is_due(connection, self._partitions):
                    return
        self._prepare_release()
        with self._store.writing() as connection:
            held = self._membership.refresh(connection, self._partitions)
            changed = held != frozenset(self._positions)
            if changed:
                starts = {p: committed(connection, self._group, p.topic, p.partition) for p in held}
        self._renew_at = now + self._renew_s
        if changed:
            self._positions = starts
            self._paused.clear()
            self._epoch += 1

    def _prepare_release(self) -> None:
        if self._before_release is None or not self._positions:
            return
        with self._store.reading() as connection:
            leaving = self._membership.must_release(connection, self._partitions)
        if leaving:
            self._before_release()

    def _fetch(self, max_records: int) -> list[Record]:
        order = sorted(self._positions.keys() - self._paused)
        if not order:
            return []
        self._turn = (self._turn + 1) % len(order)
        found: list[Record] = []
        with self._store.reading() as connection:
            for place in order[self._turn :] + order[: self._turn]:
                if len(found) >= max_records:
                    break
                found += self._read(connection, place, max_records - len(found))
        for record in found:
            self._positions[record.place] = record.offset + 1
        return found

    def _read(self, connection: sqlite3.Connection, place: TopicPartition, limit: int) -> list[Record]:
        found = connection.execute(
            "SELECT offset, key, value, headers FROM records"
            " WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ?",
            (place.topic, place.partition, self._positions[place], limit),
        )
        rows = found.fetchall()
        if rows and (missed := rows[0][0] - self._positions[place]):
            # The embedded log itself leaves no gaps.
            self._expired[place] = self._expired.get(place, 0) + missed
        return [
            Record(place.topic, place.partition, offset, key, value, json.loads(headers))
            for offset, key, value, headers in rows
        ]

    def _wait_for_change(self, seen: int, deadline: float) -> None:
        while self._store.data_version() == seen:
            now = time.monotonic()
            if now >= min(deadline, self._renew_at, self._share_at):
                return
            time.sleep(min(LOOK_S, max(0.0, deadline - now)))
