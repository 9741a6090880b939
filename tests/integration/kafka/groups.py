"""What a group of consumers has committed, also while the brokers choose who keeps its books."""

import time

from kafka.admin import KafkaAdminClient
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    NotCoordinatorError,
)
from kafka.structs import OffsetAndMetadata, TopicPartition

PATIENCE_S = 60.0


def committed(bootstrap: str, group: str) -> dict[TopicPartition, OffsetAndMetadata]:
    """The offsets that ``group`` committed. Raises the broker's error where it lasts for a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        # Anew each time: a client keeps the coordinator that it once found.
        admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
        try:
            found: dict[TopicPartition, OffsetAndMetadata] = admin.list_consumer_group_offsets(group)
        except (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return found
        finally:
            admin.close()
