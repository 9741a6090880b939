"""What the log holds."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TopicPartition:
    """One partition of a topic; records within it have an order."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the log holds it. ``offset`` grows within a partition; it may leave gaps."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: Mapping[str, str]

    @property
    def place(self) -> TopicPartition:
        """The partition that the record stands in."""
        return TopicPartition(self.topic, self.partition)
