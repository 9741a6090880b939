"""TLS and passwords against a real broker that takes nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.errors import LogRefusedError, LogUnavailableError
from runtime.log.kafka import KafkaLog
from runtime.settings import Settings
from tests.integration.kafka.broker import Broker, free_port, missing
from tests.integration.kafka.certificates import Authority, Certificate
from tests.runtime.log.contract import Reader
from tests.services import absent

pytestmark = [pytest.mark.kafka, pytest.mark.network]

USER, PASSWORD = "deadwax", "correct horse"

SECURE = """
listeners=INTERNAL://127.0.0.1:{internal},CONTROLLER://127.0.0.1:{controller},\
PASSWORD://127.0.0.1:{password},MUTUAL://127.0.0.1:{mutual}
advertised.listeners=INTERNAL://127.0.0.1:{internal},PASSWORD://127.0.0.1:{password},\
MUTUAL://127.0.0.1:{mutual}
controller.quorum.voters=1@127.0.0.1:{controller}
listener.security.protocol.map=INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,PASSWORD:SASL_SSL,MUTUAL:SSL
inter.broker.listener.name=INTERNAL
sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256,PLAIN
listener.name.password.sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256,PLAIN
listener.name.password.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.password.scram-sha-256.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.password.plain.sasl.jaas.config=\
org.apache.kafka.common.security.plain.PlainLoginModule required user_{user}="{secret}";
listener.name.mutual.ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location={keystore}
ssl.truststore.type=PEM
ssl.truststore.location={truststore}
"""


class Secured:
    """A broker that takes no one without TLS and a password, or a certificate."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder, "authority")
        self.stranger = Authority(folder, "stranger")
        self.client = self.authority.sign("client")
        self.password, self.mutual = free_port(), free_port()
        self.internal = free_port()
        properties = SECURE.format(
            internal=self.internal,
            controller=free_port(),
            password=self.password,
            mutual=self.mutual,
            keystore=self.authority.sign("broker").both,
            truststore=self.authority.file,
            user=USER,
            secret=PASSWORD,
        )
        users = [f"SCRAM-SHA-{n}=[name={USER},password={PASSWORD}]" for n in (256, 512)]
        self.broker = Broker(
            properties, [part for user in users for part in ("--add-scram", user)], port=self.internal
        )


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    why = missing()
    if why is not None:
        absent("kafka", why)
    made = Secured(tmp_path_factory.mktemp("secured"))
    yield made
    made.broker.close()


def by_password(secured: Secured, home: Path, **changes: object) -> Settings:
    return Settings.model_validate(
        {
            "home": home,
            "log": "kafka",
            "kafka_bootstrap": f"127.0.0.1:{secured.password}",
            "kafka_security": "SASL_SSL",
            "kafka_ca_file": secured.authority.file,
            "kafka_username": USER,
            "kafka_password": PASSWORD,
            "kafka_session_timeout_s": 6,
            "log_partitions": 1,
            **changes,
        }
    )


def by_certificate(secured: Secured, home: Path, own: Certificate | None) -> Settings:
    return Settings.model_validate(
        {
            "home": home,
            "log": "kafka",
            "kafka_bootstrap": f"127.0.0.1:{secured.mutual}",
            "kafka_security": "SSL",
            "kafka_ca_file": secured.authority.file,
            "kafka_cert_file": own.certificate if own else None,
            "kafka_key_file": own.key if own else None,
            "log_partitions": 1,
        }
    )


def there_and_back(settings: Settings, topic: str) -> None:
    log = KafkaLog(settings)
    producer = log.producer()
    producer.append(topic, "k", b"secret", {"h": "v"})
    producer.flush(60)
    producer.close()
    reader = Reader(log.consumer(f"{topic}.group", [topic]))
    (record,) = reader.read(1)
    reader.consumer.commit(reader.done())
    reader.consumer.close()
    assert record.value == b"secret"


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"])
def test_with_tls_and_a_password(secured: Secured, tmp_path: Path, mechanism: str) -> None:
    there_and_back(by_password(secured, tmp_path, kafka_sasl_mechanism=mechanism), f"by-{mechanism}")


def test_with_a_certificate_of_its_own(secured: Secured, tmp_path: Path) -> None:
    there_and_back(by_certificate(secured, tmp_path, secured.client), "by-certificate")


def test_a_wrong_password_is_refused_for_good(secured: Secured, tmp_path: Path) -> None:
    with pytest.raises(LogRefusedError, match="DEADWAX_KAFKA"):
        KafkaLog(by_password(secured, tmp_path, kafka_password="wrong")).create_topics(["t"])


def test_a_broker_that_the_authority_did_not_sign_gets_no_password(secured: Secured, tmp_path: Path) -> None:
    settings = by_password(secured, tmp_path, kafka_ca_file=secured.stranger.file)
    with pytest.raises((LogRefusedError, LogUnavailableError)):
        KafkaLog(settings).create_topics(["t"])


def test_without_a_certificate_of_its_own_nobody_enters(secured: Secured, tmp_path: Path) -> None:
    with pytest.raises((LogRefusedError, LogUnavailableError)):
        KafkaLog(by_certificate(secured, tmp_path, None)).create_topics(["t"])


def test_certificates_that_cannot_be_read_are_told_with_the_setting(secured: Secured, tmp_path: Path) -> None:
    settings = by_password(secured, tmp_path, kafka_ca_file=tmp_path / "nowhere.pem")
    with pytest.raises(LogRefusedError, match="DEADWAX_KAFKA_CA_FILE"):
        KafkaLog(settings).create_topics(["t"])
