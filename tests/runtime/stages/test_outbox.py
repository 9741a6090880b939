"""What a transaction wrote for sending is sent, in order, however often sending fails."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from contracts.topics import ACKNOWLEDGEMENTS
from runtime.clock import FixedClock
from runtime.database.lock import exclusive
from runtime.errors import LogUnavailableError, RecordTooLargeError
from runtime.log.embedded import EmbeddedLog
from runtime.log.port import Consumer, Producer
from runtime.log.record import Record
from runtime.stages.outbox import Outbox, OutboxRelay, purge_sent
from runtime.tables import outbox
from tests.runtime.stages.harness import acknowledgement, delivery

MOST = 100_000


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def relay(engine: Engine, log: EmbeddedLog, clock: FixedClock) -> Iterator[OutboxRelay]:
    made = OutboxRelay(engine, log, "o", clock, batch=4)
    yield made
    made.close()


def put(engine: Engine, clock: FixedClock, count: int, origin: str = "o") -> None:
    box = Outbox(origin, clock, MOST)
    for number in range(count):
        with engine.begin() as connection:
            box.add_record(connection, "t", "one key", f"{number:03}".encode(), {"n": str(number)})


def sent(log: EmbeddedLog, topic: str = "t") -> list[Record]:
    consumer = log.consumer("reader", [topic])
    records = list(consumer.poll(0.1, 1000))
    consumer.close()
    return records


class FailingLog:
    """The embedded log, whose producers fail at flush; they may have written before."""

    def __init__(self, inner: EmbeddedLog, failures: int, *, written: bool) -> None:
        self._inner = inner
        self.failures = failures
        self.written = written

    def create_topics(self, topics: Collection[str]) -> None:
        self._inner.create_topics(topics)

    def producer(self) -> "FailingProducer":
        return FailingProducer(self._inner.producer(), self)

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> Consumer:
        return self._inner.consumer(group, topics, before_release)

    def close(self) -> None:
        self._inner.close()


class FailingProducer:
    """Fails as often as its log says."""

    def __init__(self, inner: Producer, log: FailingLog) -> None:
        self._inner = inner
        self._log = log

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        self._inner.append(topic, key, value, headers)

    def flush(self, timeout_s: float) -> None:
        if self._log.failures:
            self._log.failures -= 1
            if self._log.written:
                self._inner.flush(timeout_s)
            raise LogUnavailableError("The brokers are away.")
        self._inner.flush(timeout_s)

    def close(self) -> None:
        self._inner.close()


def test_messages_go_out_in_order_once(
    engine: Engine, log: EmbeddedLog, relay: OutboxRelay, clock: FixedClock
) -> None:
    put(engine, clock, 10)
    assert relay.backlog() == 10
    assert relay.relay() == {"t": 10}
    assert relay.relay() == {}
    assert relay.backlog() == 0
    records = sent(log)
    assert [record.value for record in records] == [f"{n:03}".encode() for n in range(10)]
    assert records[3].headers == {"n": "3"}


def test_a_message_is_written_to_the_topic_of_its_type(
    engine: Engine, log: EmbeddedLog, relay: OutboxRelay, clock: FixedClock
) -> None:
    with engine.begin() as connection:
        Outbox("o", clock, MOST).add(connection, [acknowledgement(delivery(1))])
    relay.relay()
    (record,) = sent(log, ACKNOWLEDGEMENTS.name)
    assert record.headers["ce_id"] == "acknowledgement-00001"


def test_what_was_rolled_back_is_not_sent(engine: Engine, relay: OutboxRelay, clock: FixedClock) -> None:
    with engine.connect() as connection:
        Outbox("o", clock, MOST).add_record(connection, "t", "k", b"never", {})
        connection.rollback()
    assert relay.relay() == {}


def test_a_lower_id_that_commits_later_is_sent_too(
    engine: Engine, log: EmbeddedLog, relay: OutboxRelay, clock: FixedClock
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    box = Outbox("o", clock, MOST)
    with engine.begin() as slow:
        box.add_record(slow, "t", "a", b"lower id", {})
        with engine.begin() as quick:
            box.add_record(quick, "t", "b", b"higher id", {})
        assert relay.relay() == {"t": 1}
    assert relay.relay() == {"t": 1}
    assert {record.value for record in sent(log)} == {b"lower id", b"higher id"}


@pytest.mark.parametrize("written", [False, True])
def test_a_failure_of_the_log_loses_nothing(
    engine: Engine, log: EmbeddedLog, clock: FixedClock, *, written: bool
) -> None:
    put(engine, clock, 6)
    relay = OutboxRelay(engine, FailingLog(log, 2, written=written), "o", clock, batch=4)
    for _ in range(2):
        with pytest.raises(LogUnavailableError):
            relay.relay()
        assert relay.backlog() == 6
    assert relay.relay() == {"t": 6}
    relay.close()
    values = [int(record.value) for record in sent(log)]
    assert list(dict.fromkeys(values)) == list(range(6))
    assert len(values) == (6 if not written else 14)


def test_origins_do_not_meet(engine: Engine, relay: OutboxRelay, clock: FixedClock) -> None:
    put(engine, clock, 3, origin="another")
    assert relay.relay() == {}
    assert relay.backlog() == 0


def test_one_relay_works_at_a_time(engine: Engine, relay: OutboxRelay, clock: FixedClock) -> None:
    put(engine, clock, 3)
    with exclusive(engine, "outbox:o") as taken:
        assert taken
        assert relay.relay() is None
    assert relay.relay() == {"t": 3}


def test_a_message_that_the_log_would_refuse_fails_in_its_transaction(
    engine: Engine, clock: FixedClock
) -> None:
    box = Outbox("o", clock, 20_000)
    long = acknowledgement(delivery(1, "x" * 5_000))
    with pytest.raises(RecordTooLargeError, match="DEADWAX_MAX_RECORD_BYTES"), engine.begin() as connection:
        box.add(connection, [acknowledgement(delivery(2)), long])
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == 0


def test_sent_rows_are_purged_when_they_are_old(
    engine: Engine, relay: OutboxRelay, clock: FixedClock
) -> None:
    put(engine, clock, 3)
    relay.relay()
    put(engine, clock, 1)
    clock.advance(60)
    with engine.begin() as connection:
        assert purge_sent(connection, clock.now() - timedelta(seconds=61), 100) == 0
        assert purge_sent(connection, clock.now() - timedelta(seconds=59), 2) == 2
        assert purge_sent(connection, clock.now() - timedelta(seconds=59), 2) == 1
    assert relay.backlog() == 1
