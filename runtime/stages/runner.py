"""Drives a stage."""

import threading
from contextlib import ExitStack
from typing import Generic, TypeVar

import structlog
from sqlalchemy import Engine

from contracts.message import Message
from runtime.clock import Clock, SystemClock
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.stages.backoff import Backoff
from runtime.stages.dead_letters import Cemetery
from runtime.stages.effects import Effects, Observe
from runtime.stages.ledger import Ledger
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.stages.shift import Shift
from runtime.stages.shipping import Shipping
from runtime.stages.source import Source
from runtime.stages.stage import Stage, group_of
from runtime.stages.summary import StageSummary
from runtime.stages.tally import Tally
from runtime.stages.work import Work
from runtime.telemetry.metrics import Metrics
from runtime.telemetry.pulse import Pulse
from runtime.telemetry.tracing import Tracing

M = TypeVar("M", bound=Message)
P = TypeVar("P")


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
        observe: Observe = lambda _stage, _message, _outgoing: None,
        tracing: Tracing | None = None,
    ) -> None:
        self._stage = stage
        self._log = log
        self._engine = engine
        self._settings = settings
        self._clock = clock or SystemClock()
        self._group = group_of(stage.name)
        self._tally = Tally(stage.name, metrics)
        self._backoff = Backoff(settings.backoff_s, settings.backoff_max_s)
        self._observe = observe
        self._tracing = tracing or Tracing()
        self._wake = threading.Event()
        self.pulse = Pulse()
        """Beaten at every turn."""
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
                pulse=self.pulse,
                wake=self._wake,
                max_in_flight=self._settings.max_in_flight,
                hand_over_s=_hand_over_s(self._settings),
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
        return Shipping(relay, self._backoff, self._tally)

    def _work(self) -> Work[M, P]:
        outbox = Outbox(self._group, self._clock, self._settings.max_record_bytes)
        ledger = Ledger(self._group, self._clock)
        cemetery = Cemetery(self._stage.name, self._group, ledger, outbox, self._clock)
        return Work(
            self._stage,
            self._engine,
            ledger,
            Effects(self._stage, self._engine, ledger, outbox, cemetery, observe=self._observe),
            self._tally,
            threads=self._settings.prepare_threads,
            backoff=self._backoff,
            max_attempts=self._settings.max_attempts,
            max_consecutive_dead=self._settings.max_consecutive_dead,
            wake=self._wake,
            tracing=self._tracing,
        )


def _hand_over_s(settings: Settings) -> float:
    """Well within what either log allows between two polls."""
    allowed = settings.log_lease_s if settings.log == "embedded" else settings.kafka_max_poll_interval_s
    return min(settings.stop_grace_s, allowed / 2)


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event
