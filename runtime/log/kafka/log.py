"""The log on Kafka."""

import threading
from collections.abc import Callable, Collection, Sequence

from runtime.log.kafka.consumer import KafkaConsumer
from runtime.log.kafka.producer import KafkaProducer
from runtime.log.kafka.topics import create_topics
from runtime.settings import Settings


class KafkaLog:
    """A log on the brokers that the settings name.

    Topics that are missing are made with ``log_partitions`` partitions and ``kafka_replication``
    copies; those that exist stay as they are.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._known: set[str] = set()

    def create_topics(self, topics: Collection[str]) -> None:
        """Make the topics that do not exist yet."""
        with self._lock:
            unknown = set(topics) - self._known
            if unknown:
                create_topics(self._settings, unknown)
                self._known |= unknown

    def producer(self) -> KafkaProducer:
        """Make a producer."""
        return KafkaProducer(self._settings, lambda topic: self.create_topics([topic]))

    def consumer(
        self, group: str, topics: Sequence[str], before_release: Callable[[], None] | None = None
    ) -> KafkaConsumer:
        """Make a consumer, a member of ``group`` from its first ``poll`` on."""
        self.create_topics(topics)
        return KafkaConsumer(self._settings, group, topics, before_release)

    def close(self) -> None:
        """Nothing is held open by the log itself."""
