"""The runner while PostgreSQL crashes and comes back."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from contracts.delivery import Delivery
from contracts.topics import ACKNOWLEDGEMENTS
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.log.embedded import EmbeddedLog
from runtime.stages.runner import StageRunner
from runtime.telemetry.metrics import Metrics
from tests.integration.postgresql.server import PrivateServer, private_server
from tests.runtime.stages import harness
from tests.runtime.stages.harness import Accept, applied, delivery, publish

COUNT = 150


@pytest.fixture
def server() -> Iterator[PrivateServer]:
    with private_server() as made:
        yield made


@pytest.fixture
def own_engine(server: PrivateServer) -> Iterator[Engine]:
    made = database.create(server.url("postgres"))
    upgrade(made, locations("runtime"))
    harness.metadata.create_all(made)
    yield made
    made.dispose()


def done(engine: Engine) -> int:
    try:
        return len(applied(engine))
    except SQLAlchemyError:
        return -1


@pytest.mark.postgresql
def test_a_database_that_crashes_and_comes_back_costs_nothing(
    server: PrivateServer, own_engine: Engine, tmp_path: Path
) -> None:
    def slow(_: Delivery) -> str:
        time.sleep(0.02)
        return ""

    log = EmbeddedLog(tmp_path / "log.sqlite3")
    publish(log, [delivery(n) for n in range(COUNT)])
    settings = harness.settings(tmp_path, max_attempts=100, backoff_s=0.05, backoff_max_s=0.2)
    runner = StageRunner(Accept(slow), log, own_engine, settings, Metrics())
    thread = threading.Thread(target=runner.drain)
    thread.start()
    for _ in range(3):
        before = done(own_engine)
        deadline = time.monotonic() + 30
        while done(own_engine) < min(before + 15, COUNT) and time.monotonic() < deadline:
            time.sleep(0.02)
        server.kill()
        time.sleep(0.3)
        server.start()
    thread.join(60)
    assert not thread.is_alive()
    summary = runner.summary
    assert summary.dead == 0
    assert Counter(applied(own_engine)) == Counter(f"{n:05}" for n in range(COUNT))
    consumer = log.consumer("reader", [ACKNOWLEDGEMENTS.name])
    sent = {record.headers["ce_id"] for _ in range(5) for record in consumer.poll(0.1, 1000)}
    consumer.close()
    assert len(sent) == COUNT
