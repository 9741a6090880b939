"""Keeps a stage's outbox empty."""

import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from runtime.errors import LogUnavailableError
from runtime.stages.backoff import Backoff
from runtime.stages.outbox import OutboxRelay
from runtime.stages.patience import Patience
from runtime.stages.tally import Tally

LOOK_S = 5.0
"""How often the outbox is looked through for what a crashed worker of the group left."""
BUSY_S = 0.05


class Shipping:
    """Sends what the transactions of a stage put into the outbox, and tries again until it is sent."""

    def __init__(self, relay: OutboxRelay, backoff: Backoff, tally: Tally) -> None:
        self._relay = relay
        self._patience = Patience(backoff)
        self._tally = tally
        self._look_at = 0.0
        self._logger = structlog.get_logger(__name__)

    def hurry(self) -> None:
        """Something was put into the outbox."""
        self._look_at = min(self._look_at, time.monotonic())

    def ship(self) -> None:
        """Send what waits, if it is time to. A failure is told, and made good later."""
        now = time.monotonic()
        if now < self._look_at or not self._patience.is_ready:
            return
        try:
            sent = self._relay.relay()
        except (LogUnavailableError, SQLAlchemyError) as error:
            self._patience.failed()
            self._tally.log_error("append")
            self._logger.warning("messages wait in the outbox; trying again", error=str(error))
            return
        self._patience.worked()
        self._look_at = now + (BUSY_S if sent is None else LOOK_S)
        self._tally.sent(sent or {})

    def is_empty(self) -> bool:
        """Whether nothing waits to be sent."""
        try:
            return self._relay.backlog() == 0
        except SQLAlchemyError:
            return False

    def close(self) -> None:
        """Close the relay."""
        self._relay.close()
