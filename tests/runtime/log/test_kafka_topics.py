"""Topics are made although a connection breaks, and not for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.errors import LogUnavailableError
from runtime.log.kafka import KafkaLog
from runtime.settings import Settings
from tests.integration.kafka.broker import Broker, free_port, missing
from tests.integration.kafka.gate import Gate
from tests.services import absent

pytestmark = [pytest.mark.kafka, pytest.mark.network]

BEHIND = """
listeners=PLAINTEXT://127.0.0.1:{port},GATED://127.0.0.1:{gated},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},GATED://127.0.0.1:{gate}
controller.quorum.voters=1@127.0.0.1:{controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,GATED:PLAINTEXT,CONTROLLER:PLAINTEXT
"""


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    """The gate to a broker that sends all its clients through it."""
    why = missing()
    if why is not None:
        absent("kafka", why)
    port, gated = free_port(), free_port()
    with Gate(gated) as gate:
        properties = BEHIND.format(port=port, gated=gated, controller=free_port(), gate=gate.port)
        broker = Broker(properties, port=port)
        yield gate
        broker.close()


def log(gate: Gate, home: Path) -> KafkaLog:
    return KafkaLog(Settings(home=home, log="kafka", kafka_bootstrap=f"127.0.0.1:{gate.port}"))


def test_one_broken_connection_does_not_keep_a_topic_from_being_made(gate: Gate, tmp_path: Path) -> None:
    gate.breaks = [False, True]  # The first asks who is there; the second would make the topic.
    log(gate, tmp_path).create_topics(["made"])
    assert gate.breaks == []
    log(gate, tmp_path).create_topics(["made"])


def test_a_broker_that_breaks_connection_after_connection_is_told(gate: Gate, tmp_path: Path) -> None:
    gate.breaks = [False, True] * 3
    with pytest.raises(LogUnavailableError, match="DEADWAX_KAFKA_BOOTSTRAP"):
        log(gate, tmp_path).create_topics(["never"])
    assert gate.breaks == []
