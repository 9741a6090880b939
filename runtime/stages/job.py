"""The messages in hand."""

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.message import Message
from runtime.log.record import Record, TopicPartition
from runtime.telemetry.tracing import MessageTrace

M = TypeVar("M", bound=Message)
P = TypeVar("P")


@dataclass(slots=True, eq=False)
class Job(Generic[M, P]):
    """One message on its way through a stage. Belongs to the runner's thread.

    ``message`` is None where the record could not be read. ``ended`` is what the ledger said: None
    before it was asked. ``is_twin``: an earlier job in hand has the same id; it goes first. ``error``
    is set once no further attempt is made. ``waits`` counts the attempts that failed because something
    else was away. ``due`` is the time, on the monotonic clock, before which nothing is tried.
    """

    record: Record
    message_id: str
    message: M | None
    trace: MessageTrace
    ended: bool | None = None
    error: Exception | None = None
    future: Future[P] | None = None
    failures: int = 0
    waits: int = 0
    due: float = 0.0
    is_twin: bool = False

    @property
    def is_prepared(self) -> bool:
        """Whether ``future`` holds a result."""
        return self.future is not None and self.future.done() and self.future.exception() is None


class Hand(Generic[M, P]):
    """The jobs in hand, each partition's in its order."""

    def __init__(self) -> None:
        self._queues: dict[TopicPartition, deque[Job[M, P]]] = {}
        self._ids: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._ids.total()

    def __iter__(self) -> Iterator[Job[M, P]]:
        for queue in self._queues.values():
            yield from queue

    def add(self, job: Job[M, P]) -> None:
        """Take ``job`` in hand, behind the others of its partition."""
        self._queues.setdefault(job.record.place, deque()).append(job)
        self._ids[job.message_id] += 1

    def count(self, message_id: str) -> int:
        """How many jobs with ``message_id`` are in hand."""
        return self._ids[message_id]

    def heads(self) -> list[Job[M, P]]:
        """The first job of every partition."""
        return [queue[0] for queue in self._queues.values() if queue]

    def remove(self, job: Job[M, P]) -> None:
        """Let go of ``job``, which is the first of its partition."""
        first = self._queues[job.record.place].popleft()
        if first is not job:
            raise ValueError(f"{job.message_id} is not the first of its partition")
        self._ids[job.message_id] -= 1
        if not self._ids[job.message_id]:
            del self._ids[job.message_id]

    def drop(self) -> None:
        """Let go of everything; work that has not begun is called off."""
        for job in self:
            if job.future is not None:
                job.future.cancel()
            job.trace.ended("dropped")
        self._queues.clear()
        self._ids.clear()
