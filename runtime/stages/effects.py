"""The transactions of a stage: each ends one message, wholly or not at all."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Engine

from contracts.message import Message
from runtime.stages.dead_letters import Cemetery
from runtime.stages.job import Job
from runtime.stages.ledger import Ledger, Outcome
from runtime.stages.outbox import Outbox
from runtime.stages.stage import Stage

M = TypeVar("M", bound=Message)
P = TypeVar("P")


Observe = Callable[[str, Message, Sequence[Message]], None]
"""Is told the stage, a message whose effect was committed, and the messages that went out."""


class Effects(Generic[M, P]):
    """Ends messages in the database: the ledger's row, the effect and the outbox, or none of them."""

    def __init__(
        self,
        stage: Stage[M, P],
        engine: Engine,
        ledger: Ledger,
        outbox: Outbox,
        cemetery: Cemetery,
        *,
        observe: Observe,
    ) -> None:
        self._stage = stage
        self._engine = engine
        self._ledger = ledger
        self._outbox = outbox
        self._cemetery = cemetery
        self._observe = observe

    def apply(self, job: Job[M, P]) -> bool:
        """Commit the effect of a prepared job; False where its message had ended before."""
        if job.message is None or job.future is None:
            raise ValueError(f"{job.message_id} was not prepared")
        with self._engine.begin() as connection:
            if not self._ledger.enter(connection, job.message_id, Outcome.APPLIED):
                return False
            outgoing = self._stage.apply(job.message, job.future.result(), connection)
            self._outbox.add(connection, outgoing)
        self._observe(self._stage.name, job.message, outgoing)
        return True

    def bury(self, job: Job[M, P]) -> bool:
        """Commit the dead letter of a failed job; False where its message had ended before."""
        if job.error is None:
            raise ValueError(f"{job.message_id} did not fail")
        with self._engine.begin() as connection:
            return self._cemetery.bury(
                connection, job.record, job.message_id, job.error, max(1, job.failures)
            )
