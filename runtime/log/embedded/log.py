"""The embedded log."""

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from runtime.log.embedded.consumer import EmbeddedConsumer
from runtime.log.embedded.membership import Membership
from runtime.log.embedded.producer import EmbeddedProducer
from runtime.log.embedded.store import Store
from runtime.log.embedded.topics import ensure_topic


class EmbeddedLog:
    """A log in one SQLite file, for many processes and threads on one machine.

    The file must stand on a local disk. A killed process loses nothing that was flushed, and its
    partitions are free at once; one that hangs loses them after ``lease_s`` seconds.
    """

    def __init__(
        self,
        path: Path,
        partitions: int = 4,
        lease_s: float = 30.0,
        max_record_bytes: int = 4_000_000,
    ) -> None:
        self._path = path.absolute()
        self._partitions = partitions
        self._lease_s = lease_s
        self._max_record_bytes = max_record_bytes
        Store(self._path).close()

    def create_topics(self, topics: Collection[str]) -> None:
        """Make the topics that do not exist yet, with the log's number of partitions."""
        store = Store(self._path)
        try:
            with store.writing() as connection:
                for topic in topics:
                    ensure_topic(connection, topic, self._partitions)
        finally:
            store.close()

    def producer(self) -> EmbeddedProducer:
        """Make a producer."""
        return EmbeddedProducer(self._path, self._partitions, self._max_record_bytes)

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> EmbeddedConsumer:
        """Make a consumer, a member of ``group`` from its first ``poll`` on."""
        self.create_topics(topics)
        membership = Membership(
            self._path.with_name(self._path.name + ".members"), group, topics, self._lease_s
        )
        return EmbeddedConsumer(self._path, group, membership, self._partitions, before_release)

    def trim(self, older_than_s: float, copies: Collection[str] = ()) -> int:
        """Delete records older than ``older_than_s`` that every group of their topic has done.

        Topics that no group reads are kept whole, except those named in ``copies``: their records are
        kept elsewhere too. Returns how many records went.
        """
        before = time.time() - older_than_s
        store = Store(self._path)
        try:
            with store.writing() as connection:
                done = connection.execute(
                    "DELETE FROM records WHERE appended_at < ? AND offset < ("
                    " SELECT min(next_offset) FROM offsets"
                    " WHERE offsets.topic = records.topic AND offsets.partition = records.partition)",
                    (before,),
                ).rowcount
                for topic in copies:
                    done += connection.execute(
                        "DELETE FROM records WHERE topic = ? AND appended_at < ? AND NOT EXISTS ("
                        " SELECT 1 FROM offsets WHERE offsets.topic = records.topic)",
                        (topic, before),
                    ).rowcount
                return done
        finally:
            store.close()

    def close(self) -> None:
        """Nothing is held open by the log itself."""
