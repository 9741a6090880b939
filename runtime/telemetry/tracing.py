"""Traces that follow a delivery through the stages, in the headers of its messages (W3C Trace Context)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from runtime.errors import SettingsError
from runtime.log.record import Record
from runtime.settings import Settings

NAME = "deadwax"
OTLP_PATH = "/v1/traces"
_PROPAGATOR = TraceContextTextMapPropagator()


def trace_headers() -> dict[str, str]:
    """``traceparent`` and ``tracestate`` of what runs just now; empty outside of any trace."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier


class MessageTrace:
    """One message's way through one stage. Each step may run on a thread of its own."""

    def __init__(self, tracer: trace.Tracer, span: Span, context: Context) -> None:
        self._tracer = tracer
        self._span = span
        self._context = trace.set_span_in_context(span, context)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step; what it sends belongs to the trace."""
        with _within(self._context), self._tracer.start_as_current_span(name):
            yield

    def failed(self, error: BaseException, *, finally_: bool) -> None:
        """An attempt failed; ``finally_``: none follows."""
        self._span.record_exception(error)
        if finally_:
            self._span.set_status(StatusCode.ERROR, type(error).__name__)

    def ended(self, outcome: str) -> None:
        """The stage is done with the message: applied, skipped, dead, or dropped for another worker."""
        self._span.set_attribute("deadwax.outcome", outcome)
        self._span.end()


class Tracing:
    """Makes traces. Without a tracer of an SDK it makes none, and hands on what came with a message."""

    def __init__(self, tracer: trace.Tracer | None = None, close: Callable[[], None] = lambda: None) -> None:
        self._tracer = tracer or trace.NoOpTracerProvider().get_tracer(NAME)
        self.close = close
        """Send what waits and stop."""

    @classmethod
    def of(cls, settings: Settings, version: str) -> "Tracing":
        """Traces to ``DEADWAX_OTLP_ENDPOINT`` by OTLP over HTTP; none where that is not set.

        Raises ``SettingsError`` where the exporter is not installed.
        """
        if settings.otlp_endpoint is None:
            return cls()
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - optional
                OTLPSpanExporter,
            )
            from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - optional
            from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - optional
            from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - optional
        except ImportError as error:
            raise SettingsError(
                f"DEADWAX_OTLP_ENDPOINT is set, and traces cannot be sent: {error}.",
                remedy="Install the extra: pip install 'deadwax[traces]'. Or unset it.",
            ) from error
        endpoint = settings.otlp_endpoint
        if urlsplit(endpoint).path in ("", "/"):
            endpoint = endpoint.rstrip("/") + OTLP_PATH
        provider = TracerProvider(
            resource=Resource.create({"service.name": NAME, "service.version": version})
        )
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
        return cls(provider.get_tracer(NAME), provider.shutdown)

    def begin(self, record: Record, stage: str, group: str, message_id: str) -> MessageTrace:
        """A stage takes a message in hand; its trace goes on where the message's headers say."""
        parent = _PROPAGATOR.extract(record.headers)
        attributes: dict[str, str | int] = {
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.operation.name": "process",
            "messaging.destination.name": record.topic,
            "messaging.destination.partition.id": str(record.partition),
            "messaging.kafka.offset": record.offset,
            "messaging.consumer.group.name": group,
            "messaging.message.id": message_id,
            "deadwax.stage": stage,
        }
        span = self._tracer.start_span(
            f"process {record.topic}", context=parent, kind=SpanKind.CONSUMER, attributes=attributes
        )
        return MessageTrace(self._tracer, span, parent)

    @contextmanager
    def publishing(self, topic: str, attributes: Mapping[str, str]) -> Iterator[None]:
        """A trace begins with a message that comes from outside."""
        with self._tracer.start_as_current_span(
            f"publish {topic}", kind=SpanKind.PRODUCER, attributes=dict(attributes)
        ):
            yield

    @contextmanager
    def serving(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """A request is answered; its trace goes on where its headers say, else one begins."""
        parent = _PROPAGATOR.extract(headers)
        with _within(parent), self._tracer.start_as_current_span(method, kind=SpanKind.SERVER) as span:
            yield span

    @contextmanager
    def resuming(self, headers: Mapping[str, str], name: str) -> Iterator[None]:
        """What is done now belongs to the trace that the ``headers`` of an earlier message say.

        A link leads to the request that it is done in. Without such headers it belongs to the request.
        """
        here = trace.get_current_span().get_span_context()
        links = [trace.Link(here)] if headers and here.is_valid else []
        parent = _PROPAGATOR.extract(headers) if headers else contexts.get_current()
        with _within(parent), self._tracer.start_as_current_span(name, links=links):
            yield


@contextmanager
def _within(context: Context) -> Iterator[None]:
    token = contexts.attach(context)
    try:
        yield
    finally:
        contexts.detach(token)
