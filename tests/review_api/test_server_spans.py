"""A trace that began with the delivery goes on through the flag to the moderator's decision."""

from collections.abc import Iterator

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from sqlalchemy import Engine

from contracts.topics import REVIEW_DECISIONS
from review_api.app import close_app, create_app
from review_api.flag_trace import LONGEST
from review_api.tables import flags
from runtime.clock import FixedClock
from runtime.settings import Settings
from runtime.tables import outbox
from runtime.telemetry.tracing import Tracing
from tests.policy.samples import flag
from tests.review_api.calls import case_of, claim, decide, hand_in

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def app(
    settings: Settings, engine: Engine, clock: FixedClock, exporter: InMemorySpanExporter
) -> Iterator[FastAPI]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    made = create_app(settings, engine, None, clock=clock, tracing=Tracing(provider.get_tracer("test")))
    yield made
    close_app(made)
    provider.shutdown()


def spans(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


def trace_of(span: ReadableSpan) -> str:
    return f"{span.context.trace_id:032x}"


def decision_headers(engine: Engine) -> dict[str, str]:
    query = sa.select(outbox.c.headers).where(outbox.c.topic == REVIEW_DECISIONS.name)
    with engine.connect() as connection:
        found: dict[str, str] = connection.execute(query).scalar_one()
    return found


def test_the_decision_belongs_to_the_trace_of_the_delivery(
    machine: httpx.Client, moderator: httpx.Client, engine: Engine, exporter: InMemorySpanExporter
) -> None:
    machine.headers.update({"traceparent": PARENT, "tracestate": "a=b"})
    case_id = case_of(machine, flag())
    assert decide(moderator, case_id, claim(moderator, case_id)).status_code == 200
    found = spans(exporter)
    taken, decided = found["POST /v1/flags"], found["decide case"]
    request = found["POST /v1/cases/{case_id}/decision"]
    assert (taken.kind, trace_of(taken)) == (SpanKind.SERVER, TRACE)
    assert taken.parent is not None
    assert f"{taken.parent.span_id:016x}" == "b7ad6b7169203331"
    assert dict(taken.attributes or {}) == {
        "http.request.method": "POST",
        "http.response.status_code": 201,
        "http.route": "/v1/flags",
        "url.path": "/v1/flags",
        "url.scheme": "http",
    }
    assert trace_of(decided) == TRACE
    assert decided.parent is not None
    assert decided.parent.span_id == taken.context.span_id
    assert trace_of(request) != TRACE, "the moderator's browser has a trace of its own"
    assert [link.context.span_id for link in decided.links] == [request.context.span_id]
    headers = decision_headers(engine)
    assert headers["traceparent"] == f"00-{TRACE}-{decided.context.span_id:016x}-01"
    assert headers["tracestate"] == "a=b"


def test_a_flag_without_a_trace_is_decided_in_the_trace_of_its_own_request(
    machine: httpx.Client, moderator: httpx.Client, exporter: InMemorySpanExporter
) -> None:
    case_id = case_of(machine, flag())
    assert decide(moderator, case_id, claim(moderator, case_id)).status_code == 200
    found = spans(exporter)
    assert trace_of(found["decide case"]) == trace_of(found["POST /v1/flags"])
    assert decide(moderator, "no-case", {"claim_token": "t", "version": 1}).status_code == 404


def test_too_long_a_state_of_vendors_is_left_out(machine: httpx.Client, engine: Engine) -> None:
    long = ",".join(f"v{number}={'x' * 100}" for number in range(LONGEST // 100))
    machine.headers.update({"traceparent": PARENT, "tracestate": long})
    hand_in(machine, flag())
    with engine.connect() as connection:
        stored = connection.execute(sa.select(flags.c.trace)).scalar_one()
    assert stored is not None
    assert TRACE in stored
    assert "tracestate" not in stored


def test_the_page_health_and_metrics_leave_no_spans(
    anonymous: httpx.Client, exporter: InMemorySpanExporter
) -> None:
    for path in ("/", "/healthz", "/metrics"):
        anonymous.get(path)
    anonymous.get("/v1/cases", headers={"traceparent": "not a trace"})
    (span,) = exporter.get_finished_spans()
    assert (span.name, span.parent) == ("GET /v1/cases", None)
    assert dict(span.attributes or {})["http.response.status_code"] == 401


class TestWithoutAnExporter:
    """Nothing is recorded; the trace is handed on."""

    @pytest.fixture
    def app(self, settings: Settings, engine: Engine, clock: FixedClock) -> Iterator[FastAPI]:
        made = create_app(settings, engine, None, clock=clock)
        yield made
        close_app(made)

    def test_the_decision_carries_the_trace_of_the_flag(
        self, machine: httpx.Client, moderator: httpx.Client, engine: Engine
    ) -> None:
        machine.headers.update({"traceparent": PARENT})
        case_id = case_of(machine, flag())
        assert decide(moderator, case_id, claim(moderator, case_id)).status_code == 200
        assert decision_headers(engine)["traceparent"] == PARENT

    def test_without_a_trace_none_is_stored(
        self, machine: httpx.Client, moderator: httpx.Client, engine: Engine
    ) -> None:
        case_id = case_of(machine, flag())
        assert decide(moderator, case_id, claim(moderator, case_id)).status_code == 200
        assert "traceparent" not in decision_headers(engine)
