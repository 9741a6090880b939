from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select

from contracts.decision import Action
from deadwax.errors import UsageError
from deadwax.receiver import LIFETIME, in_process, over_network
from deadwax.wiring import Plant
from review_api.tables import api_keys, cases, flags
from runtime.clock import FixedClock
from runtime.database.engine import reading
from runtime.settings import Settings
from tests.deadwax.messages import flag


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
    with pytest.raises(UsageError, match="DEADWAX_API_KEY"), over_network(alone):
        pass
    both = alone.model_copy(update={"api_key": SecretStr("k")})
    with over_network(both) as client:
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
