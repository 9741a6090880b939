"""What the way of decisions to the log promises."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from contracts.review_decision import ReviewDecision
from contracts.topics import REVIEW_DECISIONS
from review_api.app import close_app, create_app
from review_api.in_process import InProcessTransport
from review_api.relay import ORIGIN
from runtime.clock import FixedClock
from runtime.codec import decode
from runtime.errors import LogUnavailableError
from runtime.log.opening import open_log
from runtime.log.port import Log, Producer
from runtime.settings import Settings
from runtime.stages.outbox import OutboxRelay
from tests.policy.samples import flag
from tests.review_api.calls import case_of, claim, decide


@pytest.fixture
def log(settings: Settings) -> Iterator[Log]:
    made = open_log(settings)
    yield made
    made.close()


@dataclass(frozen=True, slots=True)
class Plant:
    """What an app is made of."""

    settings: Settings
    engine: Engine
    clock: FixedClock
    log: Log


@pytest.fixture
def plant(settings: Settings, engine: Engine, clock: FixedClock, log: Log) -> Plant:
    return Plant(settings, engine, clock, log)


@pytest.fixture
def transport(plant: Plant) -> Iterator[InProcessTransport]:
    app = create_app(plant.settings, plant.engine, plant.log, clock=plant.clock)
    made = InProcessTransport(app)
    yield made
    made.close()
    close_app(app)


def read(log: Log) -> list[ReviewDecision]:
    consumer = log.consumer("test", [REVIEW_DECISIONS.name])
    found: list[ReviewDecision] = []
    for _ in range(10):
        found += [decode(record, ReviewDecision) for record in consumer.poll(0.1, 100)]
    consumer.close()
    return found


def test_a_decision_reaches_the_log_once(machine: httpx.Client, moderator: httpx.Client, log: Log) -> None:
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    decide(moderator, case_id, receipt)
    decide(moderator, case_id, receipt)
    (message,) = read(log)
    assert (message.case_id, message.outcome) == (case_id, "clear")


class _DeafLog:
    """A log that cannot be reached."""

    def __init__(self, inner: Log) -> None:
        self._inner = inner

    def producer(self) -> Producer:
        return _DeafProducer()  # type: ignore[return-value]

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class _DeafProducer:
    def append(self, *_: object) -> None:
        raise LogUnavailableError("no broker")

    def flush(self, timeout_s: float) -> None:
        raise AssertionError(timeout_s)

    def close(self) -> None:
        return


def decided_through(app: FastAPI, machine: httpx.Client, moderator: httpx.Client) -> str:
    """Have the moderator decide a case through another app over the same database, and end that app."""
    case_id = case_of(machine, flag())
    receipt = claim(moderator, case_id)
    there = InProcessTransport(app)
    client = httpx.Client(
        transport=there, base_url=moderator.base_url, cookies=moderator.cookies, headers=moderator.headers
    )
    assert decide(client, case_id, receipt).status_code == 200
    there.close()
    close_app(app)
    return case_id


def test_a_log_that_is_down_blocks_no_moderator_and_loses_nothing(
    plant: Plant, machine: httpx.Client, moderator: httpx.Client
) -> None:
    deaf = create_app(plant.settings, plant.engine, _DeafLog(plant.log), clock=plant.clock)  # type: ignore[arg-type]
    case_id = decided_through(deaf, machine, moderator)
    assert read(plant.log) == []
    relay = OutboxRelay(plant.engine, plant.log, ORIGIN, plant.clock)
    assert relay.backlog() == 1
    relay.relay()
    relay.close()
    assert [m.case_id for m in read(plant.log)] == [case_id]


def test_in_the_background_it_sends_what_was_left_behind(
    plant: Plant, machine: httpx.Client, moderator: httpx.Client
) -> None:
    silent = create_app(plant.settings, plant.engine, None, clock=plant.clock)
    case_id = decided_through(silent, machine, moderator)
    app = create_app(plant.settings, plant.engine, plant.log, clock=plant.clock)

    async def serve() -> None:
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0)

    asyncio.run(serve())
    assert [m.case_id for m in read(plant.log)] == [case_id]
