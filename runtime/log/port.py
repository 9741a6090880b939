"""The port between the stages and a log. ``tests/runtime/log/contract.py`` holds its promises."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from runtime.log.record import Record, TopicPartition


class Producer(Protocol):
    """Appends records. Safe to use from several threads.

    Records with one key stand in one partition, in the order of their ``append`` calls.
    """

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        """Take a record. It is durable once a later :meth:`flush` has returned, not before.

        Raises ``RecordTooLargeError`` for a record that the log would refuse.
        """

    def flush(self, timeout_s: float) -> None:
        """Return when every record taken so far is durable.

        Raises ``LogUnavailableError`` otherwise; any of the records since the last flush may then be
        in the log or not, so the caller appends all of them again.
        """

    def close(self) -> None:
        """Let go of resources. Records that were not flushed may be lost."""


class Consumer(Protocol):
    """Reads the partitions that its group has given it. Belongs to the one thread that uses it.

    Must be polled at least every few seconds, paused or not: who stays silent for longer than the
    log allows loses its partitions to the others of its group.
    """

    def poll(self, timeout_s: float, max_records: int) -> Sequence[Record]:
        """Return up to ``max_records`` next records of assigned partitions that are not paused.

        Records of one partition come in order and without repetition for as long as :meth:`epoch`
        stays the same. May return early with nothing. Raises ``LogUnavailableError``.
        """

    def commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        """Store, durably, where the group goes on reading: the offset after the last one done.

        Raises ``PartitionLostError`` where a partition is no longer this consumer's, and
        ``LogUnavailableError``; nothing or a part of ``next_offsets`` is stored then.
        """

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        """Return nothing from ``partitions`` until they are resumed. Unassigned ones are ignored."""

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        """Return records from ``partitions`` again, without a gap. Unassigned ones are ignored."""

    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions that are this consumer's, as of the last :meth:`poll`."""

    def epoch(self) -> int:
        """A number that grows whenever partitions were given or taken away.

        Reading then starts again at the committed offsets of every partition, none paused: work
        begun under an older epoch must be dropped, its records come again.
        """

    def lag(self) -> Mapping[TopicPartition, int]:
        """How many offsets each assigned partition holds from the committed one on."""

    def expired(self) -> Mapping[TopicPartition, int]:
        """How many records the log deleted before this consumer could read them, since last asked."""

    def close(self) -> None:
        """Leave the group, so that another may take the partitions at once. Commits nothing.

        Closing again does nothing.
        """


class Log(Protocol):
    """A log of topics. Safe to use from several threads; what it makes is not, unless it says so."""

    def create_topics(self, topics: Collection[str]) -> None:
        """Make the topics that do not exist yet."""

    def producer(self) -> Producer:
        """Make a producer."""

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> Consumer:
        """Make a consumer of ``group`` that reads ``topics``, which are made where they are missing.

        A group that never committed reads from the beginning. ``before_release`` is called from within
        ``poll`` when partitions are about to be taken away in an orderly way: what it commits still
        counts. It must not take longer than the log allows between two polls.
        """

    def close(self) -> None:
        """Let go of resources, after the producers and consumers were closed."""
