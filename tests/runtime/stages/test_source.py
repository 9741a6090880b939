"""A log that fails is opened anew, and what was in hand comes again."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import pytest

from contracts.topics import DELIVERIES
from runtime.errors import LogUnavailableError
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.stages.backoff import Backoff
from runtime.stages.runner import StageRunner
from runtime.stages.source import Source
from runtime.stages.tally import Tally
from runtime.telemetry.metrics import Metrics
from tests.runtime.stages.harness import Accept, delivery, publish


class ShakyLog:
    """The embedded log; the named calls of its consumers fail as often as told."""

    def __init__(self, inner: EmbeddedLog) -> None:
        self._inner = inner
        self.failures: dict[str, int] = {}
        self.opened = 0

    def create_topics(self, topics: Collection[str]) -> None:
        self._inner.create_topics(topics)

    def producer(self) -> Any:
        self.fail("producer")
        return self._inner.producer()

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> Any:
        self.fail("consumer")
        self.opened += 1
        return ShakyConsumer(self._inner.consumer(group, topics, before_release), self)

    def close(self) -> None:
        self._inner.close()

    def fail(self, name: str) -> None:
        if self.failures.get(name, 0):
            self.failures[name] -= 1
            raise LogUnavailableError(f"{name} failed.")


class ShakyConsumer:
    """Fails where its log says so."""

    def __init__(self, inner: Any, log: ShakyLog) -> None:
        self._inner = inner
        self._log = log

    def __getattr__(self, name: str) -> Any:
        if name in ("poll", "commit", "lag"):
            self._log.fail(name)
        return getattr(self._inner, name)


@pytest.fixture
def shaky(log: EmbeddedLog) -> ShakyLog:
    publish(log, [delivery(n) for n in range(6)])
    return ShakyLog(log)


@pytest.fixture
def source(shaky: ShakyLog) -> Iterator[Source]:
    made = Source(shaky, "g", DELIVERIES.name, Backoff(0.01, 0.02), Tally("s", Metrics()))
    yield made
    made.close()


def take(source: Source, count: int) -> list[Record]:
    found: list[Record] = []
    for _ in range(200):
        intake = source.poll(0.05, count - len(found))
        if intake.changed:
            found = []
        found += intake.records
        if len(found) == count:
            return found
    pytest.fail(f"{len(found)} of {count} records came")


def test_a_failing_poll_is_answered_by_a_new_consumer(source: Source, shaky: ShakyLog) -> None:
    first = take(source, 6)
    for record in first[:3]:
        source.finish(record)
    source.commit()
    shaky.failures = {"poll": 2, "consumer": 1}
    assert source.poll(0, 1).changed
    again = take(source, 3)
    assert {(r.partition, r.offset) for r in again} == {(r.partition, r.offset) for r in first[3:]}
    assert shaky.opened == 3


def test_a_failing_commit_is_made_good(source: Source, shaky: ShakyLog) -> None:
    for record in take(source, 6):
        source.finish(record)
    shaky.failures = {"commit": 2}
    for _ in range(20):
        source.commit()
        source.poll(0.02, 1)
    lag = source.lag()
    assert lag is not None
    assert sum(lag.values()) == 0


def test_a_lag_that_is_not_known_is_no_number(source: Source, shaky: ShakyLog) -> None:
    assert source.lag() is None
    take(source, 6)
    shaky.failures = {"lag": 1}
    assert source.lag() is None
    lag = source.lag()
    assert lag is not None
    assert sum(lag.values()) == 6


def test_without_room_nothing_is_taken(source: Source) -> None:
    take(source, 2)
    for _ in range(3):
        assert list(source.poll(0.02, 0).records) == []
    assert len(take(source, 4)) == 4


def test_a_log_that_is_away_when_the_stage_starts_is_waited_for(
    shaky: ShakyLog, make_runner: Callable[..., StageRunner[Any, Any]]
) -> None:
    runner = make_runner(Accept())
    runner._log = shaky
    shaky.failures = {"consumer": 3, "producer": 3}
    assert runner.drain().sent == 6
    assert shaky.failures == {"consumer": 0, "producer": 0}
