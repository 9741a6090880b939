"""The log on a real Kafka broker keeps the contract."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kafka import KafkaProducer
from kafka import TopicPartition as Place
from kafka.admin import KafkaAdminClient

from runtime.log.kafka import KafkaLog
from runtime.settings import Settings
from tests.runtime.log.contract import PARTITIONS, LogContract, Reader, append


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

    def test_records_that_expired_unread_are_counted(
        self, log: KafkaLog, topic: str, consume: Callable[..., Reader], kafka_bootstrap: str
    ) -> None:
        append(log, topic, 10, key="k")
        first = consume()
        place = first.read(3)[0].place
        first.consumer.commit({place: first.records[2].offset + 1})
        first.consumer.close()
        admin = KafkaAdminClient(bootstrap_servers=kafka_bootstrap)
        admin.delete_records({Place(topic, place.partition): 8})
        admin.close()
        again = consume()
        assert [record.offset for record in again.read(2)] == [8, 9]
        assert again.consumer.expired() == {place: 5}
        assert again.consumer.expired() == {}

    def test_a_record_of_a_worker_whose_clock_is_wrong_is_taken(
        self, log: KafkaLog, topic: str, consume: Callable[..., Reader], kafka_bootstrap: str
    ) -> None:
        log.create_topics([topic])
        client = KafkaProducer(bootstrap_servers=kafka_bootstrap)
        tomorrow_ms = int((time.time() + 100_000) * 1000)
        client.send(topic, b"early", timestamp_ms=tomorrow_ms).get(timeout=60)
        client.close()
        assert [record.value for record in consume().read(1)] == [b"early"]
