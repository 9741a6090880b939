"""Clocks tell aware times in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from runtime.clock import FixedClock, SystemClock
from runtime.errors import NaiveDatetimeError


def test_the_system_clock_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert before <= now <= datetime.now(UTC)


def test_a_fixed_clock_moves_only_when_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 1, 1, 14, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == clock.now() == datetime(2026, 1, 1, 12, tzinfo=UTC)
    clock.advance(90)
    assert clock.now() == datetime(2026, 1, 1, 12, 1, 30, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveDatetimeError, match="no time zone"):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused
