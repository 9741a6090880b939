"""The log on Apache Kafka, through kafka-python."""

from runtime.log.kafka.log import KafkaLog

__all__ = ["KafkaLog"]
