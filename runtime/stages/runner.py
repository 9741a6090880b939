"""Drives a stage."""

import threading
import time
from contextlib import ExitStack
from typing import Generic, TypeVar

import structlog
from sqlalchemy import Engine

from contracts.message import Message
from runtime.clock import Clock, SystemClock
from runtime.errors import StageStuckError
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.stages.backoff import Backoff
from runtime.stages.dead_letters import Cemetery
from runtime.stages.effects import Effects
from runtime.stages.ledger import Ledger
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.stages.shipping import Shipping
from runtime.stages.source import Source
from runtime.stages.stage import Stage, group_of
from runtime.stages.summary import StageSummary
from runtime.stages.tally import Tally
from runtime.stages.work import Work
from runtime.telemetry.metrics import Metrics

M = TypeVar("M", bound=Message)
P = TypeVar("P")

IDLE_S = 0.25
BUSY_S = 0.05
DRAIN_S = 0.05
LAG_S = 15.0
LONELY_S = 10.0


class StageRunner(Generic[M, P]):
    """Reads a stage's topic, prepares on threads, applies in order, sends, commits.

    Each message's effect is applied once, whatever happens: the ledger's row, the effect and the
    outgoing messages are one transaction; the log's offset follows it, without gaps. One runner runs
    on one thread, which owns the consumer and polls it while the work goes on.
    """

    def __init__(
        self,
        stage: Stage[M, P],
        log: Log,
        engine: Engine,
        settings: Settings,
        metrics: Metrics,
        *,
        clock: Clock | None = None,
    ) -> None:
        self._stage = stage
        self._log = log
        self._engine = engine
        self._settings = settings
        self._clock = clock or SystemClock()
        self._group = group_of(stage.name)
        self._tally = Tally(stage.name, metrics)
        self._backoff = Backoff(settings.backoff_s, settings.backoff_max_s)
        self._wake = threading.Event()
        self._logger = structlog.get_logger(__name__).bind(stage=stage.name)

    @property
    def summary(self) -> StageSummary:
        """The counts so far; may be read from any thread, for a progress bar."""
        return self._tally.summary

    def run(self, stop: threading.Event) -> StageSummary:
        """Work until ``stop`` is set, then end gracefully. Raises what a stage cannot survive."""
        return self._serve(stop, None)

    def drain(
        self, after: threading.Event | None = None, stop: threading.Event | None = None
    ) -> StageSummary:
        """Work until nothing waits in the topic, in hand or in the outbox.

        With ``after``, an event of the stage before this one, not before it is set; so that all
        stages can drain at once, each after the one before it.
        """
        return self._serve(stop or threading.Event(), after or _set())

    def _serve(self, stop: threading.Event, after: threading.Event | None) -> StageSummary:
        with ExitStack() as closing:
            source = Source(self._log, self._group, self._stage.source.name, self._backoff, self._tally)
            closing.callback(source.close)
            shipping = self._shipping()
            closing.callback(shipping.close)
            work = self._work()
            closing.callback(work.close)
            shift = Shift(
                source,
                shipping,
                work,
                self._tally,
                wake=self._wake,
                max_in_flight=self._settings.max_in_flight,
            )
            self._logger.info("the stage has started")
            shift.work_until(stop, after)
            if stop.is_set():
                shift.end(self._settings.stop_grace_s)
        summary = self.summary
        self._logger.info("the stage has stopped", applied=summary.applied, dead=summary.dead)
        return summary

    def _shipping(self) -> Shipping:
        relay = OutboxRelay(self._engine, self._log, self._group, self._clock)
        return Shipping(relay, self._settings.outbox_keep_s, self._backoff, self._tally)

    def _work(self) -> Work[M, P]:
        outbox = Outbox(self._group, self._clock, self._settings.max_record_bytes)
        ledger = Ledger(self._group, self._clock)
        cemetery = Cemetery(self._stage.name, self._group, ledger, outbox, self._clock)
        return Work(
            self._stage,
            self._engine,
            ledger,
            Effects(self._stage, self._engine, ledger, outbox, cemetery),
            self._tally,
            threads=self._settings.prepare_threads,
            backoff=self._backoff,
            max_attempts=self._settings.max_attempts,
            max_consecutive_dead=self._settings.max_consecutive_dead,
            wake=self._wake,
        )


class Shift(Generic[M, P]):
    """One run of a stage, from its first poll to its last commit."""

    def __init__(
        self,
        source: Source,
        shipping: Shipping,
        work: Work[M, P],
        tally: Tally,
        *,
        wake: threading.Event,
        max_in_flight: int,
    ) -> None:
        self._source = source
        self._shipping = shipping
        self._work = work
        self._tally = tally
        self._wake = wake
        self._most = max_in_flight
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
        self._work.accept(intake.records)
        ended = self._work.turn()
        for record in ended:
            self._source.finish(record)
        if ended:
            self._shipping.hurry()
        self._shipping.ship()
        self._source.commit()
        self._measure()

    def _is_drained(self) -> bool:
        if len(self._work):
            return False
        if not self._source.holds_partitions():
            return time.monotonic() - self._lonely_since > LONELY_S
        self._lonely_since = time.monotonic()
        lag = self._source.lag()
        return lag is not None and not any(lag.values()) and self._shipping.is_empty()

    def _measure(self) -> None:
        if time.monotonic() >= self._lag_at and self._source.holds_partitions():
            self._lag_at = time.monotonic() + LAG_S
            self._tally.lag(self._source.lag() or {})


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event
