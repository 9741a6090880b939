"""Topics, partitions and where a key belongs."""

import hashlib
import sqlite3


def ensure_topic(connection: sqlite3.Connection, topic: str, partitions: int) -> int:
    """Make ``topic`` with ``partitions`` partitions unless it exists; return how many it has."""
    connection.execute("INSERT OR IGNORE INTO topics VALUES (?, ?)", (topic, partitions))
    (existing,) = connection.execute("SELECT partitions FROM topics WHERE topic = ?", (topic,)).fetchone()
    return int(existing)


def partition_of(key: str, partitions: int) -> int:
    """The partition of ``key``: the same in every process, for as long as the topic lives."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % partitions


def next_offset(connection: sqlite3.Connection, topic: str, partition: int) -> int:
    """The offset that the next record of the partition gets."""
    row = connection.execute(
        "SELECT next_offset FROM heads WHERE topic = ? AND partition = ?", (topic, partition)
    ).fetchone()
    return int(row[0]) if row else 0


def committed(connection: sqlite3.Connection, group: str, topic: str, partition: int) -> int:
    """Where ``group`` goes on reading; 0 where it never committed."""
    row = connection.execute(
        "SELECT next_offset FROM offsets WHERE group_name = ? AND topic = ? AND partition = ?",
        (group, topic, partition),
    ).fetchone()
    return int(row[0]) if row else 0
