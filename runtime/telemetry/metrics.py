"""What is counted and timed."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from runtime.log.record import TopicPartition

SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """The stages' metrics, in a registry of their own. Every one carries the label ``stage``."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.read = self._counter("records_read", "Records read from the log")
        self.applied = self._counter("messages_applied", "Messages whose effect was committed")
        self.skipped = self._counter("messages_skipped", "Messages skipped because they had ended before")
        self.sent = self._counter("messages_sent", "Messages that the outbox gave to the log", "topic")
        self.dead = self._counter("dead_letters", "Messages that could not be processed", "code")
        self.retries = self._counter("retries", "Attempts that failed and are made again", "code")
        self.rebalances = self._counter("rebalances", "Times the stage's partitions changed")
        self.log_errors = self._counter("log_errors", "Times the log could not be used", "operation")
        self.seconds = Histogram(
            "deadwax_stage_seconds",
            "Time that one step of a message took",
            ("stage", "step"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge("deadwax_in_flight", "Messages in hand", ("stage",), registry=self.registry)
        self._lag = Gauge(
            "deadwax_lag",
            "Offsets between the committed one and the end of the partition",
            ("stage", "topic", "partition"),
            registry=self.registry,
        )

    def lag(self, stage: str, lag: Mapping[TopicPartition, int]) -> None:
        """Set the lag of the partitions that ``stage`` holds; forget those that it lost."""
        self._lag.remove_by_labels({"stage": stage})
        for place, count in lag.items():
            self._lag.labels(stage, place.topic, place.partition).set(count)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"deadwax_{name}", text, ("stage", *labels), registry=self.registry)
