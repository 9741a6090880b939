import pytest
from pydantic import SecretStr
from sqlalchemy import select

from contracts.decision import Action
from deadwax.errors import UsageError
from deadwax.receiver import in_process, over_network
from deadwax.wiring import Plant
from review_api.tables import api_keys, cases, flags
from runtime.database.engine import reading
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
