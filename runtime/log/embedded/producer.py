"""Appends records to the embedded log."""

import json
import sqlite3
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from runtime.errors import RecordTooLargeError
from runtime.log.embedded.store import Store
from runtime.log.embedded.topics import ensure_topic, next_offset, partition_of

Row = tuple[str, str, bytes, str]


class EmbeddedProducer:
    """Keeps records until ``flush``, which writes them in one transaction: all of them or none."""

    def __init__(self, path: Path, partitions: int, max_record_bytes: int) -> None:
        self._store = Store(path)
        self._partitions = partitions
        self._max_record_bytes = max_record_bytes
        self._lock = threading.Lock()
        self._waiting: list[Row] = []

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        """Take a record, durable after the next ``flush``."""
        told = json.dumps(dict(headers), ensure_ascii=True)
        size = len(key.encode()) + len(value) + len(told)
        if size > self._max_record_bytes:
            raise RecordTooLargeError(
                f"A record of {size} bytes for {topic} is larger than {self._max_record_bytes}.",
                remedy="Raise DEADWAX_MAX_RECORD_BYTES, or make the message smaller.",
            )
        with self._lock:
            self._waiting.append((topic, key, bytes(value), told))

    def flush(self, timeout_s: float) -> None:  # noqa: ARG002 - SQLite's busy timeout bounds it
        """Write what was appended, synced to the disk. After an error nothing of it is kept."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            with self._store.writing() as connection:
                for row in waiting:
                    self._insert(connection, row)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._store.close()

    def _insert(self, connection: sqlite3.Connection, row: Row) -> None:
        topic, key, value, headers = row
        partition = partition_of(key, ensure_topic(connection, topic, self._partitions))
        offset = next_offset(connection, topic, partition)
        connection.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
            (topic, partition, offset, key, value, headers, time.time()),
        )
        connection.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (topic, partition, offset + 1))
