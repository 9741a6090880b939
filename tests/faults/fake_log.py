"""A log in memory whose group can be rebalanced, and whose members can be thrown out, at will."""

from collections.abc import Callable, Collection, Mapping, Sequence

from runtime.errors import LogUnavailableError, PartitionLostError
from runtime.log.record import Record, TopicPartition

Pass = Callable[[], None]
"""Called at every point where a process may die."""


class FakeLog:
    """Topics of ``partitions`` partitions. One group reads each topic; assignments are set from outside."""

    def __init__(self, partitions: int) -> None:
        self.partitions = partitions
        self.records: dict[TopicPartition, list[Record]] = {}
        self.committed: dict[TopicPartition, int] = {}
        self.owners: dict[TopicPartition, FakeConsumer | None] = {}
        self.generation = 0
        self.failing_flushes = 0
        self.pass_by: Pass = lambda: None

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        place = TopicPartition(topic, sum(key.encode()) % self.partitions)
        queue = self.records.setdefault(place, [])
        queue.append(Record(topic, place.partition, len(queue), key, value, dict(headers)))

    def assign(self, topic: str, consumers: Sequence["FakeConsumer"]) -> None:
        """Share the partitions among ``consumers``, which learn of it at their next poll."""
        self.generation += 1
        for partition in range(self.partitions):
            place = TopicPartition(topic, partition)
            self.owners[place] = consumers[partition % len(consumers)] if consumers else None

    def create_topics(self, topics: Collection[str]) -> None:
        """Every topic is there."""

    def producer(self) -> "FakeProducer":
        return FakeProducer(self)

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> "FakeConsumer":
        assert group
        return FakeConsumer(self, topics[0], before_release)

    def close(self) -> None:
        """Nothing is held open."""


class FakeProducer:
    def __init__(self, log: FakeLog) -> None:
        self._log = log
        self._waiting: list[tuple[str, str, bytes, Mapping[str, str]]] = []

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        self._waiting.append((topic, key, value, headers))

    def flush(self, timeout_s: float) -> None:
        assert timeout_s > 0
        self._log.pass_by()
        waiting, self._waiting = self._waiting, []
        if self._log.failing_flushes:
            self._log.failing_flushes -= 1
            # Some of it may have arrived all the same.
            for record in waiting[: len(waiting) // 2]:
                self._log.append(*record)
            raise LogUnavailableError("The brokers are away.")
        for record in waiting:
            self._log.append(*record)
        self._log.pass_by()

    def close(self) -> None:
        self._waiting = []


class FakeConsumer:
    def __init__(self, log: FakeLog, topic: str, before_release: Callable[[], None] | None) -> None:
        self._log = log
        self._topic = topic
        self._before_release = before_release
        self._generation = -1
        self._epoch = 0
        self._positions: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()

    def poll(self, timeout_s: float, max_records: int) -> Sequence[Record]:
        assert timeout_s >= 0
        if self._generation != self._log.generation:
            self._rejoin()
        found: list[Record] = []
        for place in sorted(self._positions.keys() - self._paused):
            queue = self._log.records.get(place, [])
            batch = queue[self._positions[place] :][: max_records - len(found)]
            self._positions[place] += len(batch)
            found += batch
        self._log.pass_by()
        return found

    def commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        self._log.pass_by()
        for place, offset in next_offsets.items():
            if self._log.owners.get(place) is not self or place not in self._positions:
                raise PartitionLostError(f"{place} is another's.")
            self._log.committed[place] = offset
        self._log.pass_by()

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        self._paused |= set(partitions) & set(self._positions)

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        self._paused -= set(partitions)

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._positions)

    def epoch(self) -> int:
        return self._epoch

    def lag(self) -> Mapping[TopicPartition, int]:
        return {
            place: len(self._log.records.get(place, [])) - self._log.committed.get(place, 0)
            for place in self._positions
        }

    def expired(self) -> Mapping[TopicPartition, int]:
        return {}

    def close(self) -> None:
        self._positions = {}

    def _rejoin(self) -> None:
        mine = [p for p, owner in self._log.owners.items() if owner is self and p.topic == self._topic]
        if self._positions and self._before_release is not None:
            self._before_release()
        self._generation = self._log.generation
        self._epoch += 1
        self._paused.clear()
        self._positions = {place: self._log.committed.get(place, 0) for place in mine}
