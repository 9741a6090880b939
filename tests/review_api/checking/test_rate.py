"""Callers are slowed down each for themselves, and for a minute."""

from datetime import UTC, datetime, timedelta

import pytest

from review_api.checking.rate import RateLimit
from review_api.errors import TooManyChecksError

AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_caller_is_stopped_at_the_limit_and_others_are_not() -> None:
    limit = RateLimit(2)
    limit.take("a", AT)
    limit.take("a", AT + timedelta(seconds=10))
    with pytest.raises(TooManyChecksError) as caught:
        limit.take("a", AT + timedelta(seconds=20))
    assert caught.value.headers["Retry-After"] == "40"
    limit.take("b", AT + timedelta(seconds=20))


def test_after_a_minute_there_is_room_again_and_refusals_do_not_count() -> None:
    limit = RateLimit(1)
    limit.take("a", AT)
    for second in range(1, 60):
        with pytest.raises(TooManyChecksError):
            limit.take("a", AT + timedelta(seconds=second))
    limit.take("a", AT + timedelta(seconds=60))
