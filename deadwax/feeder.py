"""Brings deliveries from the inbox to the log, each exactly once."""

import time
from collections.abc import Callable, Iterable

from sqlalchemy import Engine

from contracts.delivery import Delivery
from contracts.topics import DELIVERIES
from runtime.clock import Clock
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.stages.ledger import Ledger, Outcome
from runtime.stages.outbox import Outbox, OutboxRelay
from runtime.telemetry.tracing import Tracing

GROUP = "deadwax.inbox"
BUSY_S = 0.1
BATCH = 10

Scan = Callable[[], Iterable[Delivery]]
"""Looks through the inbox and gives the complete deliveries."""


class Feeder:
    """Enters a delivery in the ledger and in the outbox in one transaction, then sends the outbox.

    A crash in between leaves both or neither; the next start sends what waits.
    """

    def __init__(
        self,
        engine: Engine,
        log: Log,
        settings: Settings,
        clock: Clock,
        scan: Scan,
        *,
        tracing: Tracing | None = None,
    ) -> None:
        self._tracing = tracing or Tracing()
        self._engine = engine
        self._scan = scan
        self._ledger = Ledger(GROUP, clock)
        self._outbox = Outbox(GROUP, clock, settings.max_record_bytes)
        self._relay = OutboxRelay(engine, log, GROUP, clock)

    def feed(self) -> int:
        """Look through the inbox once, in the order in which it gives; return how many are new."""
        self._send()
        new = 0
        for delivery in self._scan():
            new += self._take(delivery)
            if new % BATCH == 1:
                self._send()
        self._send()
        return new

    def close(self) -> None:
        """Let go of the log."""
        self._relay.close()

    def _take(self, delivery: Delivery) -> bool:
        with self._engine.begin() as connection:
            if not self._ledger.enter(connection, delivery.message_id, Outcome.APPLIED):
                return False
            about = {"deadwax.delivery_id": delivery.delivery_id}
            with self._tracing.publishing(DELIVERIES.name, about):
                self._outbox.add(connection, (delivery,))
        return True

    def _send(self) -> None:
        # None: another process is sending for the inbox just now, perhaps what was taken here.
        while self._relay.relay() is None:
            time.sleep(BUSY_S)
