"""What the pipeline's client promises."""

import httpx
import pytest
from sqlalchemy import Engine

from review_api.accounts import create_api_key
from review_api.client import ReviewClient
from review_api.errors import FlagRefusedError, FlagUndeliveredError
from review_api.in_process import InProcessTransport
from review_api.roles import Scope
from runtime.clock import FixedClock
from runtime.errors import PoisonError, RetryableError
from tests.policy.samples import flag
from tests.review_api.conftest import BASE


def answering(status: int, **answer: object) -> ReviewClient:
    def handle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, **answer)  # type: ignore[arg-type]

    return ReviewClient(BASE, "key", transport=httpx.MockTransport(handle))


def test_a_flag_reaches_the_service_once(
    transport: InProcessTransport, engine: Engine, clock: FixedClock
) -> None:
    key = create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE])
    client = ReviewClient(BASE, key.secret, transport=transport)
    first, again = client.hand_in(flag()), client.hand_in(flag())
    assert first == again
    assert first.case_id is not None


def test_a_conflict_is_refused_for_good(
    transport: InProcessTransport, engine: Engine, clock: FixedClock
) -> None:
    key = create_api_key(engine, clock, "pipeline", [Scope.FLAGS_WRITE])
    client = ReviewClient(BASE, key.secret, transport=transport)
    client.hand_in(flag(1, priority=0.5))
    with pytest.raises(FlagRefusedError, match="used before with another flag"):
        client.hand_in(flag(1, priority=0.6))


def test_a_wrong_key_is_worth_another_try(transport: InProcessTransport) -> None:
    with pytest.raises(FlagUndeliveredError, match="DEADWAX_API_KEY"):
        ReviewClient(BASE, "dw_wrong", transport=transport).hand_in(flag())


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 408, 404, 301])
def test_what_may_pass_is_retryable(status: int) -> None:
    with pytest.raises(RetryableError, match=str(status)):
        answering(status, text="no").hand_in(flag())


@pytest.mark.parametrize("status", [400, 409, 413, 422])
def test_what_will_fail_again_is_poison(status: int) -> None:
    with pytest.raises(PoisonError, match="because"):
        answering(status, json={"detail": "because"}).hand_in(flag())


@pytest.mark.parametrize("answer", [{"text": "hello"}, {"json": {"a": 1}}, {"json": []}])
def test_another_service_at_the_address_is_noticed(answer: dict[str, object]) -> None:
    with pytest.raises(RetryableError, match="not the review API"):
        answering(200, **answer).hand_in(flag())


def test_a_service_that_is_not_there_is_retryable() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    client = ReviewClient(BASE, "key", transport=httpx.MockTransport(refuse))
    with pytest.raises(RetryableError, match="DEADWAX_API_URL"):
        client.hand_in(flag())
