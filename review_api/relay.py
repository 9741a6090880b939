"""Sends moderators' decisions to the log: written with the decision, sent afterwards, never lost."""

import threading

import structlog
from sqlalchemy import Connection

from contracts.review_decision import ReviewDecision
from runtime.errors import RetryableError
from runtime.stages.outbox import Outbox, OutboxRelay

ORIGIN = "review-api"

PAUSE_S = 5.0
"""How often what could not be sent is tried again, and what another process left behind is looked for."""


class DecisionRelay:
    """Writes decisions to the outbox and, in the background, the outbox to the log.

    Without a log the decisions wait in the outbox. Without :meth:`start` they are sent by :meth:`wake`
    itself, for callers in the same process that run no server.
    """

    def __init__(self, outbox: Outbox, relay: OutboxRelay | None) -> None:
        self._outbox = outbox
        self._relay = relay
        self._work = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def enqueue(self, connection: Connection, message: ReviewDecision | None) -> None:
        """Write a decision to the outbox, in the transaction that stores it."""
        if message is not None:
            self._outbox.add(connection, [message])

    def wake(self) -> None:
        """Send soon what waits. Never raises: what cannot be sent now stays in the outbox."""
        if self._thread is not None:
            self._work.set()
        else:
            self._send()

    def start(self) -> None:
        """Begin to send in the background."""
        if self._relay is not None and self._thread is None:
            self._stopping.clear()
            self._work.set()
            self._thread = threading.Thread(target=self._run, name="decision-relay", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Send a last time and end the background work."""
        if self._thread is not None:
            self._stopping.set()
            self._work.set()
            self._thread.join()
            self._thread = None
        if self._relay is not None:
            self._relay.close()

    def _run(self) -> None:
        while True:
            self._work.wait(PAUSE_S)
            self._work.clear()
            self._send()
            if self._stopping.is_set():
                return

    def _send(self) -> None:
        if self._relay is None:
            return
        try:
            self._relay.relay()
        except RetryableError as error:
            structlog.get_logger(__name__).warning(
                "decisions wait in the outbox", error=str(error), error_code=error.code
            )
        except Exception:  # noqa: BLE001 - logged with its trace
            # The background thread must outlive any fault of the database: the rows are still there.
            structlog.get_logger(__name__).exception("decisions wait in the outbox")
