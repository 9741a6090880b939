"""A consumer's place in its group: it stays a member by refreshing, and holds leases."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from runtime.log.embedded.presence import Presence, is_alive
from runtime.log.embedded.sharing import change
from runtime.log.embedded.topics import ensure_topic
from runtime.log.record import TopicPartition


class Membership:
    """One member of a group. Every method runs inside a transaction of the caller.

    A partition has one holder at a time within a group. A member is gone when its process has ended
    or when it did not refresh for ``lease_s`` seconds of the machine's clock; a clock that jumps
    can only make a partition change hands, which :meth:`holds` then tells at the commit.
    """

    def __init__(self, folder: Path, group: str, topics: Sequence[str], lease_s: float) -> None:
        self._folder = folder
        self._group = group
        self._topics = tuple(topics)
        self.lease_s = lease_s
        self._presence = Presence(folder)

    @property
    def member(self) -> str:
        """The id of this member."""
        return self._presence.member

    def refresh(self, connection: sqlite3.Connection, partitions: int) -> frozenset[TopicPartition]:
        """Stay alive, bury the dead, move one step towards the fair share; return what is held."""
        held: set[TopicPartition] = set()
        for topic in self._topics:
            count = ensure_topic(connection, topic, partitions)
            self._renew(connection, topic)
            members = self._living(connection, topic)
            self._share(connection, topic, count, members)
            held |= {TopicPartition(topic, partition) for partition in self._mine(connection, topic)}
        return frozenset(held)

    def is_due(self, connection: sqlite3.Connection, partitions: int) -> bool:
        """Whether somebody joined or died, so that a refresh would change who holds what."""
        for topic in self._topics:
            members = self._living(connection, topic, bury=False)
            if self.member not in members:
                return True
            if change(partitions, self._holders(connection, topic), members, self.member):
                return True
        return False

    def must_release(self, connection: sqlite3.Connection, partitions: int) -> bool:
        """Whether a refresh would let go of a partition that this member holds."""
        for topic in self._topics:
            members = self._living(connection, topic, bury=False)
            if self.member not in members:
                continue
            if change(partitions, self._holders(connection, topic), members, self.member).release:
                return True
        return False

    def holds(self, connection: sqlite3.Connection, place: TopicPartition) -> bool:
        """Whether the partition is this member's, as of this transaction."""
        return self._holders(connection, place.topic).get(place.partition) == self.member

    def leave(self, connection: sqlite3.Connection) -> None:
        """Let go of every partition and of the membership."""
        self._remove(connection, self.member)

    def close(self) -> None:
        """Be gone for the others."""
        self._presence.close()

    def _renew(self, connection: sqlite3.Connection, topic: str) -> None:
        row = (self._group, topic, self.member, time.time() + self.lease_s)
        connection.execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?)", row)

    def _living(self, connection: sqlite3.Connection, topic: str, *, bury: bool = True) -> list[str]:
        rows = connection.execute(
            "SELECT member, expires_at FROM members WHERE group_name = ? AND topic = ?",
            (self._group, topic),
        ).fetchall()
        living = []
        for member, expires_at in rows:
            if member == self.member or (expires_at > time.time() and is_alive(self._folder, member)):
                living.append(member)
            elif bury:
                self._remove(connection, member)
        return living

    def _remove(self, connection: sqlite3.Connection, member: str) -> None:
        for table in ("members", "leases"):
            connection.execute(
                f"DELETE FROM {table} WHERE group_name = ? AND member = ?",  # noqa: S608 - two constants
                (self._group, member),
            )

    def _share(self, connection: sqlite3.Connection, topic: str, count: int, members: list[str]) -> None:
        step = change(count, self._holders(connection, topic), members, self.member)
        for partition in step.release:
            connection.execute(
                "DELETE FROM leases WHERE group_name = ? AND topic = ? AND partition = ?",
                (self._group, topic, partition),
            )
        for partition in step.acquire:
            connection.execute(
                "INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)",
                (self._group, topic, partition, self.member),
            )

    def _holders(self, connection: sqlite3.Connection, topic: str) -> dict[int, str]:
        rows = connection.execute(
            "SELECT partition, member FROM leases WHERE group_name = ? AND topic = ?", (self._group, topic)
        )
        return dict(rows.fetchall())

    def _mine(self, connection: sqlite3.Connection, topic: str) -> list[int]:
        return [p for p, member in self._holders(connection, topic).items() if member == self.member]
