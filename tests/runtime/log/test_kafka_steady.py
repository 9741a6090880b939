"""The client of Kafka measures its time-outs by a clock that nobody can set."""

import sys
import time

import pytest
from kafka.cluster import ClusterMetadata
from kafka.util import Timer

from runtime.log.kafka.client import connection
from runtime.log.kafka.steady import SteadyTime, steady_client


def test_no_module_of_the_client_reads_the_machines_clock() -> None:
    assert connection is not None
    assert steady_client() == [], "all were changed when our own client was loaded"
    changed = [n for n, m in sys.modules.items() if isinstance(getattr(m, "time", None), SteadyTime)]
    assert {"kafka.cluster", "kafka.util", "kafka.conn", "kafka.coordinator.heartbeat"} <= set(changed)


@pytest.mark.parametrize("jump_s", [-86_400.0, 86_400.0])
def test_a_clock_that_is_set_neither_stops_nor_expires_anything(
    monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    timer = Timer(60_000)
    metadata = ClusterMetadata(retry_backoff_ms=100)
    metadata.failed_update(None)
    machine = time.time
    monkeypatch.setattr(time, "time", lambda: machine() + jump_s)
    assert 0 < timer.timeout_ms <= 60_000
    assert not timer.expired
    metadata.request_update()
    assert 0 <= metadata.ttl() <= 100


def test_it_tells_the_time_and_passes_on_the_rest() -> None:
    steady = SteadyTime()
    assert abs(steady.time() - time.time()) < 60
    assert steady.monotonic is time.monotonic
