"""Messages that a stage could not process, kept with their bytes and the reason."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from contracts.message import content_id
from contracts.topics import dead_letter_topic
from runtime.clock import Clock
from runtime.database.insert import insert_if_absent
from runtime.errors import DeadwaxError, UnexpectedError, UnknownDeadLetterError
from runtime.log.record import Record
from runtime.stages.ledger import Ledger, Outcome
from runtime.stages.outbox import Outbox
from runtime.tables import dead_letters
from runtime.text import storable

TEXT_CHARACTERS = 2_000
DETAIL_CHARACTERS = 20_000
HEADER_CHARACTERS = 500
OPEN = (dead_letters.c.replayed_at.is_(None), dead_letters.c.dropped_at.is_(None))


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that could not be processed. ``value`` and ``headers`` are as they came."""

    id: str
    group_name: str
    stage: str
    message_id: str
    topic: str
    partition: int
    record_offset: int
    key: str
    value: bytes
    headers: dict[str, str]
    error_code: str
    error_text: str
    remedy: str
    detail: str
    attempts: int
    version: str
    died_at: datetime
    replayed_at: datetime | None
    dropped_at: datetime | None
    dropped_because: str | None


class Cemetery:
    """Buries the dead letters of one stage."""

    def __init__(self, stage: str, group: str, ledger: Ledger, outbox: Outbox, clock: Clock) -> None:
        self._stage = stage
        self._group = group
        self._ledger = ledger
        self._outbox = outbox
        self._clock = clock

    def bury(
        self, connection: Connection, record: Record, message_id: str, error: Exception, attempts: int
    ) -> bool:
        """Write the dead letter and its copy for the dead letter topic; False where it had ended."""
        if not self._ledger.enter(connection, message_id, Outcome.DEAD):
            return False
        row = self._row(record, message_id, error, attempts)
        insert_if_absent(connection, dead_letters, row)
        self._send(connection, record, row)
        return True

    def _row(self, record: Record, message_id: str, error: Exception, attempts: int) -> dict[str, Any]:
        named = isinstance(error, DeadwaxError)
        text = error.message if isinstance(error, DeadwaxError) else f"{type(error).__name__}: {error}"
        return {
            "id": dead_letter_id(self._group, record, message_id),
            "group_name": self._group,
            "stage": self._stage,
            "message_id": message_id,
            "topic": record.topic,
            "partition": record.partition,
            "record_offset": record.offset,
            "key": storable(record.key),
            "value": record.value,
            "headers": {storable(name): storable(value) for name, value in record.headers.items()},
            "error_code": error.code if isinstance(error, DeadwaxError) else UnexpectedError.code,
            "error_text": storable(text, TEXT_CHARACTERS),
            "remedy": storable(error.remedy, TEXT_CHARACTERS)
            if isinstance(error, DeadwaxError)
            else "This is a defect in Deadwax; report it with the detail.",
            "detail": "" if named and error.__cause__ is None else _trace(error),
            "attempts": attempts,
            "version": code_version(),
            "died_at": self._clock.now(),
            "replayed_at": None,
            "dropped_at": None,
            "dropped_because": None,
        }

    def _send(self, connection: Connection, record: Record, row: dict[str, Any]) -> None:
        headers = row["headers"] | {
            "dead_letter_id": row["id"],
            "dead_stage": self._stage,
            "dead_topic": record.topic,
            "dead_partition": str(record.partition),
            "dead_offset": str(record.offset),
            "dead_code": row["error_code"],
            "dead_text": row["error_text"][:HEADER_CHARACTERS],
            "dead_remedy": row["remedy"][:HEADER_CHARACTERS],
            "dead_attempts": str(row["attempts"]),
            "dead_version": row["version"],
        }
        value = record.value
        if not self._outbox.fits(row["key"], value):
            # The table keeps the bytes; on the topic they would be refused with the headers added.
            headers["dead_value_left_out"] = str(len(value))
            value = b""
        self._outbox.add_record(connection, dead_letter_topic(record.topic), row["key"], value, headers)


def dead_letter_id(group: str, record: Record, message_id: str) -> str:
    """The id of a dead letter: of its group, place and message, so that a repetition has the same."""
    return content_id(group, record.topic, str(record.partition), str(record.offset), message_id)


REPLAY_ORIGIN = "deadwax.replay"
"""The origin in the outbox of what is sent again."""


def open_dead_letters(
    connection: Connection, stage: str | None = None, limit: int = 1_000, code: str | None = None
) -> Sequence[DeadLetter]:
    """Dead letters that were neither replayed nor dropped, the oldest first."""
    query = select(dead_letters).where(*OPEN)
    if stage is not None:
        query = query.where(dead_letters.c.stage == stage)
    if code is not None:
        query = query.where(dead_letters.c.error_code == code)
    ordered = query.order_by(dead_letters.c.died_at, dead_letters.c.id).limit(limit)
    return [_letter(row) for row in connection.execute(ordered)]


def find(connection: Connection, letter_id: str) -> DeadLetter:
    """The dead letter ``letter_id``, open or not. Raises ``UnknownDeadLetterError``."""
    row = connection.execute(select(dead_letters).where(dead_letters.c.id == letter_id)).one_or_none()
    if row is None:
        raise _unknown(letter_id, "does not exist")
    return _letter(row)


def find_open(connection: Connection, letter_id: str) -> DeadLetter:
    """The open dead letter ``letter_id``. Raises ``UnknownDeadLetterError``."""
    letter = find(connection, letter_id)
    if letter.replayed_at is not None:
        raise _unknown(letter_id, "was replayed before")
    if letter.dropped_at is not None:
        raise _unknown(letter_id, "was dropped before")
    return letter


def count_open(connection: Connection) -> dict[str, int]:
    """How many dead letters are open, by stage."""
    query = select(dead_letters.c.stage, func.count()).where(*OPEN).group_by(dead_letters.c.stage)
    return {stage: int(count) for stage, count in connection.execute(query)}


def replay(connection: Connection, letter_id: str, outbox: Outbox, clock: Clock) -> DeadLetter:
    """Send a dead letter's original bytes to its topic again, for its stage to process anew.

    Other groups of the topic skip it, as they have ended it. ``outbox`` sends it; its relay must
    run afterwards. Raises ``UnknownDeadLetterError``.
    """
    letter = find_open(connection, letter_id)
    _close(connection, letter_id, replayed_at=clock.now())
    Ledger(letter.group_name, clock).reopen(connection, letter.message_id)
    outbox.add_record(connection, letter.topic, letter.key, letter.value, letter.headers)
    return letter


def drop(connection: Connection, letter_id: str, because: str, clock: Clock) -> DeadLetter:
    """Give up on a dead letter. Its bytes and both reasons stay; it is never processed.

    Raises ``UnknownDeadLetterError``.
    """
    letter = find_open(connection, letter_id)
    _close(
        connection,
        letter_id,
        dropped_at=clock.now(),
        dropped_because=storable(because, TEXT_CHARACTERS),
    )
    return letter


def _close(connection: Connection, letter_id: str, **values: object) -> None:
    # Only an open one: of two people who act at once, one is told that the other was first.
    done = connection.execute(
        update(dead_letters).where(dead_letters.c.id == letter_id, *OPEN).values(**values)
    )
    if done.rowcount != 1:
        raise _unknown(letter_id, "was replayed or dropped just now")


def _unknown(letter_id: str, why: str) -> UnknownDeadLetterError:
    return UnknownDeadLetterError(
        f"The dead letter {letter_id!r} {why}.", remedy="List the open ones with: deadwax dead list"
    )


def code_version() -> str:
    """The version of Deadwax that runs."""
    try:
        return version("deadwax")
    except PackageNotFoundError:
        return "unknown"


def _letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(**{**row._asdict(), "value": bytes(row.value)})


def _trace(error: Exception) -> str:
    told = "".join(traceback.format_exception(error))
    return storable(told[-DETAIL_CHARACTERS:])
