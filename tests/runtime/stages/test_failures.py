"""What cannot be processed is tried again, kept or stops the stage; the others go on."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from contracts.delivery import Delivery
from contracts.topics import DELIVERIES, dead_letter_topic
from runtime.errors import (
    DatabaseUnavailableError,
    FatalError,
    PoisonError,
    RetryableError,
    TooManyDeadLettersError,
    UnavailableError,
)
from runtime.log.embedded import EmbeddedLog
from runtime.stages.dead_letters import open_dead_letters
from runtime.stages.runner import StageRunner
from tests.runtime.stages.harness import (
    Accept,
    applied,
    committed_lag,
    delivery,
    publish,
    publish_bytes,
    publish_in_order,
    records,
)

Make = Callable[..., StageRunner[Any, Any]]


def test_an_error_that_passes_is_tried_again(log: EmbeddedLog, engine: Engine, make_runner: Make) -> None:
    failures = Counter({"00001": 2, "00002": 1})

    def flaky(message: Delivery) -> str:
        if failures[message.delivery_id] > 0:
            failures[message.delivery_id] -= 1
            raise RetryableError("The service did not answer.")
        return ""

    publish_in_order(log, 4)
    summary = make_runner(Accept(flaky)).drain()
    assert (summary.applied, summary.retries, summary.dead) == (4, 3, 0)
    assert applied(engine) == [f"{n:05}" for n in range(4)]


def test_an_error_in_apply_leaves_nothing_behind_and_is_tried_again(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    failures = Counter({"00001": 2})

    def flaky(message: Delivery) -> None:
        if failures[message.delivery_id] > 0:
            failures[message.delivery_id] -= 1
            raise RetryableError("Not now.")

    publish_in_order(log, 3)
    stage = Accept(apply=flaky)
    summary = make_runner(stage).drain()
    assert (summary.applied, summary.retries) == (3, 2)
    assert applied(engine) == ["00000", "00001", "00002"]
    assert stage.prepared.count("00001") == 1


@pytest.mark.parametrize("step", ["prepare", "apply"])
@pytest.mark.parametrize(
    ("error", "code", "attempts"),
    [
        (PoisonError("It is broken.", remedy="Mend it."), "poison", 1),
        (RetryableError("Never works."), "retryable", 3),
        (OSError("disk gone"), "runtime.unexpected", 3),
        (KeyError("defect"), "runtime.unexpected", 1),
    ],
)
def test_what_cannot_be_processed_is_kept_with_its_bytes_and_the_others_go_on(  # noqa: PLR0917
    log: EmbeddedLog,
    engine: Engine,
    make_runner: Make,
    step: str,
    error: Exception,
    code: str,
    attempts: int,
) -> None:
    def failing(message: Delivery) -> str:
        if message.delivery_id == "00001":
            raise error
        return ""

    publish(log, [delivery(n) for n in range(3)])
    stage = Accept(**{step: failing})  # type: ignore[arg-type]
    summary = make_runner(stage).drain()
    assert (summary.applied, summary.dead) == (2, 1)
    assert sorted(applied(engine)) == ["00000", "00002"]
    with engine.connect() as connection:
        (letter,) = open_dead_letters(connection)
    assert letter.error_code == code
    assert letter.attempts == attempts
    assert Delivery.model_validate_json(letter.value) == delivery(1)
    assert letter.headers["ce_id"] == "delivery-00001"
    (copy,) = records(log, dead_letter_topic(DELIVERIES.name))
    assert copy.value == letter.value
    assert copy.headers["dead_code"] == code
    assert copy.headers["dead_letter_id"] == letter.id
    assert committed_lag(log, "deadwax.accept") == 0


def test_bytes_that_are_no_message_are_kept_as_they_are(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    publish_bytes(log, b"\x00\xffnot json", key="nul \x00 key")
    publish(log, [delivery(1)])
    summary = make_runner(Accept()).drain()
    assert (summary.applied, summary.dead) == (1, 1)
    with engine.connect() as connection:
        (letter,) = open_dead_letters(connection, "accept")
    assert letter.value == b"\x00\xffnot json"
    assert letter.error_code == "runtime.unreadable_message"


def test_too_many_dead_letters_in_a_row_stop_the_stage_also_after_a_restart(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    def broken(message: Delivery) -> str:
        raise PoisonError(f"No idea what {message.delivery_id} is.")

    publish_in_order(log, 10)
    with pytest.raises(TooManyDeadLettersError, match="4 messages in a row"):
        make_runner(Accept(broken), max_consecutive_dead=4).drain()
    with pytest.raises(TooManyDeadLettersError):
        make_runner(Accept(broken), max_consecutive_dead=4).drain()
    with engine.connect() as connection:
        assert len(open_dead_letters(connection)) == 4
    assert committed_lag(log, "deadwax.accept") == 6
    mended = make_runner(Accept(), max_consecutive_dead=4).drain()
    assert mended.applied == 6


def test_a_fatal_error_stops_before_the_commit(log: EmbeddedLog, engine: Engine, make_runner: Make) -> None:
    def fatal(message: Delivery) -> str:
        if message.delivery_id == "00002":
            raise FatalError("The model is gone.")
        return ""

    publish_in_order(log, 5)
    with pytest.raises(FatalError, match="model is gone"):
        make_runner(Accept(fatal), prepare_threads=1).drain()
    assert len(applied(engine)) <= 2
    make_runner(Accept()).drain()
    assert applied(engine) == [f"{n:05}" for n in range(5)]


def test_a_database_that_fails_for_a_while_costs_nothing(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    failures = [2]

    def shaky(_: Delivery) -> None:
        if failures[0]:
            failures[0] -= 1
            raise OperationalError("INSERT", {}, RuntimeError("server closed the connection"))

    publish_in_order(log, 3)
    summary = make_runner(Accept(apply=shaky)).drain()
    assert (summary.applied, summary.dead) == (3, 0)
    assert applied(engine) == ["00000", "00001", "00002"]


def test_a_database_that_stays_away_stops_the_stage_and_kills_no_message(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    def away(_: Delivery) -> None:
        raise OperationalError("INSERT", {}, RuntimeError("connection refused"))

    publish_in_order(log, 3)
    with pytest.raises(DatabaseUnavailableError, match="connection refused"):
        make_runner(Accept(apply=away)).drain()
    with engine.connect() as connection:
        assert open_dead_letters(connection) == []
    assert make_runner(Accept()).drain().applied == 3


def test_what_everything_needs_may_be_away_for_any_time_and_costs_no_message(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    calls: Counter[str] = Counter()

    def away(message: Delivery) -> str:
        calls[message.delivery_id] += 1
        if calls[message.delivery_id] <= 30:
            raise UnavailableError("The service is away.")
        if calls[message.delivery_id] == 31:
            raise RetryableError("A failure of this message alone still has all its attempts.")
        return ""

    publish_in_order(log, 4)
    summary = make_runner(Accept(away), max_attempts=2).drain()
    assert (summary.applied, summary.dead, summary.retries) == (4, 0, 4 * 31)
    assert applied(engine) == [f"{n:05}" for n in range(4)]
