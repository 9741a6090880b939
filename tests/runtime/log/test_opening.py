"""The settings say which log is opened."""

from pathlib import Path

from runtime.log.embedded import EmbeddedLog
from runtime.log.kafka import KafkaLog
from runtime.log.opening import open_log
from runtime.settings import Settings


def test_the_embedded_log_lies_in_the_home_folder(tmp_path: Path) -> None:
    assert isinstance(open_log(Settings(home=tmp_path)), EmbeddedLog)
    assert (tmp_path / "log.sqlite3").exists()


def test_kafka_is_opened_without_asking_the_brokers_yet(tmp_path: Path) -> None:
    assert isinstance(open_log(Settings(home=tmp_path, log="kafka")), KafkaLog)
