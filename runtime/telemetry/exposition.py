"""Serves the metrics over HTTP."""

from types import TracebackType
from typing import Self

from prometheus_client import CollectorRegistry, start_http_server

from runtime.errors import SettingsError


class MetricsServer:
    """Answers ``GET /metrics`` on ``host:port`` on a thread of its own, until closed.

    ``port`` 0 takes a free one. Raises ``SettingsError`` where the port is taken.
    """

    def __init__(self, registry: CollectorRegistry, host: str, port: int) -> None:
        try:
            self._server, self._thread = start_http_server(port, host, registry)
        except OSError as error:
            raise SettingsError(
                f"Metrics cannot be served on {host}:{port}: {error}.",
                remedy="Set DEADWAX_METRICS_PORT to a free port, or to 0.",
            ) from error

    @property
    def port(self) -> int:
        """The port that is served."""
        return int(self._server.server_port)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
