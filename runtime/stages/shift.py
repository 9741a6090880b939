"""One run of a stage."""

import threading
import time
from typing import Generic, TypeVar

import structlog

from contracts.message import Message
from runtime.errors import StageStuckError
from runtime.stages.shipping import Shipping
from runtime.stages.source import Source
from runtime.stages.tally import Tally
from runtime.stages.work import Work
from runtime.telemetry.pulse import Pulse

M = TypeVar("M", bound=Message)
P = TypeVar("P")

IDLE_S = 0.25
"""How long a stage with nothing to do waits in the log; also how soon it sees that it shall stop."""
BUSY_S = 0.05
"""How long a stage with work in hand waits for some of it to be done before it polls again."""
DRAIN_S = 0.05
LAG_S = 15.0
LONELY_S = 10.0
"""How long draining waits for a partition where other workers of the group hold them all."""


class Shift(Generic[M, P]):
    """One run of a stage, from its first poll to its last commit."""

    def __init__(
        self,
        source: Source,
        shipping: Shipping,
        work: Work[M, P],
        tally: Tally,
        *,
        pulse: Pulse,
        wake: threading.Event,
        max_in_flight: int,
        hand_over_s: float,
    ) -> None:
        self._source = source
        self._shipping = shipping
        self._work = work
        self._tally = tally
        self._pulse = pulse
        self._wake = wake
        self._most = max_in_flight
        self._hand_over_s = hand_over_s
        self._ending = False
        source.before_release = self.hand_over
        self._lag_at = 0.0
        self._lonely_since = time.monotonic()

    def work_until(self, stop: threading.Event, after: threading.Event | None) -> None:
        """Work until ``stop`` is set or, once ``after`` is set, nothing waits any more."""
        idle_s = IDLE_S if after is None else DRAIN_S
        while not stop.is_set():
            # Asked before the log is: what comes before the event must be seen by this turn.
            may_end = after is not None and after.is_set()
            self._turn(self._most - len(self._work), idle_s)
            if may_end and self._is_drained():
                return

    def end(self, grace_s: float) -> None:
        """Take nothing more, let what a thread is at end and be committed.

        Raises ``StageStuckError`` where that takes longer than ``grace_s``.
        """
        self._ending = True
        self._work.wind_down()
        deadline = time.monotonic() + grace_s
        while self._work.is_running() and time.monotonic() < deadline:
            self._turn(0, 0.0)
        self._turn(0, 0.0)
        if self._work.is_running():
            raise StageStuckError(
                f"Work in hand did not end within {grace_s} s; its messages come again at the next start.",
                remedy="Raise DEADWAX_STOP_GRACE_S where such work is to be waited for.",
            )

    def hand_over(self) -> None:
        """Partitions are about to be taken: let what a thread is at end and be committed, for a while.

        What is not done by then is dropped and comes again, to whoever holds its partition.
        """
        self._work.wind_down()
        deadline = time.monotonic() + self._hand_over_s
        while self._work.is_running() and time.monotonic() < deadline:
            self._wake.wait(BUSY_S)
            self._wake.clear()
            self._finish()
            self._pulse.beat(is_assigned=True)
        self._finish()
        self._source.commit()

    def _turn(self, room: int, idle_s: float) -> None:
        timeout_s = idle_s
        if len(self._work):
            self._wake.wait(BUSY_S)
            self._wake.clear()
            timeout_s = 0.0
        intake = self._source.poll(timeout_s, max(0, room))
        if intake.changed:
            self._work.drop()
            self._tally.rebalanced()
        if not self._ending:
            self._work.carry_on()
        self._work.accept(intake.records)
        self._finish()
        self._shipping.ship()
        self._source.commit()
        self._pulse.beat(is_assigned=self._source.holds_partitions())
        self._measure()

    def _finish(self) -> None:
        ended = self._work.turn()
        for record in ended:
            self._source.finish(record)
        if ended:
            self._shipping.hurry()

    def _is_drained(self) -> bool:
        if len(self._work):
            return False
        if not self._source.holds_partitions():
            return self._is_lonely()
        self._lonely_since = time.monotonic()
        lag = self._source.lag()
        return lag is not None and not any(lag.values()) and self._shipping.is_empty()

    def _is_lonely(self) -> bool:
        if time.monotonic() - self._lonely_since < LONELY_S:
            return False
        structlog.get_logger(__name__).warning("other workers hold every partition; what waits is theirs")
        return True

    def _measure(self) -> None:
        if time.monotonic() >= self._lag_at and self._source.holds_partitions():
            self._lag_at = time.monotonic() + LAG_S
            self._tally.lag(self._source.lag() or {})
