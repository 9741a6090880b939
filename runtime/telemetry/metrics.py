"""What is counted and timed."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from runtime.log.record import TopicPartition

SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """The metrics of a process that runs stages, in a registry of their own."""

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
        self.expired = self._counter("records_expired", "Records that the log deleted before they were read")
        self.circuit = Gauge(
            "deadwax_circuit_open",
            "1 while a service does not answer and is left alone",
            ("service",),
            registry=self.registry,
        )
        self._find()
        self._tell()
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

    def _find(self) -> None:
        self.acknowledgements = self._found("acknowledgements", "Deliveries answered", "status")
        self.findings = self._found("findings", "Findings told to senders", "code", "severity")
        self.heard = self._found("heard", "Tracks listened to, by how it ended", "status")
        self.decisions = self._found("decisions", "Tracks decided", "action")

    def _tell(self) -> None:
        self.version = self._info("build", "The version of Deadwax", "version")
        self.policy = self._info("policy", "The policy that decides", "policy", "sha256")
        self.model = self._info("model", "A model that scores", "model", "version", "sha256")

    def _found(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"deadwax_{name}", text, labels, registry=self.registry)

    def _info(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"deadwax_{name}_info", f"{text}; always 1", labels, registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"deadwax_{name}", text, ("stage", *labels), registry=self.registry)
