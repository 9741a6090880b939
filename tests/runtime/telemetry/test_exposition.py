"""The metrics are served over HTTP."""

import urllib.error
import urllib.request

import pytest

from runtime.errors import SettingsError
from runtime.telemetry.exposition import MetricsServer
from runtime.telemetry.metrics import Metrics

pytestmark = pytest.mark.network


def test_metrics_are_served_until_closed() -> None:
    metrics = Metrics()
    metrics.applied.labels("ingest").inc(5)
    with MetricsServer(metrics.registry, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.port}/metrics"
        with urllib.request.urlopen(url, timeout=5) as answer:
            text = answer.read().decode()
    assert 'deadwax_messages_applied_total{stage="ingest"} 5.0' in text
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url, timeout=5)


def test_a_port_that_is_taken_is_told_with_a_remedy() -> None:
    with (
        MetricsServer(Metrics().registry, "127.0.0.1", 0) as server,
        pytest.raises(SettingsError, match="DEADWAX_METRICS_PORT"),
    ):
        MetricsServer(Metrics().registry, "127.0.0.1", server.port)
