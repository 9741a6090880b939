"""What Kafka says is told in our words, and the settings reach the client."""

from pathlib import Path

import pytest
from kafka import errors

from runtime.errors import DeadwaxError, LogRefusedError, LogUnavailableError, PartitionLostError
from runtime.log.kafka.client import connection, translated
from runtime.log.kafka.log import KafkaLog
from runtime.settings import Settings
from tests.integration.kafka.certificates import Authority


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (errors.KafkaTimeoutError("slow"), LogUnavailableError),
        (errors.NoBrokersAvailable(), LogUnavailableError),
        (errors.NotLeaderForPartitionError(), LogUnavailableError),
        (ConnectionResetError("reset"), LogUnavailableError),
        (errors.CommitFailedError(), PartitionLostError),
        (errors.RebalanceInProgressError(), PartitionLostError),
        (errors.IllegalGenerationError(), PartitionLostError),
        (errors.TopicAuthorizationFailedError(), LogRefusedError),
        (errors.SaslAuthenticationFailedError("who?"), LogRefusedError),
    ],
)
def test_errors_are_named(raised: Exception, told: type[DeadwaxError]) -> None:
    with pytest.raises(told, match=type(raised).__name__), translated("Trying"):
        raise raised


def test_a_password_is_demanded_where_it_is_needed() -> None:
    with pytest.raises(LogRefusedError, match="DEADWAX_KAFKA_PASSWORD"):
        connection(Settings(kafka_security="SASL_SSL"))


def test_the_settings_reach_the_client(tmp_path: Path) -> None:
    authority = Authority(tmp_path, "authority")
    own = authority.sign("client")
    options = connection(
        Settings.model_validate(
            {
                "kafka_bootstrap": "a:1, b:2",
                "kafka_security": "SASL_SSL",
                "kafka_username": "u",
                "kafka_password": "p",
                "kafka_ca_file": authority.file,
                "kafka_cert_file": own.certificate,
                "kafka_key_file": own.key,
            }
        )
    )
    assert options["bootstrap_servers"] == ["a:1", "b:2"]
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("u", "p")
    context = options["ssl_context"]
    assert context.check_hostname
    assert [dict(part[0] for part in ca["subject"])["commonName"] for ca in context.get_ca_certs()] == [
        "authority"
    ]


def test_brokers_that_are_away_are_told_with_a_remedy() -> None:
    log = KafkaLog(Settings(log="kafka", kafka_bootstrap="127.0.0.1:1"))
    with pytest.raises(LogUnavailableError, match="DEADWAX_KAFKA_BOOTSTRAP"):
        log.create_topics(["t"])
