"""Hands in flags, and what became of tracks, over HTTP; used by the pipeline."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from contracts.flag import Flag
from review_api.errors import FlagUndeliveredError
from review_api.posting import Poster
from review_api.schemas.change import MOST_CHANGES, ChangeReceipt, TrackChange, TrackChanges
from review_api.schemas.flag import FlagReceipt

R = TypeVar("R", bound=BaseModel)

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class ReviewClient(Poster):
    """Posts flags to ``<url>/v1/flags``.

    A flag's own message id is its idempotency key, so that sending it twice makes one case.
    """

    def __init__(self, url: str, api_key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        name, address, secret = f"The review API at {url}", "DEADWAX_API_URL", "DEADWAX_API_KEY"
        super().__init__(name, address=address, secret=secret, transport=transport)
        self._url = url.rstrip("/")
        self._authorization = {"Authorization": f"Bearer {api_key}"}

    def hand_in(self, flag: Flag) -> FlagReceipt:
        """Send a flag and return the receipt.

        Raises what :meth:`post` raises.
        """
        key = {"Idempotency-Key": flag.message_id}
        return self._hand("/v1/flags", flag, FlagReceipt, f"the flag {flag.flag_id}", key)

    def tell(self, changes: Sequence[TrackChange]) -> None:
        """Say what became of tracks; in any order with their flags, and harmless to say again.

        Raises as :meth:`hand_in` does.
        """
        for at in range(0, len(changes), MOST_CHANGES):
            part = TrackChanges(changes=tuple(changes[at : at + MOST_CHANGES]))
            self._hand("/v1/track-changes", part, ChangeReceipt, f"the change of {changes[at].track_id}")

    def _hand(
        self,
        path: str,
        body: BaseModel,
        receipt: type[R],
        what: str,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> R:
        sent = body.model_dump_json().encode()
        response = self.post(self._url + path, sent, {**self._authorization, **headers}, what)
        try:
            return receipt.model_validate_json(response.content)
        except ValidationError as error:
            raise FlagUndeliveredError(
                f"What answers at {self._url} is not the review API.", remedy="Check DEADWAX_API_URL."
            ) from error
