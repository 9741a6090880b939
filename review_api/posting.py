"""Posts to a moderation service, and says what its answer means for what was sent."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from review_api.errors import FlagFailedError, FlagRefusedError, FlagUndeliveredError
from runtime.telemetry.tracing import trace_headers

TIMEOUT_S = 30.0
PASSING = frozenset({401, 403, 404, 408, 410, 425, 429, 502, 503, 504})
"""Answers that go away when somebody corrects the key, the address or the load, not what was sent."""
LONGEST_ANSWER = 200


class Poster:
    """Posts JSON to the service that is called ``name``. Safe to use from several threads.

    ``address`` and ``secret`` are the settings to look at where it does not answer, or not as it should.
    """

    def __init__(
        self, name: str, *, address: str, secret: str, transport: httpx.BaseTransport | None
    ) -> None:
        self._name = name
        self._address = address
        self._secret = secret
        self._client = httpx.Client(timeout=TIMEOUT_S, transport=transport, follow_redirects=False)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], what: str) -> httpx.Response:
        """Send ``body``, which is ``what``; return the answer where it was taken.

        Raises ``FlagUndeliveredError`` where all has to wait, ``FlagFailedError`` where another try may
        help, ``FlagRefusedError`` where not.
        """
        every = {"Content-Type": "application/json", **headers, **trace_headers()}
        try:
            response = self._client.post(url, content=body, headers=every)
        except httpx.TransportError as error:
            raise FlagUndeliveredError(
                f"{self._name} did not answer: {type(error).__name__}: {error}.",
                remedy=f"Check {self._address} and that the service runs.",
            ) from error
        if response.is_success:
            return response
        said = f"HTTP {response.status_code}: {_detail(response)}"
        if response.status_code in PASSING or response.is_redirect:
            raise FlagUndeliveredError(
                f"{self._name} did not take {what} ({said})",
                remedy="" if response.is_server_error else f"Check {self._address} and {self._secret}.",
            )
        if response.is_client_error:
            raise FlagRefusedError(f"{self._name} refuses {what} ({said})")
        raise FlagFailedError(f"{self._name} did not take {what} ({said})")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _detail(response: httpx.Response) -> str:
    try:
        found = response.json().get("detail")
    except (ValueError, AttributeError):
        found = None
    return str(found) if found else response.text[:LONGEST_ANSWER]
