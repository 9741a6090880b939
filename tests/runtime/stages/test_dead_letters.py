"""A dead letter keeps everything, is listed, and can be processed anew."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from contracts.delivery import Delivery
from contracts.topics import DELIVERIES, dead_letter_topic
from runtime.clock import FixedClock
from runtime.errors import PoisonError, UnknownDeadLetterError
from runtime.log.embedded import EmbeddedLog
from runtime.log.record import Record
from runtime.stages.dead_letters import Cemetery, count_open, drop, find, open_dead_letters, replay
from runtime.stages.ledger import Ledger
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.stages.runner import StageRunner
from tests.runtime.stages.harness import Accept, applied, delivery, publish

AT = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 100_000


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(AT)


def cemetery(clock: FixedClock, most: int = MOST) -> Cemetery:
    return Cemetery("stage", "g", Ledger("g", clock), Outbox("g", clock, most), clock)


def bury(engine: Engine, place: Cemetery, record: Record, error: Exception, message_id: str = "m") -> bool:
    with engine.begin() as connection:
        return place.bury(connection, record, message_id, error, 3)


def broken() -> Record:
    return Record("topic", 1, 42, "k\0ey \ud800", b"\x00\xff", {"he\0ader": "va\0lue"})


def failed() -> Exception:
    error = PoisonError("It is \0 broken.", remedy="Mend it.")
    error.__cause__ = LookupError("the cause")
    return error


def test_everything_is_kept(engine: Engine, clock: FixedClock) -> None:
    assert bury(engine, cemetery(clock), broken(), failed())
    with engine.connect() as connection:
        (letter,) = open_dead_letters(connection)
    assert (letter.topic, letter.partition, letter.record_offset) == ("topic", 1, 42)
    assert letter.value == b"\x00\xff"
    assert letter.key == "k\\x00ey \\ud800"
    assert letter.headers == {"he\\x00ader": "va\\x00lue"}
    assert (letter.error_code, letter.error_text, letter.remedy) == (
        "poison",
        "It is \\x00 broken.",
        "Mend it.",
    )
    assert "the cause" in letter.detail
    assert (letter.attempts, letter.died_at, letter.replayed_at) == (3, AT, None)
    assert letter.version


def test_the_same_message_dies_once(engine: Engine, clock: FixedClock) -> None:
    place = cemetery(clock)
    assert bury(engine, place, broken(), failed())
    assert not bury(engine, place, broken(), failed())
    with engine.connect() as connection:
        assert count_open(connection) == {"stage": 1}


def test_a_value_too_large_for_the_topic_stays_in_the_table(
    engine: Engine, clock: FixedClock, log: EmbeddedLog
) -> None:
    large = Record("topic", 0, 1, "k", bytes(20_000), {})
    bury(engine, cemetery(clock, most=20_000), large, KeyError("x"))
    relay = OutboxRelay(engine, log, "g", clock)
    assert relay.relay() == {dead_letter_topic("topic"): 1}
    relay.close()
    consumer = log.consumer("reader", [dead_letter_topic("topic")])
    (copy,) = consumer.poll(0.2, 10)
    consumer.close()
    assert copy.value == b""
    assert copy.headers["dead_value_left_out"] == "20000"
    with engine.connect() as connection:
        (letter,) = open_dead_letters(connection)
    assert letter.value == large.value


def test_the_oldest_come_first_and_stages_can_be_told_apart(engine: Engine, clock: FixedClock) -> None:
    place = cemetery(clock)
    for offset in (5, 3, 4):
        clock.advance(1)
        bury(engine, place, Record("topic", 0, offset, "", b"", {}), KeyError(), f"m{offset}")
    with engine.connect() as connection:
        assert [letter.record_offset for letter in open_dead_letters(connection)] == [5, 3, 4]
        assert len(open_dead_letters(connection, limit=2)) == 2
        assert open_dead_letters(connection, stage="another") == []


def test_a_replayed_message_is_processed_anew_by_its_own_stage_only(
    log: EmbeddedLog, engine: Engine, make_runner: Callable[..., StageRunner[Any, Any]], clock: FixedClock
) -> None:
    def failing(message: Delivery) -> str:
        if message.delivery_id == "00001":
            raise PoisonError("Not yet understood.")
        return ""

    publish(log, [delivery(0), delivery(1)])
    make_runner(Accept(failing)).drain()
    make_runner(Accept(name="other")).drain()
    assert applied(engine).count("00001") == 1
    with engine.connect() as connection:
        (letter,) = open_dead_letters(connection)
    with engine.begin() as connection:
        replay(connection, letter.id, Outbox("replay", clock, MOST), clock)
    relay = OutboxRelay(engine, log, "replay", clock)
    assert relay.relay() == {DELIVERIES.name: 1}
    relay.close()
    assert make_runner(Accept()).drain().applied == 1
    assert make_runner(Accept(name="other")).drain().skipped == 1
    assert applied(engine).count("00001") == 2
    with engine.connect() as connection:
        assert open_dead_letters(connection) == []


def test_a_letter_cannot_be_replayed_twice(engine: Engine, clock: FixedClock) -> None:
    bury(engine, cemetery(clock), broken(), failed())
    with engine.begin() as connection:
        (letter,) = open_dead_letters(connection)
        replay(connection, letter.id, Outbox("r", clock, MOST), clock)
    with pytest.raises(UnknownDeadLetterError, match="replayed before"), engine.begin() as connection:
        replay(connection, letter.id, Outbox("r", clock, MOST), clock)
    with pytest.raises(UnknownDeadLetterError, match="does not exist"), engine.begin() as connection:
        replay(connection, "0" * 32, Outbox("r", clock, MOST), clock)


def test_a_dropped_letter_is_no_longer_open_and_keeps_its_bytes_and_the_reason(
    engine: Engine, clock: FixedClock
) -> None:
    bury(engine, cemetery(clock), broken(), failed())
    with engine.begin() as connection:
        (letter,) = open_dead_letters(connection)
        drop(connection, letter.id, "A test of the \0 sender.", clock)
    with engine.connect() as connection:
        assert open_dead_letters(connection) == []
        assert count_open(connection) == {}
        kept = find(connection, letter.id)
    assert (kept.value, kept.dropped_at) == (b"\x00\xff", AT)
    assert kept.dropped_because == "A test of the \\x00 sender."
    box = Outbox("r", clock, MOST)
    for act in (lambda c: drop(c, letter.id, "again", clock), lambda c: replay(c, letter.id, box, clock)):
        with pytest.raises(UnknownDeadLetterError, match="dropped before"), engine.begin() as connection:
            act(connection)


def test_open_letters_can_be_chosen_by_their_code(engine: Engine, clock: FixedClock) -> None:
    bury(engine, cemetery(clock), broken(), failed())
    with engine.connect() as connection:
        assert len(open_dead_letters(connection, code="poison")) == 1
        assert open_dead_letters(connection, code="another") == []
