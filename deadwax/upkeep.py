"""Deletes what nobody needs any more, and sends what an interrupted command left behind."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from contracts.topics import REVIEW_DECISIONS, TOPICS, dead_letter_topic
from deadwax.wiring import STAGES
from review_api.housekeeping import purge_idempotency
from review_api.preview_files import FOLDER, forget_previews
from runtime.clock import Clock
from runtime.database.lock import exclusive
from runtime.errors import DeadwaxError
from runtime.log.embedded import EmbeddedLog
from runtime.log.port import Log
from runtime.settings import Settings
from runtime.stages.dead_letters import REPLAY_ORIGIN
from runtime.stages.ledger import Ledger
from runtime.stages.outbox import OutboxRelay, purge_sent
from runtime.stages.stage import group_of

CHUNK = 5_000
"""Rows that one transaction deletes: a writer in between waits for no more than that."""
EVERY_S = 3600.0
COPIES = (REVIEW_DECISIONS.name, *(dead_letter_topic(topic.name) for topic in TOPICS.values()))
"""Topics that may have no reader, and whose records stand in the database as well."""

Purge = Callable[[Connection, datetime, int], int]


class Upkeep:
    """Holds what is kept against the settings that say for how long.

    Never deleted: decisions, cases, flags, dead letters, and what was fed from the inbox, which would
    otherwise be fed again.
    """

    def __init__(self, settings: Settings, engine: Engine, log: Log, clock: Clock) -> None:
        self._settings = settings
        self._engine = engine
        self._log = log
        self._clock = clock

    def tidy(self) -> Mapping[str, int] | None:
        """Delete what is old; return how much of what. None where another process is at it."""
        with exclusive(self._engine, "upkeep") as taken:
            if not taken:
                return None
            return {
                "log_records": self._trim(),
                "ledger_rows": self._forget_processed(),
                "outbox_rows": self._purge(purge_sent, timedelta(seconds=self._settings.outbox_keep_s)),
                "idempotency_keys": self._purge(
                    purge_idempotency, timedelta(days=self._settings.idempotency_keep_days)
                ),
                "previews": forget_previews(
                    self._settings.home / FOLDER, time.time() - self._settings.preview_keep_days * 86_400
                ),
            }

    def keep(self, stop: threading.Event, every_s: float = EVERY_S) -> None:
        """Tidy now and every ``every_s`` seconds until ``stop`` is set. A failure is told, not raised."""
        logger = structlog.get_logger(__name__)
        while not stop.is_set():
            try:
                self.resend()
                done = self.tidy() or {}
                if any(done.values()):
                    logger.info("deleted what is old", **done)
            except (DeadwaxError, SQLAlchemyError, OSError) as error:
                logger.warning("upkeep failed; trying again later", error=str(error))
            stop.wait(every_s)

    def resend(self) -> None:
        """Send what ``deadwax dead replay`` wrote down and was stopped before sending."""
        relay = OutboxRelay(self._engine, self._log, REPLAY_ORIGIN, self._clock)
        try:
            if relay.backlog():
                relay.relay()
        finally:
            relay.close()

    def _trim(self) -> int:
        # Kafka does this by itself, by the retention of its topics.
        if not isinstance(self._log, EmbeddedLog):
            return 0
        return self._log.trim(self._settings.log_keep_days * 86_400, COPIES)

    def _forget_processed(self) -> int:
        age = timedelta(days=self._settings.ledger_keep_days)
        ledgers = (Ledger(group_of(stage), self._clock) for stage in STAGES)
        return sum(self._purge(ledger.forget, age) for ledger in ledgers)

    def _purge(self, purge: Purge, age: timedelta) -> int:
        before = self._clock.now() - age
        total = 0
        while True:
            with self._engine.begin() as connection:
                done = purge(connection, before, CHUNK)
            total += done
            if done < CHUNK:
                return total


@contextmanager
def kept_up(upkeep: Upkeep) -> Iterator[None]:
    """Keep things tidy in the background."""
    stop = threading.Event()
    thread = threading.Thread(target=partial(upkeep.keep, stop), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
