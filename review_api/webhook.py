"""Hands flags to another moderation system, signed after Standard Webhooks."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

import httpx

from contracts.flag import Flag
from contracts.message import content_id
from review_api.errors import WebhookSecretError
from review_api.posting import Poster
from review_api.schemas.change import TrackChange
from runtime.clock import Clock

PREFIX = "whsec_"
SHORTEST_SECRET = 24
LONGEST_SECRET = 64


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


class WebhookClient(Poster):
    """Posts flags and changes to one URL.

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
        address, secret = "DEADWAX_WEBHOOK_URL", "DEADWAX_WEBHOOK_SECRETS"
        super().__init__(f"The webhook {url}", address=address, secret=secret, transport=transport)
        self._url = url
        self._keys = tuple(keys)
        self._clock = clock

    def hand_in(self, flag: Flag) -> None:
        """Send a flag. Raises what :meth:`post` raises."""
        decided = flag.decision.decided_at.isoformat()
        self._send(flag.message_id, "deadwax.flag", decided, flag.model_dump(mode="json"))

    def tell(self, changes: Sequence[TrackChange]) -> None:
        """Say what became of tracks; errors as above."""
        for change in changes:
            told = change.model_dump(mode="json")
            message_id = "change-" + content_id(json.dumps(told, sort_keys=True))
            self._send(message_id, "deadwax.track_change", None, told)

    def _send(self, message_id: str, kind: str, at: str | None, data: dict[str, Any]) -> None:
        body = json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False).encode()
        timestamp = int(self._clock.now().timestamp())
        headers = {
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(key.sign(message_id, timestamp, body) for key in self._keys),
        }
        self.post(self._url, body, headers, message_id)
