"""The line, with real runners over the real log and stages that only pass messages on."""

import threading
import time
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from contracts.flag import Flag
from contracts.topics import ACKNOWLEDGEMENTS
from deadwax.line import AFTER, Line
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.deliver import DeliverFlagsStage
from deadwax.tables import acknowledgements
from deadwax.wiring import STAGES, Plant
from review_api.schemas.change import TrackChange
from runtime.codec import encode
from runtime.database.engine import reading
from runtime.errors import FatalError
from runtime.stages.runner import StageRunner
from tests.deadwax.messages import acknowledgement, flag

COUNT = 30


class Broken:
    """Where flags cannot go."""

    def hand_in(self, flag: Flag) -> None:
        raise FatalError(f"{flag.flag_id} cannot go anywhere")

    def tell(self, changes: Sequence[TrackChange]) -> None:
        raise FatalError(f"{len(changes)} changes cannot go anywhere")


def append(made: Plant, *messages: object) -> None:
    producer = made.log.producer()
    for message in messages:
        key, value, headers = encode(message)  # type: ignore[arg-type]
        topic = ACKNOWLEDGEMENTS.name if not isinstance(message, Flag) else "deadwax.flags"
        producer.append(topic, key, value, headers)
    producer.flush(10)
    producer.close()


def runner(made: Plant, stage: object) -> StageRunner:  # type: ignore[type-arg]
    return StageRunner(stage, made.log, made.engine, made.settings, made.metrics)  # type: ignore[arg-type]


def acknowledged(made: Plant) -> int:
    with reading(made.engine) as connection:
        return len(connection.execute(select(acknowledgements)).all())


def test_every_stage_comes_after_one_that_feeds_it() -> None:
    assert set(AFTER) == set(STAGES)
    assert set(AFTER.values()) <= {"inbox", *STAGES}


def test_draining_ends_when_nothing_waits_any_more(made: Plant) -> None:
    runners = {
        "ingest": runner(made, DeliverFlagsStage(Broken())),
        "acknowledge": runner(made, AcknowledgeStage(made.settings.home / "out")),
    }

    def feed() -> int:
        append(made, *(acknowledgement(number) for number in range(COUNT)))
        return COUNT

    seen: list[int] = []
    line = Line(runners, feed)
    line.drain(threading.Event(), lambda: seen.append(line.summaries["acknowledge"].ended))
    assert acknowledged(made) == COUNT
    assert seen[-1] == COUNT


def test_running_feeds_again_and_again_until_it_is_stopped(made: Plant) -> None:
    stop = threading.Event()
    numbers = iter(range(1000))

    def feed() -> int:
        append(made, acknowledgement(next(numbers)))
        return 1

    def watch() -> None:
        if acknowledged(made) >= 3:
            stop.set()

    line = Line(
        {"acknowledge": runner(made, AcknowledgeStage(made.settings.home / "out"))}, feed, every_s=0.1
    )
    line.run(stop, watch)
    assert acknowledged(made) >= 3


@pytest.mark.parametrize("mode", ["run", "drain"])
def test_an_error_that_a_stage_cannot_survive_stops_the_whole_line(made: Plant, mode: str) -> None:
    append(made, flag())
    runners = {
        "ingest": runner(made, AcknowledgeStage(made.settings.home / "out")),
        "detect": runner(made, DeliverFlagsStage(Broken())),
    }
    began = time.monotonic()
    with pytest.raises(FatalError, match="cannot go anywhere"):
        getattr(Line(runners, lambda: 0, every_s=0.1), mode)(threading.Event())
    assert time.monotonic() - began < 20


def test_an_error_of_the_feeder_stops_the_whole_line(made: Plant) -> None:
    def feed() -> int:
        raise FatalError("no inbox")

    line = Line({"ingest": runner(made, AcknowledgeStage(made.settings.home / "out"))}, feed)
    with pytest.raises(FatalError, match="no inbox"):
        line.drain(threading.Event())
