"""What a library repeats is written once a minute; nothing else is held back."""

import logging

from runtime.telemetry.repeated import Repeated


def record(at: float, text: str, *values: object, name: str = "kafka.conn") -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, "", 1, text, values, None)
    made.created = at
    return made


def test_a_repeated_message_is_written_once_a_minute_with_how_many_were_not() -> None:
    repeated = Repeated(("kafka",))
    written = [record(float(s), "connect %s failed", s) for s in range(0, 130, 10)]
    written = [r for r in written if repeated.filter(r)]
    assert [r.getMessage() for r in written] == [
        "connect 0 failed",
        "connect 60 failed (and 5 more like it before)",
        "connect 120 failed (and 5 more like it before)",
    ]


def test_other_messages_and_loggers_are_written() -> None:
    repeated = Repeated(("kafka",))
    for text in ("one", "two"):
        assert repeated.filter(record(0.0, text))
        assert repeated.filter(record(0.0, text, name="kafka.client"))
    for _ in range(3):
        assert repeated.filter(record(0.0, "one", name="runtime.stages.work"))
        assert repeated.filter(record(0.0, "one", name="kafkaesque"))


def test_a_clock_that_is_set_back_silences_nothing() -> None:
    repeated = Repeated(("kafka",))
    assert repeated.filter(record(90_000.0, "away"))
    assert repeated.filter(record(10.0, "away"))


def test_messages_without_end_do_not_fill_the_memory() -> None:
    repeated = Repeated(("kafka",))
    assert all(repeated.filter(record(0.0, f"number {n}")) for n in range(2_500))
    assert len(repeated._seen) <= 1_000
