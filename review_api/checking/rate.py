"""How often a caller may ask."""

import threading
from collections import deque
from datetime import datetime, timedelta

from review_api.errors import TooManyChecksError

WINDOW = timedelta(minutes=1)


class RateLimit:
    """At most ``per_minute`` calls of one caller in any minute, counted in this process."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._calls: dict[str, deque[datetime]] = {}
        self._guard = threading.Lock()

    def take(self, caller: str, now: datetime) -> None:
        """Count a call. Raises ``TooManyChecksError``, and does not count it, where there were too many."""
        with self._guard:
            self._forget(now)
            calls = self._calls.setdefault(caller, deque())
            if len(calls) >= self._per_minute:
                wait = max(1, round((calls[0] + WINDOW - now).total_seconds()))
                raise TooManyChecksError(
                    f"More than {self._per_minute} checks in a minute. Try again in {wait} second(s).",
                    retry_after_s=wait,
                )
            calls.append(now)

    def _forget(self, now: datetime) -> None:
        """Drop what lies outside the window, so that callers who left take no memory."""
        for caller, calls in list(self._calls.items()):
            while calls and calls[0] <= now - WINDOW:
                calls.popleft()
            if not calls:
                del self._calls[caller]
