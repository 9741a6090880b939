"""The log on a real Kafka broker keeps the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.log.kafka import KafkaLog
from runtime.settings import Settings
from tests.runtime.log.contract import PARTITIONS, LogContract


@pytest.fixture
def log(kafka_bootstrap: str, tmp_path: Path) -> Iterator[KafkaLog]:
    settings = Settings(
        home=tmp_path,
        log="kafka",
        kafka_bootstrap=kafka_bootstrap,
        log_partitions=PARTITIONS,
        kafka_session_timeout_s=6,
    )
    made = KafkaLog(settings)
    yield made
    made.close()


@pytest.mark.kafka
class TestKafkaLog(LogContract):
    """The contract."""
