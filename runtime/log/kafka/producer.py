"""Appends records to Kafka."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import Any

from kafka import KafkaProducer as Client
from kafka.errors import KafkaError

from runtime.errors import LogUnavailableError, RecordTooLargeError
from runtime.log.kafka.client import BATCH_OVERHEAD_BYTES, connection, translated
from runtime.settings import Settings

METADATA_MS = 30_000
DELIVERY_MS = 60_000
REQUEST_MS = 20_000
CLOSE_S = 5.0


class KafkaProducer:
    """Sends as it goes; ``flush`` waits until every replica in sync has everything.

    The client is idempotent: within its life a retry neither repeats nor reorders records.
    """

    def __init__(self, settings: Settings, ensure_topic: Callable[[str], None]) -> None:
        self._most = settings.max_record_bytes
        self._ensure_topic = ensure_topic
        self._lock = threading.Lock()
        self._sent: list[Any] = []
        with translated("Opening a producer"):
            self._client = Client(
                **connection(settings),
                metrics_enabled=False,
                acks="all",
                enable_idempotence=True,
                compression_type="gzip",
                linger_ms=5,
                max_request_size=settings.max_record_bytes + BATCH_OVERHEAD_BYTES,
                max_block_ms=METADATA_MS,
                request_timeout_ms=REQUEST_MS,
                delivery_timeout_ms=DELIVERY_MS,
                allow_auto_create_topics=False,
            )

    def append(self, topic: str, key: str, value: bytes, headers: Mapping[str, str]) -> None:
        """Take a record, durable after the next ``flush``."""
        encoded = [(name, text.encode()) for name, text in headers.items()]
        size = len(key.encode()) + len(value) + sum(len(name.encode()) + len(text) for name, text in encoded)
        if size > self._most:
            raise RecordTooLargeError(
                f"A record of {size} bytes for {topic} is larger than {self._most}.",
                remedy="Raise DEADWAX_MAX_RECORD_BYTES, or make the message smaller.",
            )
        self._ensure_topic(topic)
        with self._lock, translated(f"Appending to {topic}"):
            # Under the lock, so that the order of the calls is the order of the records.
            self._sent.append(self._client.send(topic, value=value, key=key.encode(), headers=encoded))

    def flush(self, timeout_s: float) -> None:
        """Wait until everything appended so far is on every replica in sync."""
        with self._lock:
            sent, self._sent = self._sent, []
        with translated("Flushing"):
            self._client.flush(timeout_s)
        waiting = sum(not future.is_done for future in sent)
        if waiting:
            raise LogUnavailableError(f"{waiting} of {len(sent)} records were not acknowledged in time.")
        failed = [future.exception for future in sent if future.failed()]
        if failed:
            with translated(f"Flushing: {len(failed)} of {len(sent)} records failed"):
                raise failed[0]

    def close(self) -> None:
        """Close the client; what was not flushed may be lost."""
        # Closing flushes first, which fails where the brokers are away.
        with contextlib.suppress(KafkaError, OSError):
            self._client.close(CLOSE_S)
