"""The runner applies every message once, in order, and loses none, whatever the stage does."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import Engine, func, select

from contracts.delivery import Delivery
from contracts.topics import ACKNOWLEDGEMENTS
from runtime.errors import (
    PoisonError,
)
from runtime.log.embedded import EmbeddedLog
from runtime.stages.runner import StageRunner
from runtime.tables import outbox, processed
from runtime.telemetry.metrics import Metrics
from tests.runtime.stages.harness import (
    Accept,
    applied,
    committed_lag,
    delivery,
    publish,
    publish_in_order,
    records,
)

Make = Callable[..., StageRunner[Any, Any]]


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
