"""Outgoing messages: written in the transaction of their cause, then given to the log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update

from contracts.message import Message
from contracts.topics import TOPICS
from runtime.clock import Clock
from runtime.codec import encode, type_name
from runtime.database.engine import reading
from runtime.database.lock import exclusive
from runtime.errors import LogUnavailableError, RecordTooLargeError
from runtime.log.port import Log, Producer
from runtime.tables import outbox
from runtime.telemetry.tracing import trace_headers

RESERVE_BYTES = 16_384
"""What a record must leave free below the log's limit, for a dead letter's headers."""


class Outbox:
    """Takes the outgoing messages of one ``origin``, which is a group or another writer's name."""

    def __init__(self, origin: str, clock: Clock, max_record_bytes: int) -> None:
        self.origin = origin
        self._clock = clock
        self._most = max_record_bytes

    def add(self, connection: Connection, messages: Sequence[Message]) -> None:
        """Write ``messages`` for sending, in order. They are sent once the transaction commits.

        Raises ``RecordTooLargeError`` for one that the log would refuse.
        """
        for message in messages:
            key, value, headers = encode(message)
            if not self.fits(key, value):
                raise RecordTooLargeError(
                    f"{type_name(type(message))} {message.message_id} has {len(value)} bytes; "
                    f"the log takes records of up to {self._most} with their headers.",
                    remedy="Raise DEADWAX_MAX_RECORD_BYTES for every process and topic.",
                )
            topic = TOPICS[type(message)].name
            self.add_record(connection, topic, key, value, headers | trace_headers())

    def fits(self, key: str, value: bytes) -> bool:
        """Whether a record is small enough, with room for a dead letter's headers."""
        return len(key.encode()) + len(value) + RESERVE_BYTES <= self._most

    def add_record(
        self, connection: Connection, topic: str, key: str, value: bytes, headers: Mapping[str, str]
    ) -> None:
        """Write a record for sending as it is."""
        connection.execute(
            insert(outbox).values(
                origin=self.origin,
                topic=topic,
                key=key,
                value=value,
                headers=dict(headers),
                created_at=self._clock.now(),
            )
        )


def purge_sent(connection: Connection, before: datetime, most: int) -> int:
    """Delete up to ``most`` rows of any origin that were sent before ``before``; return how many."""
    old = select(outbox.c.id).where(outbox.c.sent_at < before).limit(most)
    return connection.execute(delete(outbox).where(outbox.c.id.in_(old))).rowcount


class OutboxRelay:
    """Gives the unsent rows of one origin to the log, in the order of their ids.

    One relay per origin works at a time. Rows are marked one by one when the log has them, never by a
    maximum: a lower id may commit later than a higher one. A crash between the log and the mark sends
    a row again; readers skip it by its message id.
    """

    def __init__(
        self,
        engine: Engine,
        log: Log,
        origin: str,
        clock: Clock,
        *,
        batch: int = 200,
        timeout_s: float = 30.0,
    ) -> None:
        self._engine = engine
        self._log = log
        self._origin = origin
        self._clock = clock
        self._batch = batch
        self._timeout_s = timeout_s
        self._producer: Producer | None = None

    def relay(self) -> Mapping[str, int] | None:
        """Send what is unsent; return how many went to which topic.

        None where another process is sending for this origin just now: ask again soon. Raises
        ``LogUnavailableError``; what was not marked stays unsent.
        """
        sent: dict[str, int] = {}
        with exclusive(self._engine, f"outbox:{self._origin}") as taken:
            if not taken:
                return None
            while rows := self._unsent():
                self._send(rows)
                for row in rows:
                    sent[row.topic] = sent.get(row.topic, 0) + 1
        return sent

    def backlog(self) -> int:
        """How many rows of this origin are unsent."""
        query = select(func.count()).select_from(outbox).where(*self._mine())
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def close(self) -> None:
        """Close the producer."""
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.close()

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return (outbox.c.origin == self._origin, outbox.c.sent_at.is_(None))

    def _unsent(self) -> Sequence[Row[Any]]:
        query = select(outbox).where(*self._mine()).order_by(outbox.c.id).limit(self._batch)
        with reading(self._engine) as connection:
            return connection.execute(query).all()

    def _send(self, rows: Sequence[Row[Any]]) -> None:
        try:
            # Opened when it is first needed: the log may be away when a process starts.
            self._producer = self._producer or self._log.producer()
            for row in rows:
                self._producer.append(row.topic, row.key, bytes(row.value), row.headers)
            self._producer.flush(self._timeout_s)
        except LogUnavailableError:
            # A producer that failed may still hold some of the rows; a new one starts clean.
            self.close()
            raise
        with self._engine.begin() as connection:
            connection.execute(
                update(outbox)
                .where(outbox.c.id.in_([row.id for row in rows]))
                .values(sent_at=self._clock.now())
            )
