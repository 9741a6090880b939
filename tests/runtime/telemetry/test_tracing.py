"""A trace follows a message from stage to stage; without an exporter it is handed on as it came."""

import builtins
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from sqlalchemy import Engine

from contracts.delivery import Delivery
from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES
from runtime.codec import encode
from runtime.errors import PoisonError, SettingsError
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.settings import Settings
from runtime.stages.runner import StageRunner
from runtime.telemetry.metrics import Metrics
from runtime.telemetry.tracing import Tracing, trace_headers
from tests.runtime.stages import harness
from tests.runtime.stages.harness import Accept, delivery

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def tracing(exporter: InMemorySpanExporter) -> Iterator[Tracing]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield Tracing(provider.get_tracer("test"))
    provider.shutdown()


@pytest.fixture
def log(tmp_path: Path) -> EmbeddedLog:
    return EmbeddedLog(tmp_path / "log.sqlite3", partitions=1)


def put(log: EmbeddedLog, *messages: Delivery) -> None:
    producer = log.producer()
    for message in messages:
        key, value, headers = encode(message)
        producer.append(DELIVERIES.name, key, value, headers | {"traceparent": PARENT, "tracestate": "a=b"})
    producer.flush(10)
    producer.close()


def drain(log: EmbeddedLog, engine: Engine, home: Path, tracing: Tracing | None) -> list[Record]:
    """Run the stage; return the acknowledgements that it sent."""

    def prepare(message: Delivery) -> str:
        if message.delivery_id == "00001":
            raise PoisonError("It is broken.")
        return ""

    harness.metadata.create_all(engine)
    StageRunner(Accept(prepare), log, engine, harness.settings(home), Metrics(), tracing=tracing).drain()
    consumer = log.consumer("reader", [ACKNOWLEDGEMENTS.name])
    found = list(consumer.poll(5, 10))
    consumer.close()
    return found


def test_spans_tell_what_became_of_a_message_and_the_next_stage_goes_on(
    log: EmbeddedLog,
    sqlite_engine: Engine,
    tmp_path: Path,
    tracing: Tracing,
    exporter: InMemorySpanExporter,
) -> None:
    put(log, delivery(0), delivery(1), delivery(0))
    (answer,) = drain(log, sqlite_engine, tmp_path, tracing)
    spans = exporter.get_finished_spans()
    assert {f"{span.context.trace_id:032x}" for span in spans} == {TRACE}
    processed = [span for span in spans if span.name == f"process {DELIVERIES.name}"]
    outcomes = {span.attributes["deadwax.outcome"]: span for span in processed if span.attributes}
    assert set(outcomes) == {"applied", "dead", "skipped"}
    applied, dead = outcomes["applied"], outcomes["dead"]
    assert applied.kind is SpanKind.CONSUMER
    assert dict(applied.attributes or {})["messaging.consumer.group.name"] == "deadwax.accept"
    assert dead.events[-1].name == "exception"
    assert not dead.status.is_ok
    steps = {
        span.name: span for span in spans if span.parent and span.parent.span_id == applied.context.span_id
    }
    assert set(steps) == {"prepare", "apply"}
    version, trace_id, span_id, _ = answer.headers["traceparent"].split("-")
    assert (version, trace_id, span_id) == ("00", TRACE, f"{steps['apply'].context.span_id:016x}")
    assert answer.headers["tracestate"] == "a=b"


def test_without_an_exporter_the_trace_is_handed_on(
    log: EmbeddedLog, sqlite_engine: Engine, tmp_path: Path
) -> None:
    put(log, delivery(0))
    (answer,) = drain(log, sqlite_engine, tmp_path, None)
    assert answer.headers["traceparent"] == PARENT
    assert answer.headers["tracestate"] == "a=b"
    assert trace_headers() == {}


def test_a_trace_begins_with_what_comes_from_outside(
    tracing: Tracing, exporter: InMemorySpanExporter
) -> None:
    with tracing.publishing("t", {"deadwax.delivery_id": "d"}):
        told = trace_headers()
    (span,) = exporter.get_finished_spans()
    assert told["traceparent"].split("-")[1] == f"{span.context.trace_id:032x}"
    with Tracing().publishing("t", {}):
        assert trace_headers() == {}


@pytest.mark.network
def test_spans_are_sent_to_the_endpoint() -> None:
    taken: list[str] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(f"{self.path} {b'publish t' in body or self.headers['Content-Encoding']}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        settings = Settings(otlp_endpoint=f"http://127.0.0.1:{server.server_port}")
        tracing = Tracing.of(settings, "1")
        with tracing.publishing("t", {}):
            pass
        tracing.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert taken == ["/v1/traces True"]


def test_an_exporter_that_is_not_installed_is_told_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("opentelemetry.exporter"):
            raise ImportError(f"No module named {name!r}")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SettingsError, match=r"deadwax\[traces\]"):
        Tracing.of(Settings(otlp_endpoint="http://127.0.0.1:4318"), "1")
