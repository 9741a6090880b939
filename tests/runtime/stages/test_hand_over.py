"""Work in hand ends before a stage stops or another worker takes it, and is never done twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select

from contracts.delivery import Delivery
from runtime.errors import (
    FatalError,
    StageStuckError,
)
from runtime.log.embedded import EmbeddedLog
from runtime.stages.runner import StageRunner
from runtime.stages.shift import Shift
from tests.runtime.stages.harness import (
    Accept,
    applied,
    committed_lag,
    delivery,
    effects,
    publish,
    publish_in_order,
    twice_applied,
    wait_for,
)

Make = Callable[..., StageRunner[Any, Any]]


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
