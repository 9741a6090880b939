"""The metrics and the state of the process are served over HTTP."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from runtime.database import engine as database
from runtime.errors import SettingsError
from runtime.telemetry.exposition import StatusServer
from runtime.telemetry.health import Health
from runtime.telemetry.metrics import Metrics
from runtime.telemetry.pulse import Pulse

pytestmark = pytest.mark.network


@pytest.fixture
def pulse() -> Pulse:
    return Pulse()


@pytest.fixture
def health(pulse: Pulse, sqlite_engine: Engine) -> Health:
    return Health({"detect": pulse}, sqlite_engine, silent_s=60)


@pytest.fixture
def server(health: Health) -> Iterator[StatusServer]:
    metrics = Metrics()
    metrics.applied.labels("ingest").inc(5)
    with StatusServer(metrics.registry, "127.0.0.1", 0, health) as made:
        yield made


def get(server: StatusServer, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def problems(server: StatusServer, path: str) -> list[str]:
    status, body = get(server, path)
    told: list[str] = json.loads(body).get("problems", [])
    assert status == (503 if told else 200)
    return told


def test_metrics_are_served_until_closed(health: Health) -> None:
    metrics = Metrics()
    metrics.applied.labels("ingest").inc(5)
    with StatusServer(metrics.registry, "127.0.0.1", 0, health) as server:
        assert 'deadwax_messages_applied_total{stage="ingest"} 5.0' in get(server, "/metrics")[1]
        assert get(server, "/other")[0] == 404
    with pytest.raises(urllib.error.URLError):
        get(server, "/metrics")


def test_a_stage_lives_while_its_thread_polls(
    server: StatusServer, pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problems(server, "/healthz") == []
    monkeypatch.setattr(pulse, "_beaten_at", pulse._beaten_at - 61)
    (told,) = problems(server, "/healthz")
    assert "detect has not polled" in told
    pulse.beat(is_assigned=False)
    assert problems(server, "/healthz") == []


def test_a_stage_is_ready_once_it_holds_partitions(server: StatusServer, pulse: Pulse) -> None:
    (told,) = problems(server, "/readyz")
    assert "detect holds no partition" in told
    pulse.beat(is_assigned=True)
    assert problems(server, "/readyz") == []


def test_without_its_database_a_process_is_not_ready_but_alive(pulse: Pulse) -> None:
    pulse.beat(is_assigned=True)
    away = database.create("postgresql://nobody@/none?host=/nowhere/at/all")
    with StatusServer(Metrics().registry, "127.0.0.1", 0, Health({"decide": pulse}, away, 60)) as server:
        assert problems(server, "/healthz") == []
        (told,) = problems(server, "/readyz")
    assert "database" in told


def test_a_port_that_is_taken_is_told_with_a_remedy(server: StatusServer, health: Health) -> None:
    with pytest.raises(SettingsError, match="DEADWAX_METRICS_PORT"):
        StatusServer(Metrics().registry, "127.0.0.1", server.port, health)
