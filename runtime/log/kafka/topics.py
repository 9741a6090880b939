"""Makes topics on Kafka."""

from collections.abc import Collection
from typing import Any

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaConnectionError, NoError, TopicAlreadyExistsError, for_code

from runtime.errors import LogRefusedError, LogUnavailableError
from runtime.log.kafka.client import BATCH_OVERHEAD_BYTES, connection, translated
from runtime.settings import Settings

TIMEOUT_MS = 30_000
ATTEMPTS = 3


def create_topics(settings: Settings, topics: Collection[str]) -> None:
    """Make those of ``topics`` that do not exist, as the settings say. Raises like every log call.

    The admin client gives up when one connection breaks, which a busy broker's do; the other clients
    connect again by themselves. Topics that were made before the connection broke are found the next time.
    """
    with translated("Making topics"):
        for left in reversed(range(ATTEMPTS)):
            try:
                _create(settings, topics)
            except KafkaConnectionError:
                if not left:
                    raise
            else:
                return


def _create(settings: Settings, topics: Collection[str]) -> None:
    admin = KafkaAdminClient(**connection(settings))
    try:
        missing = sorted(set(topics) - set(admin.list_topics()))
        if missing:
            new = [_topic(name, settings) for name in missing]
            _check(admin.create_topics(new, timeout_ms=TIMEOUT_MS))
    finally:
        admin.close()


def _topic(name: str, settings: Settings) -> NewTopic:
    options = {
        "max.message.bytes": str(settings.max_record_bytes + BATCH_OVERHEAD_BYTES),
        "retention.ms": str(int(settings.kafka_retention_days * 86_400_000)),
        # The broker's time: it refuses records of a worker whose clock is more than an hour ahead.
        "message.timestamp.type": "LogAppendTime",
        # One broker may fail without a write being refused, and no write counts that one alone has.
        "min.insync.replicas": str(max(1, settings.kafka_replication - 1)),
    }
    return NewTopic(name, settings.log_partitions, settings.kafka_replication, topic_configs=options)


def _check(response: Any) -> None:
    for name, code, *text in response.topic_errors:
        kind = for_code(code)
        if kind in (NoError, TopicAlreadyExistsError):
            continue
        told = f"The topic {name} could not be made: {kind.__name__} {' '.join(t for t in text if t)}".strip()
        if kind.retriable:
            raise LogUnavailableError(f"{told}.")
        raise LogRefusedError(
            f"{told}.", remedy="Make the topic by hand, or correct DEADWAX_KAFKA_REPLICATION."
        )
