"""Workers killed and frozen, broker and database killed, on the real ones: the books balance all the same."""

import sys
from collections.abc import Iterator

import pytest

from tests.faults import chain
from tests.faults.chain import ChainSoak
from tests.faults.soak import Plan, Soak, context
from tests.integration.kafka.broker import Broker, missing
from tests.integration.kafka.cluster import Cluster
from tests.integration.postgresql.server import PrivateServer, private_server
from tests.services import absent

pytestmark = [pytest.mark.kafka, pytest.mark.postgresql, pytest.mark.network]


@pytest.fixture
def broker() -> Iterator[Broker]:
    need_kafka()
    made = Broker()
    yield made
    made.close()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    need_kafka()
    made = Cluster()
    yield made
    made.close()


def tell(line: str) -> None:
    """Shown with ``pytest -s``, and where a test fails."""
    sys.stdout.write(f"{line}\n")


def need_kafka() -> None:
    why = missing()
    if why is not None:
        absent("kafka", why)


@pytest.fixture
def server() -> Iterator[PrivateServer]:
    with private_server() as made:
        yield made


def test_the_books_balance(broker: Broker, server: PrivateServer) -> None:
    plan = Plan(messages=300, kills=3, freezes=1, outages=1, jumps=2, pause_s=0.3, delay_s=0.01)
    books = Soak(broker, server, plan, context(), tell).run()
    assert books.is_balanced, books
    assert (books.kills, books.freezes, books.jumps) == (3, 1, 2)
    assert set(books.outages) == {"broker killed", "database killed", "dead letter topic full"}
    assert books.dead > 20
    assert books.sent_twice > 0


def test_the_books_balance_while_leaders_move_among_three_brokers(
    cluster: Cluster, server: PrivateServer
) -> None:
    plan = Plan(messages=400, kills=0, leader_moves=1, pause_s=0.1, delay_s=0.1)
    books = Soak(cluster, server, plan, context(), tell).run()
    assert books.is_balanced, books
    assert books.leader_moves >= 2, "the broker that was killed led some partitions"
    assert books.ended_at_last_fault < books.inputs, "it led while there was work"


def test_the_books_of_the_whole_chain_balance(broker: Broker, server: PrivateServer) -> None:
    plan = Plan(messages=40, kills=1, pause_s=0.1)
    books = ChainSoak(broker, server, plan, chain.context(), tell).run()
    assert books.is_balanced, books
    assert (books.kills, books.ended_at_last_fault < books.inputs) == (1, True)
    assert books.decided > 20
    assert books.rejected > 0
    assert books.dead > 0
