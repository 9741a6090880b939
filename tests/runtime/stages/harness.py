"""A small stage that writes a ledger of its own, and what a test needs around it."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, func, insert, select

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.delivery import DeliveredFile, Delivery
from contracts.message import Message
from contracts.topics import DELIVERIES, Topic
from runtime.codec import encode
from runtime.log.port import Log
from runtime.log.record import Record
from runtime.settings import Settings

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

metadata = MetaData()
effects = Table(
    "test_effects",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", String, nullable=False),
    Column("note", String, nullable=False),
)
"""No unique key on purpose: an effect that is applied twice shows as two rows."""


def delivery(number: int, key: str = "") -> Delivery:
    file = DeliveredFile(name="m.xml", location="file:///m.xml", size=1, sha256="0" * 64)
    return Delivery(delivery_id=f"{key}{number:05}", folder="f", message=file, received_at=AT)


def acknowledgement(message: Delivery) -> Acknowledgement:
    return Acknowledgement(
        delivery_id=message.delivery_id, status=AcknowledgementStatus.ACCEPTED, received_at=AT
    )


class Accept:
    """Reads deliveries, writes one row for each, answers with an acknowledgement."""

    def __init__(
        self,
        prepare: Callable[[Delivery], str] = lambda _: "",
        apply: Callable[[Delivery], None] = lambda _: None,
        name: str = "accept",
    ) -> None:
        self._prepare = prepare
        self._apply = apply
        self.name = name
        self.prepared: list[str] = []
        self.appliers: set[int] = set()

    @property
    def source(self) -> Topic[Delivery]:
        return DELIVERIES

    def prepare(self, message: Delivery) -> str:
        self.prepared.append(message.delivery_id)
        return self._prepare(message)

    def apply(self, message: Delivery, prepared: str, connection: Connection) -> Sequence[Message]:
        self.appliers.add(threading.get_ident())
        connection.execute(insert(effects).values(delivery_id=message.delivery_id, note=prepared))
        self._apply(message)
        return [acknowledgement(message)]


def publish(log: Log, messages: Sequence[Message], topic: str = DELIVERIES.name) -> None:
    producer = log.producer()
    for message in messages:
        producer.append(topic, *encode(message))
    producer.flush(30)
    producer.close()


def publish_bytes(log: Log, value: bytes, topic: str = DELIVERIES.name, key: str = "k") -> None:
    producer = log.producer()
    producer.append(topic, key, value, {})
    producer.flush(30)
    producer.close()


def applied(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = select(effects.c.delivery_id).order_by(effects.c.id)
        return list(connection.execute(query).scalars())


def twice_applied(engine: Engine) -> list[str]:
    query = select(effects.c.delivery_id).group_by(effects.c.delivery_id).having(func.count() > 1)
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())


def settings(home: Path, **changes: object) -> Settings:
    quick = {"home": home, "backoff_s": 0.01, "backoff_max_s": 0.05, "max_attempts": 3, "stop_grace_s": 5.0}
    return Settings.model_validate({**quick, **changes})


def records(log: Log, topic: str) -> list[Record]:
    consumer = log.consumer("test.reader." + topic, [topic])
    found: list[Record] = []
    while batch := consumer.poll(0.1, 1000):
        found += batch
    consumer.close()
    return found


def committed_lag(log: Log, group: str) -> int:
    consumer = log.consumer(group, [DELIVERIES.name])
    consumer.poll(0, 1)
    lag = sum(consumer.lag().values())
    consumer.close()
    return lag


def publish_in_order(log: Log, count: int) -> None:
    """Publish deliveries into one partition."""
    producer = log.producer()
    for number in range(count):
        message = delivery(number)
        producer.append(DELIVERIES.name, "one key", message.model_dump_json().encode(), {})
    producer.flush(10)
    producer.close()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
