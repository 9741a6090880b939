"""Where the time comes from, so that tests and replays can say what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from runtime.errors import NaiveDatetimeError


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """Stands still at ``at`` until it is moved."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise NaiveDatetimeError(
                f"A fixed clock was set to {at.isoformat()}, which has no time zone.",
                remedy="Give an aware datetime, for example with tzinfo=UTC.",
            )
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The time that the clock was set to, in UTC."""
        return self._at

    def advance(self, seconds: float) -> None:
        """Move the clock by ``seconds``."""
        self._at += timedelta(seconds=seconds)
