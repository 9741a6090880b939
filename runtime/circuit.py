"""A circuit breaker: stops asking a service that does not answer, and finds out when it does again."""

import threading
import time
from collections.abc import Callable
from enum import StrEnum

from runtime.stages.backoff import Backoff


class CircuitState(StrEnum):
    """Closed: calls go through. Open: none does. Half open: one is trying."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Circuit:
    """Opens after ``most_failures`` failed calls in a row; one call tries after a pause, and closes it.

    The pauses grow with every trial that fails. Safe to use from several threads.
    """

    def __init__(
        self, most_failures: int, pauses: Backoff, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most_failures
        self._pauses = pauses
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._trials = 0
        self._closed_until: float | None = None
        self._trying = False

    @property
    def state(self) -> CircuitState:
        """Where the circuit stands."""
        with self._lock:
            if self._trying:
                return CircuitState.HALF_OPEN
            return CircuitState.CLOSED if self._closed_until is None else CircuitState.OPEN

    def enter(self) -> float:
        """Ask to make a call; return 0 where it may be made, else how many seconds to wait, more than 0.

        Whoever may make it must tell :meth:`worked` or :meth:`failed` afterwards.
        """
        with self._lock:
            if self._closed_until is None:
                return 0.0
            wait_s = self._closed_until - self._monotonic()
            if wait_s > 0:
                return wait_s
            if self._trying:
                return self._pauses.first_s
            self._trying = True
            return 0.0

    def worked(self) -> None:
        """A call was answered."""
        with self._lock:
            self._failures = self._trials = 0
            self._closed_until = None
            self._trying = False

    def failed(self, wait_s: float = 0.0) -> None:
        """A call was not answered, or the service asked to be left alone for ``wait_s`` seconds."""
        with self._lock:
            self._failures += 1
            if not (self._trying or wait_s or self._failures >= self._most):
                return
            self._trials += 1
            self._trying = False
            pause_s = max(self._pauses.pause_s(self._trials), min(wait_s, self._pauses.most_s))
            self._closed_until = self._monotonic() + pause_s
