"""The sign of life of a stage's thread."""

import time


class Pulse:
    """Beaten by the thread that polls the log, read by any other."""

    def __init__(self) -> None:
        self._beaten_at = time.monotonic()
        self.is_assigned = False
        """Whether the stage held partitions at the last beat."""

    def beat(self, *, is_assigned: bool) -> None:
        """The thread lives, and holds partitions or not."""
        self.is_assigned = is_assigned
        self._beaten_at = time.monotonic()

    @property
    def age_s(self) -> float:
        """Seconds since the last beat."""
        return time.monotonic() - self._beaten_at
