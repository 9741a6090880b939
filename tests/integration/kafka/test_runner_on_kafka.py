"""The runner on a real broker: long work, crashes of the broker, members that come and go."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from contracts.delivery import Delivery
from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, Topic
from runtime.log.kafka import KafkaLog
from runtime.stages.runner import StageRunner
from runtime.telemetry.metrics import Metrics
from tests.integration.kafka.broker import Broker, missing
from tests.runtime.stages import harness
from tests.runtime.stages.harness import Accept, applied, delivery, publish
from tests.services import absent

pytestmark = [pytest.mark.kafka, pytest.mark.network]
PATIENCE_S = 240


class Deliveries(Accept):
    """Accepts from a topic and in a group of its own, as the tests share a broker."""

    def __init__(self, topic: str, prepare: Callable[[Delivery], str] = lambda _: "") -> None:
        super().__init__(prepare, name=f"accept.{topic}")
        self._topic = topic

    @property
    def source(self) -> Topic[Delivery]:
        return Topic(self._topic, Delivery)


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    """A broker of this module's own, which may be killed."""
    why = missing()
    if why is not None:
        absent("kafka", why)
    try:
        made = Broker()
    except RuntimeError as error:
        absent("kafka", str(error))
    yield made
    made.close()


@pytest.fixture
def topic() -> str:
    return f"{DELIVERIES.name}.{uuid.uuid4().hex}"


class Worker:
    """A runner on a thread of its own."""

    def __init__(self, stage: Accept, log: KafkaLog, engine: Engine, home: Path, **changes: object) -> None:
        self.metrics = Metrics()
        self._stop = threading.Event()
        self._errors: list[BaseException] = []
        self.runner = StageRunner(stage, log, engine, harness.settings(home, **changes), self.metrics)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.runner.run(self._stop)
        except BaseException as error:  # noqa: BLE001 - told by stop()
            self._errors.append(error)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(60)
        assert not self._thread.is_alive()
        assert self._errors == []


@pytest.fixture
def log(broker: Broker, tmp_path: Path) -> KafkaLog:
    return KafkaLog(
        harness.settings(
            tmp_path,
            log="kafka",
            kafka_bootstrap=broker.bootstrap,
            log_partitions=3,
            kafka_session_timeout_s=6,
            kafka_max_poll_interval_s=6.5,
        )
    )


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def acknowledged(log: KafkaLog, count: int) -> Counter[str]:
    """Acknowledgements by id, once at least ``count`` different ones are there."""
    consumer = log.consumer(uuid.uuid4().hex, [ACKNOWLEDGEMENTS.name])
    found: Counter[str] = Counter()
    deadline = time.monotonic() + PATIENCE_S
    while len(found) < count and time.monotonic() < deadline:
        found.update(record.headers["ce_id"] for record in consumer.poll(0.5, 500))
    consumer.close()
    return found


def committed_lag(log: KafkaLog, stage: Accept) -> int:
    consumer = log.consumer(f"deadwax.{stage.name}", [stage.source.name])
    wait_for(lambda: consumer.poll(0.1, 1) is not None and bool(consumer.assignment()))
    lag = sum(consumer.lag().values())
    consumer.close()
    return lag


def test_a_topic_is_drained(log: KafkaLog, sqlite_engine: Engine, tmp_path: Path, topic: str) -> None:
    harness.metadata.create_all(sqlite_engine)
    publish(log, [delivery(n, "drain") for n in range(40)], topic)
    stage = Deliveries(topic)
    summary = StageRunner(stage, log, sqlite_engine, harness.settings(tmp_path), Metrics()).drain()
    assert (summary.applied, summary.dead, summary.sent) == (40, 0, 40)
    assert committed_lag(log, stage) == 0
    expected = {f"acknowledgement-drain{n:05}" for n in range(40)}
    assert expected <= acknowledged(log, 40).keys()


def test_work_longer_than_the_poll_interval_costs_no_partition(
    log: KafkaLog, sqlite_engine: Engine, tmp_path: Path, topic: str
) -> None:
    harness.metadata.create_all(sqlite_engine)

    def listen(_: Delivery) -> str:
        time.sleep(9)
        return ""

    publish(log, [delivery(n, "long") for n in range(4)], topic)
    stage = Deliveries(topic, listen)
    worker = Worker(stage, log, sqlite_engine, tmp_path, max_in_flight=2, prepare_threads=2)
    wait_for(lambda: len(applied(sqlite_engine)) == 4)
    worker.stop()
    assert sorted(stage.prepared) == [f"long{n:05}" for n in range(4)], "none was prepared twice"
    assert committed_lag(log, stage) == 0


def test_a_broker_that_is_killed_and_comes_back_costs_nothing(
    broker: Broker, log: KafkaLog, sqlite_engine: Engine, tmp_path: Path, topic: str
) -> None:
    harness.metadata.create_all(sqlite_engine)

    def slow(_: Delivery) -> str:
        time.sleep(0.05)
        return ""

    publish(log, [delivery(n, "killed") for n in range(150)], topic)
    stage = Deliveries(topic, slow)
    worker = Worker(stage, log, sqlite_engine, tmp_path)
    wait_for(lambda: len(applied(sqlite_engine)) > 20)
    broker.kill()
    assert len(applied(sqlite_engine)) < 150, "the broker must die while there is work"
    time.sleep(3)
    broker.start()
    wait_for(lambda: len(applied(sqlite_engine)) == 150)
    expected = {f"acknowledgement-killed{n:05}" for n in range(150)}
    wait_for(lambda: worker.runner.summary.sent >= 150)
    worker.stop()
    assert Counter(applied(sqlite_engine)).most_common(1)[0][1] == 1
    wait_for(lambda: expected <= acknowledged(log, 150).keys())
    assert committed_lag(log, stage) == 0


def test_members_that_come_and_go_apply_each_message_once(
    log: KafkaLog, sqlite_engine: Engine, tmp_path: Path, topic: str
) -> None:
    harness.metadata.create_all(sqlite_engine)

    def slow(_: Delivery) -> str:
        time.sleep(0.05)
        return ""

    count = 100
    publish(log, [delivery(n, "shared") for n in range(count)], topic)
    stage = Deliveries(topic, slow)
    first = Worker(stage, log, sqlite_engine, tmp_path)
    wait_for(lambda: len(applied(sqlite_engine)) > 10)
    second = Worker(stage, log, sqlite_engine, tmp_path)
    deadline = time.monotonic() + PATIENCE_S
    while second.runner.summary.applied <= 5 and time.monotonic() < deadline:
        # The first must not run out of work before the second has joined, however long that takes.
        publish(log, [delivery(count + n, "shared") for n in range(20)], topic)
        count += 20
        time.sleep(0.3)
    first.stop()
    wait_for(lambda: len(applied(sqlite_engine)) >= count)
    second.stop()
    counts = Counter(applied(sqlite_engine))
    assert len(counts) == count
    assert set(counts.values()) == {1}
    assert second.runner.summary.applied > 5
    assert committed_lag(log, stage) == 0
