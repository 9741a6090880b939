"""Opens the log that the settings name."""

from runtime.log.embedded import EmbeddedLog
from runtime.log.port import Log
from runtime.settings import Settings


def open_log(settings: Settings) -> Log:
    """The embedded log under ``settings.home``, or Kafka."""
    if settings.log == "kafka":
        from runtime.log.kafka import KafkaLog  # noqa: PLC0415 - one machine needs no Kafka client

        return KafkaLog(settings)
    return EmbeddedLog(
        settings.log_path,
        partitions=settings.log_partitions,
        lease_s=settings.log_lease_s,
        max_record_bytes=settings.max_record_bytes,
    )
