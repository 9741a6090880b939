"""Log lines are one JSON object each, or readable; libraries' lines as well."""

import io
import json
import logging
from typing import Literal

import pytest
import structlog

from runtime.settings import Settings
from runtime.telemetry.logs import configure


def test_every_line_is_json_with_time_level_and_values() -> None:
    stream = io.StringIO()
    configure(Settings(log_format="json"), stream)
    structlog.get_logger("deadwax.test").bind(stage="ingest").info("a delivery was read", tracks=3)
    logging.getLogger("some.library").warning("beware of %s", "this")
    own, library = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert own["event"] == "a delivery was read"
    assert (own["stage"], own["tracks"], own["level"]) == ("ingest", 3, "info")
    assert own["timestamp"].endswith("Z")
    assert library["event"] == "beware of this"
    assert library["logger"] == "some.library"


def test_an_error_carries_its_trace_in_the_line() -> None:
    stream = io.StringIO()
    configure(Settings(log_format="json"), stream)
    try:
        [].pop()
    except IndexError:
        structlog.get_logger("t").exception("it failed")
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["exception"][0]["exc_type"] == "IndexError"


def test_quiet_libraries_and_low_levels_are_left_out() -> None:
    stream = io.StringIO()
    configure(Settings(log_format="console", log_level="INFO"), stream)
    logging.getLogger("kafka.client").info("chatter")
    structlog.get_logger("t").debug("detail")
    structlog.get_logger("t").info("readable", n=1)
    text = stream.getvalue()
    assert "readable" in text
    assert "n=1" in text
    assert "chatter" not in text
    assert "detail" not in text


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_an_error_never_tells_local_variables(log_format: Literal["json", "console"]) -> None:
    stream = io.StringIO()
    configure(Settings(log_format=log_format), stream)

    def fails(password: str) -> None:
        raise ValueError(len(password))

    try:
        fails("hunter2-" + "x" * 5)
    except ValueError:
        structlog.get_logger("t").exception("it failed")
    assert "ValueError" in stream.getvalue()
    assert "hunter2-xxxxx" not in stream.getvalue()
