"""The work of a stage: takes records in hand, prepares them, ends them in order."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contracts.message import Message, content_id
from runtime.codec import decode
from runtime.database.engine import reading
from runtime.errors import (
    DatabaseUnavailableError,
    DeadwaxError,
    PoisonError,
    TooManyDeadLettersError,
    UnavailableError,
    UnexpectedError,
)
from runtime.log.record import Record
from runtime.stages.backoff import Backoff
from runtime.stages.effects import Effects
from runtime.stages.job import Hand, Job
from runtime.stages.ledger import Ledger
from runtime.stages.patience import Patience
from runtime.stages.stage import Stage
from runtime.stages.tally import Tally
from runtime.stages.verdict import Verdict, verdict
from runtime.stages.workbench import Workbench
from runtime.telemetry.tracing import MessageTrace, Tracing

M = TypeVar("M", bound=Message)
P = TypeVar("P")


class Work(Generic[M, P]):
    """The messages of one stage from their record to their end. Belongs to the runner's thread.

    A message ends by its effect, by its dead letter, or because the ledger says that it had ended
    before; within a partition they end in order.
    """

    def __init__(
        self,
        stage: Stage[M, P],
        engine: Engine,
        ledger: Ledger,
        effects: Effects[M, P],
        tally: Tally,
        *,
        threads: int,
        backoff: Backoff,
        max_attempts: int,
        max_consecutive_dead: int,
        wake: threading.Event,
        tracing: Tracing,
    ) -> None:
        self._stage = stage
        self._engine = engine
        self._ledger = ledger
        self._effects = effects
        self._tally = tally
        self._tracing = tracing
        self._backoff = backoff
        self._max_attempts = max_attempts
        self._max_dead = max_consecutive_dead
        self._dead_in_a_row: int | None = None
        self._hand: Hand[M, P] = Hand()
        self._bench = Workbench(stage, threads, tally, wake)
        self._database = Patience(backoff)
        self._accepting = True
        self._logger = structlog.get_logger(__name__).bind(stage=stage.name)

    def __len__(self) -> int:
        return len(self._hand)

    def accept(self, records: Iterable[Record]) -> None:
        """Take ``records`` in hand."""
        for record in records:
            job = self._job(record)
            job.is_twin = self._hand.count(job.message_id) > 0
            self._hand.add(job)

    def drop(self) -> None:
        """Forget what is in hand; late results go nowhere."""
        self._hand.drop()

    def carry_on(self) -> None:
        """Begin work again, after a :meth:`wind_down`."""
        self._accepting = True

    def wind_down(self) -> None:
        """Begin nothing more; what a thread is at may still end."""
        self._accepting = False
        for job in self._hand:
            if job.future is not None and job.future.cancel():
                job.future = None

    def is_running(self) -> bool:
        """Whether a thread is at work on a message in hand."""
        return any(job.future is not None and not job.future.done() for job in self._hand)

    def turn(self) -> list[Record]:
        """Move everything in hand as far as it goes; return what has ended."""
        self._consult_ledger()
        for job in self._hand:
            self._advance(job)
        ended: list[Record] = []
        settled = True
        while settled:
            settled = False
            for job in self._hand.heads():
                if self._settle(job):
                    self._hand.remove(job)
                    ended.append(job.record)
                    settled = True
        self._tally.in_flight(len(self._hand))
        return ended

    def close(self) -> None:
        """Let go of the threads."""
        self._bench.close()

    def _job(self, record: Record) -> Job[M, P]:
        try:
            message = decode(record, self._stage.source.message_type)
        except PoisonError as error:
            # Of no use as an identity is what the unreadable record says of itself.
            digest = content_id(record.topic, str(record.partition), str(record.offset), record.value.hex())
            name = f"unreadable-{digest}"
            return Job(record, name, None, self._begin(record, name), error=error, failures=1)
        return Job(record, message.message_id, message, self._begin(record, message.message_id))

    def _begin(self, record: Record, message_id: str) -> MessageTrace:
        return self._tracing.begin(record, self._stage.name, self._ledger.group, message_id)

    def _consult_ledger(self) -> None:
        self._let_twins_follow()
        unknown = [job for job in self._hand if job.ended is None and not job.is_twin]
        if not unknown:
            return

        def ask() -> None:
            with reading(self._engine) as connection:
                ended = self._ledger.ended(connection, [job.message_id for job in unknown])
            for job in unknown:
                job.ended = job.message_id in ended

        self._guarded(ask)

    def _let_twins_follow(self) -> None:
        """Of several jobs with one id, the next one's turn comes when the one before it has ended."""
        first = {job.message_id for job in self._hand if not job.is_twin}
        for job in self._hand:
            if job.is_twin and job.message_id not in first:
                job.is_twin = False
                first.add(job.message_id)

    def _advance(self, job: Job[M, P]) -> None:
        """Start the job, or judge how its preparation failed."""
        if job.ended is not False or job.error is not None:
            return
        if job.future is None:
            if self._accepting and time.monotonic() >= job.due:
                self._bench.start(job)
        elif job.future.done() and (error := job.future.exception()) is not None:
            job.future = None
            self._judge(job, error)

    def _settle(self, job: Job[M, P]) -> bool:
        """End the job if it can end now."""
        if job.ended:
            self._skip(job)
            return True
        if job.ended is None:
            return False
        if job.error is not None:
            return self._guarded(lambda: self._bury(job))
        if job.is_prepared and time.monotonic() >= job.due:
            return self._guarded(lambda: self._apply(job)) and job.ended is True
        return False

    def _apply(self, job: Job[M, P]) -> None:
        started = time.perf_counter()
        try:
            with job.trace.step("apply"):
                fresh = self._effects.apply(job)
        except Exception as error:
            if _is_database_trouble(error):
                raise
            self._judge(job, error)
            return
        self._tally.took("apply", time.perf_counter() - started)
        job.ended = True
        self._dead_in_a_row = 0
        if fresh:
            self._tally.applied()
            job.trace.ended("applied")
        else:
            self._skip(job)

    def _skip(self, job: Job[M, P]) -> None:
        self._tally.skipped()
        job.trace.ended("skipped")

    def _bury(self, job: Job[M, P]) -> None:
        if self._dead_in_a_row is None:
            with reading(self._engine) as connection:
                self._dead_in_a_row = self._ledger.dead_in_a_row(connection, self._max_dead)
        if self._dead_in_a_row >= self._max_dead:
            raise TooManyDeadLettersError(
                f"Stage {self._stage.name}: {self._dead_in_a_row} messages in a row could not be processed;"
                f" stopped before the next one ({job.message_id}: {job.error}).",
                remedy="Correct the cause, or raise DEADWAX_MAX_CONSECUTIVE_DEAD, and start again.",
            ) from job.error
        code = _code(job.error)
        if self._effects.bury(job):
            self._dead_in_a_row += 1
            self._tally.dead(code)
            if job.error is not None:
                job.trace.failed(job.error, finally_=True)
            job.trace.ended("dead")
            self._logger.error(
                "a message became a dead letter", id=job.message_id, code=code, error=str(job.error)
            )
        else:
            self._skip(job)

    def _judge(self, job: Job[M, P], error: BaseException) -> None:
        away = isinstance(error, UnavailableError)
        if away:
            job.waits += 1
        else:
            job.failures += 1
        judged = verdict(error, job.failures, self._max_attempts)
        if judged is Verdict.STOP or not isinstance(error, Exception):
            raise error
        if judged is Verdict.BURY:
            job.error = error
            return
        pause_s = self._backoff.pause_s(job.waits if away else job.failures)
        job.due = time.monotonic() + pause_s
        self._tally.retry(_code(error))
        job.trace.failed(error, finally_=False)
        self._logger.warning("an attempt failed", id=job.message_id, error=str(error), pause_s=pause_s)

    def _guarded(self, act: Callable[[], None]) -> bool:
        """Run ``act`` unless the database is in a pause; False where it did not happen."""
        if not self._database.is_ready:
            return False
        try:
            act()
        except (DBAPIError, PoolTimeoutError) as error:
            if not _is_database_trouble(error):
                raise
            self._database.failed()
            if self._database.failures >= self._max_attempts:
                raise DatabaseUnavailableError(
                    f"The database failed {self._database.failures} times in a row: {error}.",
                    remedy="Check the database, then start again; nothing is lost.",
                ) from error
            self._logger.warning("the database failed; trying again", error=str(error))
            return False
        self._database.worked()
        return True


def _is_database_trouble(error: Exception) -> bool:
    """Whether the database, not the message, is at fault, so that it may pass."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _code(error: BaseException | None) -> str:
    return error.code if isinstance(error, DeadwaxError) else UnexpectedError.code
