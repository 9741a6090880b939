"""Hands flags to another moderation system, signed after Standard Webhooks."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from contracts.flag import Flag
from contracts.message import content_id
from review_api.errors import FlagFailedError, FlagRefusedError, FlagUndeliveredError, WebhookSecretError
from review_api.schemas.change import TrackChange
from runtime.clock import Clock
from runtime.telemetry.tracing import trace_headers

PREFIX = "whsec_"
SHORTEST_SECRET = 24
LONGEST_SECRET = 64
TIMEOUT_S = 30.0
PASSING = frozenset({401, 403, 404, 408, 410, 425, 429, 502, 503, 504})
"""Answers that go away when somebody corrects the secret, the address or the load."""


class WebhookKey:
    """One signing secret: ``whsec_`` and 24 to 64 bytes in Base64. Raises ``WebhookSecretError``."""

    def __init__(self, secret: str) -> None:
        try:
            self._key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            self._key = b""
        if not secret.startswith(PREFIX) or not SHORTEST_SECRET <= len(self._key) <= LONGEST_SECRET:
            raise WebhookSecretError(
                f"A webhook secret is '{PREFIX}' and {SHORTEST_SECRET} to {LONGEST_SECRET} bytes in Base64.",
                remedy="Make one with: python -c \"import base64, os; print('whsec_' + "
                'base64.b64encode(os.urandom(32)).decode())"',
            )

    def sign(self, message_id: str, timestamp: int, body: bytes) -> str:
        """The signature ``v1,…``: HMAC-SHA256 over ``<id>.<timestamp>.<body>``, in Base64."""
        signed = f"{message_id}.{timestamp}.".encode() + body
        return "v1," + base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()


class WebhookClient:
    """Posts flags and changes to one URL. Safe to use from several threads.

    Each request is signed with every key, so that a receiver may know the old one or the new. The
    same message always has the same id, by which a receiver knows a repetition.
    """

    def __init__(
        self,
        url: str,
        keys: Sequence[WebhookKey],
        clock: Clock,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._url = url
        self._keys = tuple(keys)
        self._clock = clock
        self._client = httpx.Client(timeout=TIMEOUT_S, transport=transport, follow_redirects=False)

    def hand_in(self, flag: Flag) -> None:
        """Send a flag. Raises ``FlagUndeliveredError``, ``FlagFailedError`` and ``FlagRefusedError``."""
        decided = flag.decision.decided_at.isoformat()
        self._post(flag.message_id, "deadwax.flag", decided, flag.model_dump(mode="json"))

    def tell(self, changes: Sequence[TrackChange]) -> None:
        """Say what became of tracks; errors as above."""
        for change in changes:
            told = change.model_dump(mode="json")
            message_id = "change-" + content_id(json.dumps(told, sort_keys=True))
            self._post(message_id, "deadwax.track_change", None, told)

    def _post(self, message_id: str, kind: str, at: str | None, data: dict[str, Any]) -> None:
        body = json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False).encode()
        timestamp = int(self._clock.now().timestamp())
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(key.sign(message_id, timestamp, body) for key in self._keys),
            **trace_headers(),
        }
        try:
            response = self._client.post(self._url, content=body, headers=headers)
        except httpx.TransportError as error:
            raise FlagUndeliveredError(
                f"The webhook {self._url} did not answer: {type(error).__name__}: {error}.",
                remedy="Check DEADWAX_WEBHOOK_URL and that the service runs.",
            ) from error
        self._check(message_id, response)

    def _check(self, message_id: str, response: httpx.Response) -> None:
        if response.is_success:
            return
        said = f"HTTP {response.status_code}: {response.text[:200]}"
        if response.status_code in PASSING:
            raise FlagUndeliveredError(
                f"The webhook {self._url} did not take {message_id} ({said})",
                remedy="Check DEADWAX_WEBHOOK_URL and DEADWAX_WEBHOOK_SECRETS.",
            )
        if response.is_client_error:
            raise FlagRefusedError(f"The webhook {self._url} refuses {message_id} ({said})")
        raise FlagFailedError(f"The webhook {self._url} did not take {message_id} ({said})")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
