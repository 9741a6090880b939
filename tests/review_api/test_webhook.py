"""Flags go to another system signed, and what it answers decides what becomes of them."""

import base64
import json
from datetime import UTC, datetime

import httpx
import pytest

from contracts.acknowledgement import MessageKind
from review_api.errors import FlagFailedError, FlagRefusedError, FlagUndeliveredError, WebhookSecretError
from review_api.schemas.change import ChangeKind, TrackChange
from review_api.webhook import WebhookClient, WebhookKey
from runtime.clock import FixedClock
from tests.policy.samples import flag

NEW = "whsec_" + base64.b64encode(b"n" * 32).decode()
OLD = "whsec_" + base64.b64encode(b"o" * 24).decode()
ADDRESS = "http://other/hook?of=flags"
CLOCK = FixedClock(datetime(2026, 5, 1, tzinfo=UTC))


class Receiver:
    def __init__(self, status: int = 204) -> None:
        self.status = status
        self.requests: list[httpx.Request] = []
        keys = [WebhookKey(NEW), WebhookKey(OLD)]
        transport = httpx.MockTransport(self.answer)
        self.client = WebhookClient(ADDRESS, keys, CLOCK, transport=transport)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, text="because")


def test_the_signature_is_that_of_standard_webhooks() -> None:
    # The example of the specification's reference implementations.
    key = WebhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signature = key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_flag_is_signed_with_every_key_and_has_the_same_id_when_it_comes_again() -> None:
    receiver = Receiver()
    receiver.client.hand_in(flag())
    receiver.client.hand_in(flag())
    first, again = receiver.requests
    assert first.headers["webhook-id"] == again.headers["webhook-id"] == flag().message_id
    assert first.url == ADDRESS
    assert first.content == again.content
    expected = [WebhookKey(s).sign(flag().message_id, 1777593600, first.content) for s in (NEW, OLD)]
    assert first.headers["webhook-signature"].split() == expected
    body = json.loads(first.content)
    assert body["type"] == "deadwax.flag"
    assert body["data"]["flag_id"] == flag().flag_id


def test_changes_are_told_one_by_one() -> None:
    receiver = Receiver()
    gone = TrackChange(track_id="t", change=ChangeKind.WITHDRAWN, how=MessageKind.TAKEDOWN)
    later = TrackChange(track_id="t", change=ChangeKind.SUPERSEDED, by="u")
    receiver.client.tell([gone, later])
    receiver.client.tell([gone])
    ids = [request.headers["webhook-id"] for request in receiver.requests]
    assert ids[0] == ids[2] != ids[1]
    assert json.loads(receiver.requests[1].content)["data"]["by"] == "u"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, FlagUndeliveredError) for status in (301, 401, 410, 429, 503)),
        (500, FlagFailedError),
        *((status, FlagRefusedError) for status in (400, 413, 422)),
    ],
)
def test_what_is_not_taken_waits_or_is_tried_again_or_is_refused(status: int, error: type[Exception]) -> None:
    with pytest.raises(error, match="because"):
        Receiver(status).client.hand_in(flag())


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_***", NEW.removeprefix("whsec_")])
def test_a_secret_that_is_none_is_told_with_the_way_to_make_one(secret: str) -> None:
    with pytest.raises(WebhookSecretError, match=r"os\.urandom"):
        WebhookKey(secret)
