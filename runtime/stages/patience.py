"""How often something outside may fail before the stage gives up, and when it is tried again."""

import time

from runtime.stages.backoff import Backoff


class Patience:
    """Counts failures in a row of one thing. ``is_ready`` says whether it may be tried again."""

    def __init__(self, backoff: Backoff) -> None:
        self._backoff = backoff
        self._due = 0.0
        self.failures = 0

    @property
    def is_ready(self) -> bool:
        """Whether the pause is over."""
        return time.monotonic() >= self._due

    def failed(self) -> None:
        """It failed: pause, longer each time."""
        self.failures += 1
        self._due = time.monotonic() + self._backoff.pause_s(self.failures)

    def worked(self) -> None:
        """It worked: begin anew."""
        self.failures = 0
        self._due = 0.0
