"""Puts a circuit breaker between a client and a service."""

from collections.abc import Callable

import httpx

from runtime.circuit import Circuit, CircuitState

LONGEST_WAIT_S = 3600.0


class CircuitTransport(httpx.BaseTransport):
    """Sends requests on to ``inner`` while the service answers; fails at once while it does not.

    Not answered: no answer at all, an error of the server (5xx), or 429. ``Retry-After`` in seconds is
    heeded. ``watch`` is told the state after each request.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        circuit: Circuit,
        watch: Callable[[CircuitState], None] = lambda _: None,
    ) -> None:
        self._inner = inner
        self._circuit = circuit
        self._watch = watch

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, or raise ``httpx.ConnectError`` while the circuit is open."""
        wait_s = self._circuit.enter()
        if wait_s > 0:
            raise httpx.ConnectError(f"not asked again for {wait_s:.0f} s, since it did not answer before")
        trying = self._circuit.state is CircuitState.HALF_OPEN
        try:
            response = self._inner.handle_request(request)
        except BaseException:
            self._circuit.failed()
            self._watch(self._circuit.state)
            raise
        if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            self._circuit.failed(_retry_after_s(response))
        else:
            self._circuit.worked()
        state = self._circuit.state
        self._watch(state)
        if trying and state is not CircuitState.CLOSED:
            response.close()
            raise httpx.ConnectError(f"it is still not well (HTTP {response.status_code})")
        return response

    def close(self) -> None:
        """Close the inner one."""
        self._inner.close()


def _retry_after_s(response: httpx.Response) -> float:
    try:
        return min(LONGEST_WAIT_S, max(0.0, float(response.headers.get("retry-after", "0"))))
    except ValueError:
        return 0.0  # a date; the circuit's own pauses do
