"""A stage's end of the log: reads, pauses, commits, and opens the log anew when it fails."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from runtime.errors import LogUnavailableError, PartitionLostError
from runtime.log.port import Consumer, Log
from runtime.log.record import Record, TopicPartition
from runtime.stages.backoff import Backoff
from runtime.stages.patience import Patience
from runtime.stages.progress import Progress
from runtime.stages.tally import Tally


@dataclass(frozen=True, slots=True)
class Intake:
    """What one look at the log gave. ``changed``: drop the work in hand first, it comes again."""

    records: Sequence[Record]
    changed: bool


def _nothing() -> None:
    """Nothing is in hand that could be handed over."""


class Source:
    """Owns the consumer of one stage. Belongs to the thread that made it.

    Whatever fails in the log is answered by a new consumer, after a pause; that loses nothing but
    the work in hand.
    """

    def __init__(self, log: Log, group: str, topic: str, backoff: Backoff, tally: Tally) -> None:
        self._log = log
        self._group = group
        self._topic = topic
        self._tally = tally
        self._consumer: Consumer | None = None
        self._epoch = -1
        self._paused = False
        self._progress = Progress()
        self.before_release: Callable[[], None] = _nothing
        """Is called by :meth:`poll` when partitions are about to be taken, while commits still count."""
        self._release_error: BaseException | None = None
        self._reading = Patience(backoff)
        self._committing = Patience(backoff)
        self._logger = structlog.get_logger(__name__).bind(group=group, topic=topic)

    def poll(self, timeout_s: float, room: int) -> Intake:
        """Take up to ``room`` records; with no room, keep the group's membership and take none."""
        if not self._reading.is_ready:
            time.sleep(min(timeout_s, 0.1))
            return Intake((), changed=False)
        try:
            consumer = self._open()
            self._pause(consumer, paused=room == 0)
            records = consumer.poll(timeout_s, max(room, 1))
            epoch = consumer.epoch()
            expired = consumer.expired()
        except LogUnavailableError as error:
            self._raise_release_error()
            self._give_up(error)
            return Intake((), changed=True)
        self._raise_release_error()
        self._reading.worked()
        if expired:
            self._tell_expired(expired)
        changed = epoch != self._epoch
        if changed:
            self._epoch = epoch
            self._paused = False
            self._progress.reset()
        for record in records:
            self._progress.take(record.place, record.offset)
        self._tally.read(len(records))
        return Intake(records, changed)

    def finish(self, record: Record) -> None:
        """``record`` has ended; its offset may be committed once all before it have ended."""
        self._progress.finish(record.place, record.offset)

    def commit(self) -> None:
        """Commit how far the stage has come. A failure is told, and made good later."""
        offsets = self._progress.committable()
        if not offsets or self._consumer is None or not self._committing.is_ready:
            return
        try:
            self._consumer.commit(offsets)
        except (PartitionLostError, LogUnavailableError) as error:
            self._committing.failed()
            self._tally.log_error("commit")
            self._logger.warning("offsets were not committed; nothing is lost", error=str(error))
        else:
            self._committing.worked()
            self._progress.committed(offsets)

    def holds_partitions(self) -> bool:
        """Whether the group gave this consumer any partition."""
        return self._consumer is not None and bool(self._consumer.assignment())

    def lag(self) -> Mapping[TopicPartition, int] | None:
        """Offsets that wait, by partition; None where the log cannot say just now."""
        if self._consumer is None:
            return None
        try:
            return self._consumer.lag()
        except LogUnavailableError as error:
            self._tally.log_error("lag")
            self._logger.warning("the lag is not known", error=str(error))
            return None

    def close(self) -> None:
        """Leave the group, so that others take over at once."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            with contextlib.suppress(LogUnavailableError):
                consumer.close()

    def _open(self) -> Consumer:
        if self._consumer is None:
            self._consumer = self._log.consumer(self._group, [self._topic], self._release)
            self._epoch = -1
            self._paused = False
        return self._consumer

    def _release(self) -> None:
        # Clients of logs log what a listener raises, and go on.
        try:
            self.before_release()
        except BaseException as error:  # noqa: BLE001 - raised by poll()
            self._release_error = error

    def _raise_release_error(self) -> None:
        error, self._release_error = self._release_error, None
        if error is not None:
            raise error

    def _tell_expired(self, expired: Mapping[TopicPartition, int]) -> None:
        for place, count in expired.items():
            self._logger.error(
                "records were deleted by the log before they were read: they are lost to this stage",
                partition=place.partition,
                count=count,
                remedy="Lengthen the retention of the topic; have the deliveries made anew.",
            )
        self._tally.expired(sum(expired.values()))

    def _pause(self, consumer: Consumer, *, paused: bool) -> None:
        if paused and not self._paused:
            consumer.pause(consumer.assignment())
        elif self._paused and not paused:
            consumer.resume(consumer.assignment())
        self._paused = paused

    def _give_up(self, error: LogUnavailableError) -> None:
        self._reading.failed()
        self._tally.log_error("poll")
        self._logger.warning("the log cannot be read; trying again", error=str(error))
        self._progress.reset()
        self.close()
