"""Hands in flags, and what became of tracks, over HTTP; used by the pipeline."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from contracts.flag import Flag
from review_api.errors import FlagFailedError, FlagRefusedError, FlagUndeliveredError
from review_api.schemas.change import MOST_CHANGES, ChangeReceipt, TrackChange, TrackChanges
from review_api.schemas.flag import FlagReceipt
from runtime.telemetry.tracing import trace_headers

R = TypeVar("R", bound=BaseModel)

TIMEOUT_S = 30.0

PASSING = frozenset({401, 403, 404, 408, 425, 429, 502, 503, 504})
"""Answers that go away when somebody corrects the key, the address or the load, not the flag."""


_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class ReviewClient:
    """Posts flags to ``<url>/v1/flags``. Safe to use from several threads.

    A flag's own message id is its idempotency key, so that sending it twice makes one case.
    """

    def __init__(self, url: str, api_key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._url = url
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=TIMEOUT_S,
            transport=transport,
            follow_redirects=False,
        )

    def hand_in(self, flag: Flag) -> FlagReceipt:
        """Send a flag and return the receipt.

        Raises ``FlagUndeliveredError`` where flags have to wait, ``FlagFailedError`` where another try
        may help, ``FlagRefusedError`` where not.
        """
        key = {"Idempotency-Key": flag.message_id}
        return self._post("/v1/flags", flag, FlagReceipt, f"the flag {flag.flag_id}", key)

    def tell(self, changes: Sequence[TrackChange]) -> None:
        """Say what became of tracks; in any order with their flags, and harmless to say again.

        Raises as :meth:`hand_in` does.
        """
        for at in range(0, len(changes), MOST_CHANGES):
            part = TrackChanges(changes=tuple(changes[at : at + MOST_CHANGES]))
            self._post("/v1/track-changes", part, ChangeReceipt, f"the change of {changes[at].track_id}")

    def _post(
        self,
        path: str,
        body: BaseModel,
        receipt: type[R],
        what: str,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> R:
        try:
            response = self._client.post(
                path,
                content=body.model_dump_json().encode(),
                headers={"Content-Type": "application/json", **headers, **trace_headers()},
            )
        except httpx.TransportError as error:
            raise FlagUndeliveredError(
                f"The review API at {self._url} did not answer: {type(error).__name__}: {error}.",
                remedy="Check DEADWAX_API_URL and that the service runs.",
            ) from error
        return self._receipt(response, receipt, what)

    def _receipt(self, response: httpx.Response, receipt: type[R], what: str) -> R:
        if response.is_success:
            try:
                return receipt.model_validate_json(response.content)
            except ValidationError as error:
                raise FlagUndeliveredError(
                    f"What answers at {self._url} is not the review API.", remedy="Check DEADWAX_API_URL."
                ) from error
        said = f"HTTP {response.status_code}: {_detail(response)}"
        if response.status_code in PASSING or response.is_redirect:
            raise FlagUndeliveredError(
                f"The review API at {self._url} did not take {what} ({said})",
                remedy="" if response.is_server_error else "Check DEADWAX_API_URL and DEADWAX_API_KEY.",
            )
        if response.is_client_error:
            raise FlagRefusedError(f"The review API refuses {what} ({said})")
        raise FlagFailedError(f"The review API at {self._url} did not take {what} ({said})")

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
    return str(found) if found else response.text[:200]
