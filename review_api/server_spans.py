"""A span for each request to the API, so that a flag's trace goes on in it (OpenTelemetry)."""

from opentelemetry.trace import Span, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtime.telemetry.tracing import Tracing

TRACED = "/v1/"
SERVER_ERROR = 500


class ServerSpans:
    """Traces what is asked of the API; the page, health and metrics are left out."""

    def __init__(self, app: ASGIApp, tracing: Tracing) -> None:
        self._app = app
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(TRACED):
            await self._app(scope, receive, send)
            return
        with self._tracing.serving(scope["method"], Headers(scope=scope)) as span:

            async def send_and_tell(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _tell(span, scope, message["status"])
                await send(message)

            await self._app(scope, receive, send_and_tell)


def _tell(span: Span, scope: Scope, status: int) -> None:
    """Name the span by its route, not by its path: ids would make names without number."""
    route = getattr(scope.get("route"), "path", None)
    attributes: dict[str, str | int] = {
        "http.request.method": scope["method"],
        "http.response.status_code": status,
        "url.path": scope["path"],
        "url.scheme": scope["scheme"],
    }
    if route is not None:
        span.update_name(f"{scope['method']} {route}")
        attributes["http.route"] = route
    span.set_attributes(attributes)
    if status >= SERVER_ERROR:
        span.set_status(StatusCode.ERROR)
