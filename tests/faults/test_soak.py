"""Workers killed and frozen, broker and database killed, on the real ones: the books balance all the same."""

from collections.abc import Iterator

import pytest

from tests.faults.soak import Plan, Soak, context
from tests.integration.kafka.broker import Broker, missing
from tests.integration.postgresql.server import PrivateServer, binaries
from tests.services import absent

pytestmark = [pytest.mark.kafka, pytest.mark.postgresql, pytest.mark.network]


@pytest.fixture
def broker() -> Iterator[Broker]:
    why = missing()
    if why is not None:
        absent("kafka", why)
    made = Broker()
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[PrivateServer]:
    folder = binaries()
    if folder is None:
        absent("postgresql", "no initdb was found")
    made = PrivateServer(folder)
    yield made
    made.close()


def test_the_books_balance(broker: Broker, server: PrivateServer) -> None:
    plan = Plan(messages=300, kills=3, freezes=1, outages=1, pause_s=0.3, delay_s=0.01)
    books = Soak(broker, server, plan, context()).run()
    assert books.is_balanced, books
    assert books.kills == 3
    assert set(books.outages) == {"broker killed", "database killed", "dead letter topic full"}
    assert books.dead > 20
    assert books.sent_twice > 0
