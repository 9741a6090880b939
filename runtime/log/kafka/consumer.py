"""Reads Kafka for a group."""

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence

from kafka import ConsumerRebalanceListener, OffsetAndMetadata
from kafka import KafkaConsumer as Client
from kafka import TopicPartition as Place
from kafka.consumer.fetcher import ConsumerRecord
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from kafka.errors import KafkaError

from runtime.errors import PartitionLostError
from runtime.log.kafka.client import BATCH_OVERHEAD_BYTES, connection, translated
from runtime.log.kafka.gaps import Gaps
from runtime.log.record import Record, TopicPartition
from runtime.settings import Settings

COMMIT_MS = 20_000
POLL_MS = 10
"""Shortest poll: with none at all the client would never finish joining its group."""
FETCH_BYTES = 50_000_000


class _Epoch(ConsumerRebalanceListener):  # type: ignore[misc]
    """Counts the changes of the assignment. Called by the client from within ``poll``."""

    def __init__(self, before_release: Callable[[], None] | None) -> None:
        self.number = 0
        self._before_release = before_release

    def on_partitions_revoked(self, revoked: Collection[object]) -> None:
        """Partitions are about to be taken."""
        if revoked and self._before_release is not None:
            self._before_release()
        self.number += 1

    def on_partitions_assigned(self, assigned: object) -> None:  # noqa: ARG002 - the client names it
        """Partitions were given."""
        self.number += 1


class KafkaConsumer:
    """One member of a group. Belongs to the thread that uses it, as the client does."""

    def __init__(
        self,
        settings: Settings,
        group: str,
        topics: Sequence[str],
        before_release: Callable[[], None] | None = None,
    ) -> None:
        self._epoch = _Epoch(before_release)
        self._seen = 0
        self._gaps = Gaps()
        largest = settings.max_record_bytes + BATCH_OVERHEAD_BYTES
        poll_interval_ms = int(settings.kafka_max_poll_interval_s * 1000)
        session_ms = int(settings.kafka_session_timeout_s * 1000)
        with translated("Opening a consumer"):
            self._client = Client(
                **connection(settings),
                metrics_enabled=False,
                group_id=group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                session_timeout_ms=session_ms,
                heartbeat_interval_ms=min(3_000, session_ms // 3),
                max_poll_interval_ms=poll_interval_ms,
                # Its state is kept in the class, so that each member needs one of its own.
                partition_assignment_strategy=(
                    type("Sticky", (StickyPartitionAssignor,), {}),
                    RangePartitionAssignor,
                ),
                request_timeout_ms=poll_interval_ms + 5_000,
                connections_max_idle_ms=poll_interval_ms + 240_000,
                max_partition_fetch_bytes=largest,
                fetch_max_bytes=FETCH_BYTES,
                receive_message_max_bytes=FETCH_BYTES + 2 * largest,
            )
            self._client.subscribe(list(topics), listener=self._epoch)

    def poll(self, timeout_s: float, max_records: int) -> Sequence[Record]:
        """Return the next records, waiting up to ``timeout_s`` for the first."""
        with translated("Polling"):
            found = self._client.poll(max(POLL_MS, int(timeout_s * 1000)), max_records)
            if self._epoch.number != self._seen:
                self._seen = self._epoch.number
                paused = self._client.paused()
                if paused:
                    self._client.resume(*paused)
                self._gaps.restart(self._committed())
            self._look_for_gaps(found)
        return [_record(raw) for batch in found.values() for raw in batch]

    def commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        """Store the offsets with the group's coordinator."""
        mine = self.assignment()
        for place, offset in next_offsets.items():
            if place not in mine:
                raise PartitionLostError(
                    f"{place.topic}/{place.partition} is no longer this worker's; "
                    f"offset {offset} was not committed.",
                    remedy="Its new owner reads these records again; nothing is lost.",
                )
        offsets = {_place(place): OffsetAndMetadata(at, "", -1) for place, at in next_offsets.items()}
        with translated("Committing"):
            self._client.commit(offsets, timeout_ms=COMMIT_MS)

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        """Return nothing from ``partitions`` until they are resumed."""
        with translated("Pausing"):
            self._client.pause(*self._mine(partitions))

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        """Return records from ``partitions`` again."""
        with translated("Resuming"):
            self._client.resume(*self._mine(partitions))

    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions held as of the last ``poll``."""
        return frozenset(_ours(place) for place in self._client.assignment())

    def epoch(self) -> int:
        """Grows whenever the assignment changes."""
        return self._epoch.number

    def lag(self) -> Mapping[TopicPartition, int]:
        """Offsets from the committed one to the end, by partition."""
        with translated("Asking for the lag"):
            places = list(self._client.assignment())
            if not places:
                return {}
            ends = self._client.end_offsets(places)
            starts = self._client.beginning_offsets(places)
            done = {place: self._client.committed(place, timeout_ms=COMMIT_MS) for place in places}
        return {
            TopicPartition(place.topic, place.partition): ends[place]
            - (starts[place] if done[place] is None else done[place])
            for place in places
        }

    def expired(self) -> Mapping[TopicPartition, int]:
        """How many records went by the topic's retention before they were read."""
        return self._gaps.take()

    def _committed(self) -> dict[TopicPartition, int]:
        places = self._client.assignment()
        found = {place: self._client.committed(place, timeout_ms=COMMIT_MS) for place in places}
        return {_ours(place): offset for place, offset in found.items() if offset is not None}

    def _look_for_gaps(self, found: Mapping[Place, Sequence[ConsumerRecord]]) -> None:
        for place, batch in found.items():
            if self._gaps.is_before(_ours(place), batch[0].offset):
                start = self._client.beginning_offsets([place])[place]
                self._gaps.jumped(_ours(place), min(start, batch[0].offset))
            self._gaps.read(_ours(place), batch[-1].offset)

    def close(self) -> None:
        """Leave the group; closing again does nothing."""
        with contextlib.suppress(KafkaError, OSError):
            self._client.close(autocommit=False, timeout_ms=5_000)

    def _mine(self, partitions: Collection[TopicPartition]) -> list[Place]:
        return [_place(place) for place in set(partitions) & self.assignment()]


def _place(place: TopicPartition) -> Place:
    return Place(place.topic, place.partition)


def _ours(place: Place) -> TopicPartition:
    return TopicPartition(place.topic, place.partition)


def _record(raw: ConsumerRecord) -> Record:
    # Keys and headers of other programs may be any bytes; they must not stop the stage.
    headers = {name: (text or b"").decode("utf-8", "backslashreplace") for name, text in raw.headers}
    key = (raw.key or b"").decode("utf-8", "backslashreplace")
    return Record(raw.topic, raw.partition, raw.offset, key, raw.value or b"", headers)
