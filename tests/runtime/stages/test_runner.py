"""The runner applies every message once, in order, and loses none, whatever the stage does."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from contracts.delivery import Delivery
from contracts.topics import ACKNOWLEDGEMENTS, DELIVERIES, dead_letter_topic
from runtime.errors import (
    DatabaseUnavailableError,
    FatalError,
    PoisonError,
    RetryableError,
    StageStuckError,
    TooManyDeadLettersError,
    UnavailableError,
)
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.stages.dead_letters import open_dead_letters
from runtime.stages.runner import StageRunner
from runtime.stages.shift import Shift
from runtime.tables import outbox, processed
from runtime.telemetry.metrics import Metrics
from tests.runtime.stages.harness import (
    Accept,
    applied,
    delivery,
    effects,
    publish,
    publish_bytes,
    twice_applied,
)

Make = Callable[..., StageRunner[Any, Any]]


def records(log: EmbeddedLog, topic: str) -> list[Record]:
    consumer = log.consumer("test.reader." + topic, [topic])
    found: list[Record] = []
    while batch := consumer.poll(0.1, 1000):
        found += batch
    consumer.close()
    return found


def committed_lag(log: EmbeddedLog, group: str) -> int:
    consumer = log.consumer(group, [DELIVERIES.name])
    consumer.poll(0, 1)
    lag = sum(consumer.lag().values())
    consumer.close()
    return lag


def test_every_message_is_applied_sent_and_committed(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    publish(log, [delivery(n) for n in range(40)])
    summary = make_runner(Accept()).drain()
    assert (summary.read, summary.applied, summary.sent, summary.dead) == (40, 40, 40, 0)
    assert sorted(applied(engine)) == [f"{n:05}" for n in range(40)]
    assert len({record.headers["ce_id"] for record in records(log, ACKNOWLEDGEMENTS.name)}) == 40
    assert committed_lag(log, "deadwax.accept") == 0
    with engine.connect() as connection:
        unsent = select(func.count()).where(outbox.c.sent_at.is_(None))
        assert connection.execute(unsent).scalar_one() == 0


def test_a_message_that_comes_again_is_skipped_and_counted(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    publish(log, [delivery(1), delivery(1), delivery(2)])
    stage = Accept()
    first = make_runner(stage).drain()
    publish(log, [delivery(2), delivery(3)])
    second = make_runner(stage).drain()
    assert (first.applied, first.skipped, second.applied, second.skipped) == (2, 1, 1, 1)
    assert sorted(applied(engine)) == ["00001", "00002", "00003"]
    assert Counter(stage.prepared) == Counter(["00001", "00002", "00003"])


def test_a_message_that_is_in_hand_three_times_is_applied_once_and_the_stage_goes_on(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    publish(log, [delivery(1), delivery(1), delivery(1), delivery(2)])
    summary = make_runner(Accept()).drain()
    assert (summary.applied, summary.skipped) == (2, 2)
    assert sorted(applied(engine)) == ["00001", "00002"]


def test_slow_messages_are_prepared_at_once_and_applied_in_order_on_one_thread(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    together = threading.Barrier(4, timeout=10)

    def slow(message: Delivery) -> str:
        if int(message.delivery_id) < 4:
            together.wait()
        time.sleep(0.03 * (4 - int(message.delivery_id) % 4))
        return "heard"

    publish_in_order(log, 12)
    stage = Accept(slow)
    make_runner(stage, prepare_threads=4).drain()
    assert applied(engine) == [f"{n:05}" for n in range(12)]
    assert len(stage.appliers) == 1


def publish_in_order(log: EmbeddedLog, count: int) -> None:
    """Publish deliveries into one partition."""
    producer = log.producer()
    for number in range(count):
        message = delivery(number)
        producer.append(DELIVERIES.name, "one key", message.model_dump_json().encode(), {})
    producer.flush(10)
    producer.close()


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


def test_a_stop_lets_the_work_in_hand_end_and_leaves_the_rest(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    begun = threading.Event()
    stop = threading.Event()

    def slow(_: Delivery) -> str:
        begun.set()
        time.sleep(0.3)
        return ""

    publish_in_order(log, 8)
    stage = Accept(slow)
    runner = make_runner(stage, prepare_threads=2)
    thread = threading.Thread(target=runner.run, args=(stop,))
    thread.start()
    assert begun.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    done = len(applied(engine))
    assert 1 <= done < 8
    assert committed_lag(log, "deadwax.accept") == 8 - done
    make_runner(Accept()).drain()
    assert applied(engine) == [f"{n:05}" for n in range(8)]


def test_a_stop_that_takes_too_long_is_told(log: EmbeddedLog, make_runner: Make) -> None:
    begun, stop, release = threading.Event(), threading.Event(), threading.Event()

    def stuck(_: Delivery) -> str:
        begun.set()
        release.wait(30)
        return ""

    publish_in_order(log, 1)
    runner = make_runner(Accept(stuck), stop_grace_s=0.1)
    told: list[BaseException] = []

    def run() -> None:
        try:
            runner.run(stop)
        except StageStuckError as error:
            told.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    stop.set()
    thread.join(10)
    release.set()
    assert len(told) == 1


def test_stages_drain_at_once_each_after_the_one_before(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    first_done = threading.Event()
    second = make_runner(Accept(name="second"))
    summaries: list[Any] = []
    thread = threading.Thread(target=lambda: summaries.append(second.drain(after=first_done)))
    thread.start()
    time.sleep(0.3)
    publish(log, [delivery(n) for n in range(10)])
    first_done.set()
    thread.join(20)
    assert summaries[0].applied == 10
    assert len(applied(engine)) == 10


def test_two_workers_share_the_work_and_apply_each_message_once(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    publish(log, [delivery(n) for n in range(60)])
    stop = threading.Event()

    def slow(_: Delivery) -> str:
        time.sleep(0.01)
        return ""

    runners = [make_runner(Accept(slow)) for _ in range(2)]
    threads = [threading.Thread(target=runner.run, args=(stop,)) for runner in runners]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while len(applied(engine)) < 60 and time.monotonic() < deadline:
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join(20)
    assert len(applied(engine)) == 60
    assert twice_applied(engine) == []
    assert committed_lag(log, "deadwax.accept") == 0


def test_partitions_are_handed_over_once_the_work_in_hand_has_ended(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    begun, release, stop = threading.Event(), threading.Event(), threading.Event()

    def held(_: Delivery) -> str:
        begun.set()
        release.wait(30)
        return ""

    publish(log, [delivery(n) for n in range(12)])
    first, second = Accept(held), Accept()
    runners = [make_runner(stage, prepare_threads=12, stop_grace_s=30.0) for stage in (first, second)]
    threads = [threading.Thread(target=runner.run, args=(stop,)) for runner in runners]
    threads[0].start()
    assert begun.wait(30)
    threads[1].start()
    wait_for(lambda: len(first.prepared) == 12)
    time.sleep(1.2)  # the first is asked for a share meanwhile, and must not let go before it is done
    assert second.prepared == []
    release.set()
    wait_for(lambda: len(applied(engine)) == 12)
    publish(log, [delivery(n) for n in range(12, 40)])
    wait_for(lambda: len(applied(engine)) == 40 and bool(second.prepared))
    stop.set()
    for thread in threads:
        thread.join(60)
    assert max(Counter(first.prepared + second.prepared).values()) == 1, "nothing was prepared twice"
    assert twice_applied(engine) == []


def test_work_that_outlasts_the_hand_over_is_dropped_and_its_late_result_counts_for_nothing(
    log: EmbeddedLog, engine: Engine, make_runner: Make
) -> None:
    begun, release, stop = threading.Event(), threading.Event(), threading.Event()

    def zombie(_: Delivery) -> str:
        begun.set()
        release.wait(60)
        return "late"

    publish(log, [delivery(n) for n in range(12)])
    first = make_runner(Accept(zombie), prepare_threads=12, stop_grace_s=0.2)
    second = make_runner(Accept(lambda _: "in time"))
    threads = [threading.Thread(target=runner.run, args=(stop,)) for runner in (first, second)]
    threads[0].start()
    assert begun.wait(30)
    threads[1].start()
    wait_for(lambda: len(applied(engine)) > 0)
    release.set()
    wait_for(lambda: len(applied(engine)) == 12)
    stop.set()
    for thread in threads:
        thread.join(60)
    with engine.connect() as connection:
        query = select(effects.c.delivery_id, effects.c.note)
        notes = {row.delivery_id: row.note for row in connection.execute(query)}
    assert len(notes) == 12
    assert "in time" in notes.values()
    assert twice_applied(engine) == []


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


def test_an_error_while_handing_over_stops_the_stage(
    log: EmbeddedLog, make_runner: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()

    def fail(*_: object) -> None:
        raise FatalError("It must not go on.")

    monkeypatch.setattr(Shift, "hand_over", fail)
    publish(log, [delivery(n) for n in range(4)])
    told: list[BaseException] = []

    def run(runner: StageRunner[Any, Any]) -> None:
        try:
            runner.run(stop)
        except FatalError as error:
            told.append(error)

    threads = [threading.Thread(target=run, args=(make_runner(Accept()),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(told) == 1)
    stop.set()
    for thread in threads:
        thread.join(60)


def test_records_that_the_log_deleted_unread_are_counted(
    log: EmbeddedLog, make_runner: Make, engine: Engine
) -> None:
    publish_in_order(log, 3)
    make_runner(Accept()).drain()
    publish_in_order(log, 9)
    with closing(sqlite3.connect(log._path)) as connection, connection:
        connection.execute("DELETE FROM records WHERE offset < 7")
    metrics = Metrics()
    make_runner(Accept(), metrics=metrics).drain()
    assert metrics.registry.get_sample_value("deadwax_records_expired_total", {"stage": "accept"}) == 4
    assert len(applied(engine)) == 3 + 5


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def test_every_message_has_one_row_in_the_ledger(log: EmbeddedLog, engine: Engine, make_runner: Make) -> None:
    publish(log, [delivery(n) for n in range(6)])
    make_runner(Accept()).drain()
    make_runner(Accept(name="other")).drain()
    with engine.connect() as connection:
        query = select(processed.c.group_name, func.count()).group_by(processed.c.group_name)
        counts = dict(connection.execute(query).all())
    assert counts == {"deadwax.accept": 6, "deadwax.other": 6}


def test_the_metrics_tell_what_happened(log: EmbeddedLog, make_runner: Make) -> None:
    def failing(message: Delivery) -> str:
        if message.delivery_id == "00001":
            raise PoisonError("Broken.")
        return ""

    metrics = Metrics()
    publish(log, [delivery(n) for n in range(3)])
    make_runner(Accept(failing), metrics=metrics).drain()

    def value(name: str, **labels: str) -> float | None:
        return metrics.registry.get_sample_value(f"deadwax_{name}", {"stage": "accept", **labels})

    assert value("records_read_total") == 3
    assert value("messages_applied_total") == 2
    assert value("dead_letters_total", code="poison") == 1
    assert value("messages_sent_total", topic=ACKNOWLEDGEMENTS.name) == 2
    assert value("stage_seconds_count", step="prepare") == 3
    assert value("stage_seconds_count", step="apply") == 2
    assert value("in_flight") == 0
