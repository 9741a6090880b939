import base64
from collections import Counter
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select

from contracts.decision import Action
from contracts.topics import FLAGS
from deadwax.errors import UsageError
from deadwax.in_process import LIFETIME, in_process
from deadwax.receiver import guarded, over_network, over_webhook
from deadwax.stages.deliver import DeliverFlagsStage
from deadwax.wiring import Plant
from review_api.tables import api_keys, cases, flags
from review_api.webhook import WebhookClient, WebhookKey
from runtime.clock import FixedClock
from runtime.codec import encode
from runtime.database.engine import reading
from runtime.settings import Settings
from runtime.stages.runner import StageRunner
from tests.deadwax.messages import flag

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()


def test_a_flag_becomes_a_case_in_the_same_process_and_the_key_is_revoked_afterwards(made: Plant) -> None:
    with in_process(made.settings, made.engine, made.log, made.clock, made.workers) as client:
        first, again = client.hand_in(flag()), client.hand_in(flag())
        labelled = client.hand_in(flag(2, Action.LABEL))
    assert first == again
    assert first.case_id is not None
    assert labelled.case_id is None
    with reading(made.engine) as connection:
        assert len(connection.execute(select(cases)).all()) == 1
        assert len(connection.execute(select(flags)).all()) == 2
        assert all(key.revoked_at for key in connection.execute(select(api_keys)))


def test_an_address_without_a_key_is_refused_before_anything_is_sent(made: Plant) -> None:
    alone = made.settings.model_copy(update={"api_url": "http://127.0.0.1:9"})
    with pytest.raises(UsageError, match="DEADWAX_API_KEY"), over_network(alone, made.metrics):
        pass
    both = alone.model_copy(update={"api_key": SecretStr("k")})
    with over_network(both, made.metrics) as client:
        assert client is not None


def test_the_key_of_a_killed_process_expires_and_that_of_a_long_one_is_renewed(
    settings: Settings, engine: Engine, made: Plant
) -> None:
    clock = FixedClock(datetime(2026, 5, 1, tzinfo=UTC))
    with in_process(settings, engine, made.log, clock, made.workers) as client:
        with reading(engine) as connection:
            (key,) = connection.execute(select(api_keys)).all()
        assert key.expires_at == clock.now() + LIFETIME
        for number in range(4):
            clock.advance(LIFETIME.total_seconds() * 0.6)
            client.hand_in(flag(number))
        clock.advance(LIFETIME.total_seconds() * 9)
        assert client.hand_in(flag()).case_id is not None, "renewed in time though the clock jumped"
    with reading(engine) as connection:
        (key,) = connection.execute(select(api_keys)).all()
    assert key.revoked_at is not None
    assert key.expires_at <= clock.now() + LIFETIME


class Moderation:
    """A service that answers 503 until it was asked ``down_for`` times."""

    def __init__(self, down_for: int) -> None:
        self.down_for = down_for
        self.asked = 0
        self.taken: Counter[str] = Counter()

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.asked <= self.down_for:
            return httpx.Response(503, text="away")
        self.taken[request.headers["webhook-id"]] += 1
        return httpx.Response(204)


def test_an_api_that_is_down_for_long_costs_delay_and_no_flag(made: Plant) -> None:
    count, service = 12, Moderation(down_for=25)
    quick = made.settings.model_copy(update={"backoff_max_s": 0.02, "max_attempts": 2})
    transport = guarded(httpx.MockTransport(service.answer), quick, made.metrics)
    client = WebhookClient("http://other", [WebhookKey(SECRET)], made.clock, transport=transport)
    producer = made.log.producer()
    for number in range(count):
        producer.append(FLAGS.name, *encode(flag(number)))
    producer.flush(30)
    producer.close()
    runner = StageRunner(DeliverFlagsStage(client), made.log, made.engine, quick, made.metrics)
    summary = runner.drain()
    assert (summary.applied, summary.dead) == (count, 0)
    assert service.taken == {flag(number).message_id: 1 for number in range(count)}
    assert summary.retries > service.asked, "an open circuit keeps requests from the service"
    assert made.metrics.registry.get_sample_value("deadwax_circuit_open", {"service": "moderation"}) == 0


def test_a_webhook_needs_its_secrets_and_no_other_address(made: Plant) -> None:
    alone = made.settings.model_copy(update={"webhook_url": "http://127.0.0.1:9"})
    both = alone.model_copy(update={"webhook_secrets": SecretStr(f"{SECRET} {SECRET}")})
    for wrong in (alone, both.model_copy(update={"api_url": "http://127.0.0.1:9"})):
        with (
            pytest.raises(UsageError, match="DEADWAX_WEBHOOK_SECRETS"),
            over_webhook(wrong, made.clock, made.metrics),
        ):
            pass
    with over_webhook(both, made.clock, made.metrics) as client:
        assert client is not None
