"""Serves the metrics, and how the process is, over HTTP."""

import json
import threading
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from runtime.errors import SettingsError
from runtime.telemetry.health import Health

JSON = "application/json"
Answer = tuple[HTTPStatus, str, bytes]


class StatusServer:
    """Answers ``GET /metrics``, ``/healthz`` and ``/readyz`` on ``host:port`` on threads of its own.

    The latter two give 200 and ``{"status": "ok"}``, or 503 with the list of problems. ``port`` 0 takes
    a free one. Raises ``SettingsError`` where the port is taken.
    """

    def __init__(self, registry: CollectorRegistry, host: str, port: int, health: Health) -> None:
        self._registry = registry
        self._health = health
        try:
            self._server = ThreadingHTTPServer((host, port), self._handler())
        except OSError as error:
            raise SettingsError(
                f"Metrics cannot be served on {host}:{port}: {error}.",
                remedy="Set DEADWAX_METRICS_PORT to a free port, or to 0.",
            ) from error
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="status", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that is served."""
        return int(self._server.server_port)

    def answer(self, path: str) -> Answer:
        """What a request for ``path`` gets."""
        match path.partition("?")[0]:
            case "/metrics":
                return HTTPStatus.OK, CONTENT_TYPE_LATEST, generate_latest(self._registry)
            case "/healthz":
                return _told(self._health.not_alive())
            case "/readyz":
                return _told(self._health.not_ready())
        return HTTPStatus.NOT_FOUND, JSON, b'{"status": "there is nothing here"}\n'

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            timeout = 10

            def do_GET(self) -> None:
                """Answer it."""
                status, kind, body = answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
                """Nothing: a probe every few seconds is no news."""

        return Handler

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _told(problems: Sequence[str]) -> Answer:
    if not problems:
        return HTTPStatus.OK, JSON, b'{"status": "ok"}\n'
    body = json.dumps({"status": "unavailable", "problems": list(problems)}) + "\n"
    return HTTPStatus.SERVICE_UNAVAILABLE, JSON, body.encode()
