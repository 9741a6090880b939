"""Who has ended: each group's book of the messages that it is done with."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from runtime.clock import Clock
from runtime.database.insert import insert_if_absent
from runtime.tables import processed

CHUNK = 500


class Outcome(StrEnum):
    """How a message ended. It ends once."""

    APPLIED = "applied"
    DEAD = "dead"


class Ledger:
    """The book of one group. Written in the transaction of the effect, which makes it true."""

    def __init__(self, group: str, clock: Clock) -> None:
        self.group = group
        self._clock = clock

    def ended(self, connection: Connection, message_ids: Iterable[str]) -> frozenset[str]:
        """Those of ``message_ids`` that have ended."""
        wanted = list(message_ids)
        found: set[str] = set()
        for start in range(0, len(wanted), CHUNK):
            query = select(processed.c.message_id).where(
                processed.c.group_name == self.group,
                processed.c.message_id.in_(wanted[start : start + CHUNK]),
            )
            found.update(connection.execute(query).scalars())
        return frozenset(found)

    def enter(self, connection: Connection, message_id: str, outcome: Outcome) -> bool:
        """Write down that a message ended; False where it had ended before.

        Must be the first statement of the transaction: of two workers with the same message, one
        waits here and is then told False.
        """
        row = {
            "group_name": self.group,
            "message_id": message_id,
            "outcome": str(outcome),
            "processed_at": self._clock.now(),
        }
        return insert_if_absent(connection, processed, row)

    def reopen(self, connection: Connection, message_id: str) -> bool:
        """Forget that a message died, so that it can be processed; False where it did not die."""
        done = connection.execute(
            processed.delete().where(
                processed.c.group_name == self.group,
                processed.c.message_id == message_id,
                processed.c.outcome == Outcome.DEAD,
            )
        )
        return done.rowcount == 1

    def forget(self, connection: Connection, before: datetime, most: int) -> int:
        """Forget up to ``most`` messages that were applied before ``before``; return how many.

        One that comes again after that is applied again, so ``before`` must lie further back than what
        the log still holds. Dead ones are kept.
        """
        mine = processed.c.group_name == self.group
        old = (
            select(processed.c.message_id)
            .where(mine, processed.c.processed_at < before, processed.c.outcome == Outcome.APPLIED)
            .limit(most)
        )
        return connection.execute(delete(processed).where(mine, processed.c.message_id.in_(old))).rowcount

    def dead_in_a_row(self, connection: Connection, most: int) -> int:
        """How many of the group's latest messages died one after the other, counted up to ``most``."""
        query = (
            select(processed.c.outcome)
            .where(processed.c.group_name == self.group)
            .order_by(processed.c.processed_at.desc())
            .limit(most)
        )
        count = 0
        for outcome in connection.execute(query).scalars():
            if outcome != Outcome.DEAD:
                break
            count += 1
        return count
