"""The process that the fault tests kill: one small stage on the embedded log."""

import logging
import os
import random
import signal
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Connection, event

from contracts.delivery import Delivery
from runtime.database import engine as database
from runtime.errors import PoisonError, RetryableError
from runtime.log.embedded import EmbeddedLog
from runtime.log.port import Consumer, Producer
from runtime.log.record import Record, TopicPartition
from runtime.stages.runner import StageRunner
from runtime.stages.summary import StageSummary
from runtime.telemetry.metrics import Metrics
from tests.runtime.stages.harness import Accept, settings

PARTITIONS = 3
POISON = "poison"
FLAKY = "flaky"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a test's log and database are."""

    home: Path
    database_url: str

    def log(self) -> EmbeddedLog:
        return EmbeddedLog(self.home / "log.sqlite3", partitions=PARTITIONS)


def stage(delay_s: float) -> Accept:
    """Accepts deliveries; those called poison never, those called flaky at the second attempt."""
    seen: set[str] = set()

    def prepare(message: Delivery) -> str:
        time.sleep(random.uniform(0, delay_s))
        if message.delivery_id.startswith(POISON):
            raise PoisonError(f"{message.delivery_id} is broken.")
        if message.delivery_id.startswith(FLAKY) and message.delivery_id not in seen:
            seen.add(message.delivery_id)
            raise RetryableError(f"{message.delivery_id} must wait.")
        return "prepared"

    return Accept(prepare)


def drain(place: Place, delay_s: float = 0.0, most_in_flight: int = 8) -> StageSummary:
    """Run the stage until nothing waits."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    engine = database.create(place.database_url)
    chosen = settings(place.home, max_in_flight=most_in_flight, max_consecutive_dead=1000)
    try:
        return StageRunner(stage(delay_s), place.log(), engine, chosen, Metrics()).drain()
    finally:
        engine.dispose()


class Fuse:
    """Ends this process with SIGKILL when it is passed for the ``at``-th time."""

    def __init__(self, at: int) -> None:
        self._left = at

    def pass_by(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedProducer:
    """A producer with a fuse before and after everything it does."""

    def __init__(self, inner: Producer, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        self._inner.append(topic, key, value, headers)

    def flush(self, timeout_s: float) -> None:
        self._fuse.pass_by()
        self._inner.flush(timeout_s)
        self._fuse.pass_by()

    def close(self) -> None:
        self._inner.close()


class FusedConsumer:
    """A consumer with a fuse before and after its commits and after polls that gave records."""

    def __init__(self, inner: Consumer, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def poll(self, timeout_s: float, max_records: int) -> Sequence[Record]:
        records = self._inner.poll(timeout_s, max_records)
        if records:
            self._fuse.pass_by()
        return records

    def commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        self._fuse.pass_by()
        self._inner.commit(next_offsets)
        self._fuse.pass_by()

    def pause(self, partitions: Collection[TopicPartition]) -> None:
        self._inner.pause(partitions)

    def resume(self, partitions: Collection[TopicPartition]) -> None:
        self._inner.resume(partitions)

    def assignment(self) -> frozenset[TopicPartition]:
        return self._inner.assignment()

    def epoch(self) -> int:
        return self._inner.epoch()

    def lag(self) -> Mapping[TopicPartition, int]:
        return self._inner.lag()

    def expired(self) -> Mapping[TopicPartition, int]:
        return self._inner.expired()

    def close(self) -> None:
        self._inner.close()


class FusedLog:
    """The embedded log, fused."""

    def __init__(self, inner: EmbeddedLog, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def create_topics(self, topics: Collection[str]) -> None:
        self._inner.create_topics(topics)

    def producer(self) -> FusedProducer:
        return FusedProducer(self._inner.producer(), self._fuse)

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> FusedConsumer:
        return FusedConsumer(self._inner.consumer(group, topics, before_release), self._fuse)

    def close(self) -> None:
        self._inner.close()


def drain_with_fuse(place: Place, at: int) -> None:
    """Run the stage until nothing waits, or until the fuse has been passed ``at`` times.

    The fuse lies around every commit of the database, every write to the log and inside the stage.
    Exits with 0 where it never blew.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    fuse = Fuse(at)
    engine = database.create(place.database_url)
    event.listen(engine, "begin", _passing(fuse))
    event.listen(engine, "commit", _passing(fuse))

    def prepare(_: Delivery) -> str:
        time.sleep(0.005)  # so that the runner polls and commits while work is in hand
        return ""

    accept = Accept(prepare, apply=lambda _: fuse.pass_by())
    chosen = settings(place.home, prepare_threads=1)
    StageRunner(accept, FusedLog(place.log(), fuse), engine, chosen, Metrics()).drain()
    engine.dispose()


def _passing(fuse: Fuse) -> Callable[[Connection], None]:
    return lambda _connection: fuse.pass_by()
