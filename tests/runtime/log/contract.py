"""What every log promises: one suite, run against each implementation.

A test class derives from :class:`LogContract` and gives the fixtures ``log`` and ``topic``.
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence

import pytest

from runtime.errors import PartitionLostError, RecordTooLargeError
from runtime.log.port import Consumer, Log
from runtime.log.record import Record, TopicPartition

PATIENCE_S = 60.0
PARTITIONS = 3


class Reader:
    """Reads with a consumer and remembers where it stands, as a careful caller would."""

    def __init__(self, consumer: Consumer) -> None:
        self.consumer = consumer
        self.records: list[Record] = []

    def read(self, count: int) -> list[Record]:
        """Return the next ``count`` records."""
        fresh: list[Record] = []
        deadline = time.monotonic() + PATIENCE_S
        while len(fresh) < count:
            assert time.monotonic() < deadline, f"{len(fresh)} of {count} records came"
            fresh += self.consumer.poll(0.2, count - len(fresh))
        self.records += fresh
        return fresh

    def until(self, condition: Callable[[], bool]) -> None:
        """Poll until ``condition`` holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, "it did not come about"
            self.records += self.consumer.poll(0.1, 100)

    def done(self) -> dict[TopicPartition, int]:
        """The offsets to commit for all that was read."""
        ends: dict[TopicPartition, int] = {}
        for record in self.records:
            ends[record.place] = max(ends.get(record.place, 0), record.offset + 1)
        return ends


def values(records: Sequence[Record]) -> list[bytes]:
    return sorted(record.value for record in records)


def append(log: Log, topic: str, count: int, *, start: int = 0, key: str | None = None) -> list[bytes]:
    producer = log.producer()
    sent = [f"value {number:05}".encode() for number in range(start, start + count)]
    for number, value in enumerate(sent, start):
        producer.append(topic, key if key is not None else f"key {number}", value, {})
    producer.flush(PATIENCE_S)
    producer.close()
    return sent


class LogContract:
    """The promises of ``runtime.log.port``."""

    @pytest.fixture
    def topic(self) -> str:
        return f"test.{uuid.uuid4().hex}"

    @pytest.fixture
    def group(self) -> str:
        return f"group.{uuid.uuid4().hex}"

    @pytest.fixture
    def consume(self, log: Log, topic: str, group: str) -> Iterator[Callable[..., Reader]]:
        """Makes readers that are closed after the test."""
        opened: list[Consumer] = []

        def make(name: str = group) -> Reader:
            opened.append(log.consumer(name, [topic]))
            return Reader(opened[-1])

        yield make
        for consumer in opened:
            consumer.close()

    def test_a_record_comes_back_as_it_was_appended(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        producer = log.producer()
        headers = {"ce_id": "track-1", "schema_version": "1.0", "note": "Łódź ♫"}
        producer.append(topic, "clé ♫", b"\x00\xff\x80 bytes", headers)
        producer.append(topic, "", b"", {})
        producer.flush(PATIENCE_S)
        producer.close()
        by_key = {record.key: record for record in consume().read(2)}
        record = by_key["clé ♫"]
        assert (record.topic, record.value, dict(record.headers)) == (topic, b"\x00\xff\x80 bytes", headers)
        assert (by_key[""].value, dict(by_key[""].headers)) == (b"", {})

    def test_records_of_one_key_stay_in_order_in_one_partition(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 50, key="one sender")
        sent += append(log, topic, 50, start=50, key="one sender")
        records = consume().read(100)
        assert [record.value for record in records] == sent
        assert len({record.partition for record in records}) == 1
        offsets = [record.offset for record in records]
        assert offsets == sorted(set(offsets))

    def test_keys_spread_over_the_partitions(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        append(log, topic, 60)
        assert {record.partition for record in consume().read(60)} == set(range(PARTITIONS))

    def test_a_consumer_waits_for_records_to_come(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        reader = consume()
        reader.until(lambda: len(reader.consumer.assignment()) == PARTITIONS)
        started = time.monotonic()
        assert list(reader.consumer.poll(0.3, 10)) == []
        assert time.monotonic() - started < 5
        sent = append(log, topic, 3)
        assert values(reader.read(3)) == sent

    def test_poll_returns_no_more_than_asked_and_nothing_twice(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 40)
        consumer = consume().consumer
        seen: list[Record] = []
        deadline = time.monotonic() + PATIENCE_S
        while len(seen) < 40 and time.monotonic() < deadline:
            batch = consumer.poll(0.2, 7)
            assert len(batch) <= 7
            seen += batch
        assert values(seen) == sent
        assert list(consumer.poll(0.2, 7)) == []
        for partition in range(PARTITIONS):
            offsets = [record.offset for record in seen if record.partition == partition]
            assert offsets == sorted(offsets)

    def test_the_group_goes_on_where_it_committed(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        append(log, topic, 20)
        first = consume()
        first.read(20)
        first.consumer.commit(first.done())
        first.consumer.close()
        later = append(log, topic, 5, start=20)
        assert values(consume().read(5)) == later

    def test_what_was_not_committed_comes_again(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 20, key="k")
        first = consume()
        records = first.read(20)
        first.consumer.commit({records[0].place: records[7].offset + 1})
        first.consumer.close()
        assert [record.value for record in consume().read(12)] == sent[8:]

    def test_groups_do_not_disturb_each_other(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 10)
        one = consume("group.a." + topic)
        one.read(10)
        one.consumer.commit(one.done())
        assert values(consume("group.b." + topic).read(10)) == sent

    def test_a_paused_partition_gives_nothing_and_loses_nothing(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 30)
        reader = consume()
        reader.read(5)
        everything = reader.consumer.assignment()
        reader.consumer.pause(everything)
        for _ in range(5):
            assert list(reader.consumer.poll(0.1, 100)) == []
        reader.consumer.resume(everything)
        reader.read(25)
        assert values(reader.records) == sent

    def test_only_the_paused_partitions_are_silent(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        reader = consume()
        reader.until(lambda: len(reader.consumer.assignment()) == PARTITIONS)
        paused = TopicPartition(topic, 0)
        reader.consumer.pause([paused, TopicPartition("no.such.topic", 9)])
        append(log, topic, 60)
        reader.until(lambda: {r.partition for r in reader.records} == {1, 2})
        for _ in range(5):
            reader.records += reader.consumer.poll(0.1, 100)
        assert {record.partition for record in reader.records} == {1, 2}
        reader.consumer.resume([paused])
        reader.read(60 - len(reader.records))
        assert len({(r.partition, r.offset) for r in reader.records}) == 60

    def test_lag_is_what_is_not_committed(self, log: Log, topic: str, consume: Callable[..., Reader]) -> None:
        append(log, topic, 12, key="k")
        reader = consume()
        records = reader.read(12)
        assert sum(reader.consumer.lag().values()) == 12
        reader.consumer.commit({records[0].place: records[8].offset + 1})
        lag = reader.consumer.lag()
        assert lag[records[0].place] == 3
        assert sum(lag.values()) == 3
        assert lag.keys() == reader.consumer.assignment()

    def test_closing_commits_nothing(self, log: Log, topic: str, consume: Callable[..., Reader]) -> None:
        sent = append(log, topic, 5)
        first = consume()
        first.read(5)
        first.consumer.close()
        assert values(consume().read(5)) == sent

    def test_members_share_the_partitions_and_take_over(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        one, other = consume(), consume()
        one.until(lambda: len(one.consumer.assignment()) == PARTITIONS)
        epoch = one.consumer.epoch()
        self._settle(one, other)
        assert one.consumer.epoch() > epoch
        assert not one.consumer.assignment() & other.consumer.assignment()
        one.consumer.close()
        other.until(lambda: len(other.consumer.assignment()) == PARTITIONS)
        sent = append(log, topic, 20)
        other.read(20)
        assert values(other.records) == sent

    def test_a_commit_for_a_lost_partition_is_refused(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        append(log, topic, 30)
        one, other = consume(), consume()
        one.read(30)
        all_done = one.done()
        self._settle(one, other)
        with pytest.raises(PartitionLostError):
            one.consumer.commit({p: o for p, o in all_done.items() if p in other.consumer.assignment()})

    def test_what_is_committed_before_a_release_counts(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 30)
        released: list[dict[TopicPartition, int]] = []

        def hand_over() -> None:
            released.append(one.done())
            one.consumer.commit(released[-1])

        one = Reader(log.consumer(f"{topic}.group", [topic], hand_over))
        one.read(30)
        other = consume(f"{topic}.group")
        self._settle(one, other)
        self._poll(other)
        one.until(lambda: self._poll(other) and not sum(one.consumer.lag().values()))
        one.consumer.close()
        assert len(released) >= 1
        assert values([*one.records, *other.records]) == sent, "none came again"

    def test_nothing_is_missed_where_nothing_was_deleted(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        append(log, topic, 30)
        reader = consume()
        reader.read(20)
        reader.consumer.commit(reader.done())
        reader.read(10)
        assert reader.consumer.expired() == {}

    def test_every_record_is_read_while_members_come_and_go(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        sent = append(log, topic, 40)
        one, other = consume(), consume()
        one.read(10)
        self._settle(one, other)
        one.until(lambda: set(values([*one.records, *other.records])) >= set(sent) or not self._poll(other))
        assert set(values([*one.records, *other.records])) == set(sent)

    def test_creating_topics_again_changes_nothing(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        log.create_topics([topic])
        sent = append(log, topic, 5)
        log.create_topics([topic, f"{topic}.dead"])
        assert values(consume().read(5)) == sent

    def test_a_record_that_is_too_large_is_refused_and_the_others_arrive(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        producer = log.producer()
        producer.append(topic, "a", b"before", {})
        with pytest.raises(RecordTooLargeError, match=r"larger than"):
            producer.append(topic, "a", bytes(5_000_000), {})
        producer.append(topic, "a", b"after", {})
        producer.flush(PATIENCE_S)
        producer.close()
        assert [record.value for record in consume().read(2)] == [b"before", b"after"]

    def test_a_record_of_a_few_megabytes_passes(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        producer = log.producer()
        value = bytes(range(256)) * 14_000
        producer.append(topic, "a", value, {})
        producer.flush(PATIENCE_S)
        producer.close()
        assert consume().read(1)[0].value == value

    def test_a_producer_may_be_shared_between_threads(
        self, log: Log, topic: str, consume: Callable[..., Reader]
    ) -> None:
        producer = log.producer()

        def work(name: str) -> None:
            for number in range(25):
                producer.append(topic, name, f"{name} {number:03}".encode(), {})
                if number % 5 == 0:
                    producer.flush(PATIENCE_S)
            producer.flush(PATIENCE_S)

        threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        producer.close()
        records = consume().read(100)
        for name in {record.key for record in records}:
            mine = [record.value for record in records if record.key == name]
            assert mine == [f"{name} {number:03}".encode() for number in range(25)]

    def _settle(self, one: Reader, other: Reader) -> None:
        """Poll both until each has a share and all partitions are given."""

        def settled() -> bool:
            self._poll(other)
            shares = one.consumer.assignment(), other.consumer.assignment()
            return all(shares) and sum(map(len, shares)) == PARTITIONS and not shares[0] & shares[1]

        one.until(settled)

    def _poll(self, reader: Reader) -> bool:
        reader.records += reader.consumer.poll(0.1, 100)
        return True
