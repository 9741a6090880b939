"""Counts what a stage does, for its summary and for the metrics alike."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from runtime.log.record import TopicPartition
from runtime.stages.summary import StageSummary
from runtime.telemetry.metrics import Metrics


class Tally:
    """The counts of one stage. May be read from any thread."""

    def __init__(self, stage: str, metrics: Metrics) -> None:
        self._stage = stage
        self._metrics = metrics
        self._lock = threading.Lock()
        self._summary = StageSummary(stage)

    @property
    def summary(self) -> StageSummary:
        """The counts so far."""
        with self._lock:
            return self._summary

    def read(self, count: int) -> None:
        """``count`` records came from the log."""
        self._add(read=count)
        self._metrics.read.labels(self._stage).inc(count)

    def applied(self) -> None:
        """A message's effect was committed."""
        self._add(applied=1)
        self._metrics.applied.labels(self._stage).inc()

    def skipped(self) -> None:
        """A message had ended before."""
        self._add(skipped=1)
        self._metrics.skipped.labels(self._stage).inc()

    def dead(self, code: str) -> None:
        """A message became a dead letter."""
        self._add(dead=1)
        self._metrics.dead.labels(self._stage, code).inc()

    def retry(self, code: str) -> None:
        """An attempt failed and will be made again."""
        self._add(retries=1)
        self._metrics.retries.labels(self._stage, code).inc()

    def sent(self, topics: Mapping[str, int]) -> None:
        """The outbox gave messages to the log."""
        self._add(sent=sum(topics.values()))
        for topic, count in topics.items():
            self._metrics.sent.labels(self._stage, topic).inc(count)

    def rebalanced(self) -> None:
        """The stage's partitions changed."""
        self._metrics.rebalances.labels(self._stage).inc()

    def log_error(self, operation: str) -> None:
        """The log could not be used."""
        self._metrics.log_errors.labels(self._stage, operation).inc()

    def expired(self, count: int) -> None:
        """The log deleted ``count`` records before they were read."""
        self._metrics.expired.labels(self._stage).inc(count)

    def took(self, step: str, seconds: float) -> None:
        """One step of a message took ``seconds``."""
        self._metrics.seconds.labels(self._stage, step).observe(seconds)

    def in_flight(self, count: int) -> None:
        """``count`` messages are in hand."""
        self._metrics.in_flight.labels(self._stage).set(count)

    def lag(self, lag: Mapping[TopicPartition, int]) -> None:
        """The offsets that wait, by partition."""
        self._metrics.lag(self._stage, lag)

    def _add(self, **counts: int) -> None:
        with self._lock:
            sums = {name: getattr(self._summary, name) + count for name, count in counts.items()}
            self._summary = replace(self._summary, **sums)
