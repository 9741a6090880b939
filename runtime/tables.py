"""The runtime's tables: what was processed, what waits to be sent, what could not be processed."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from runtime.database.types import Json, UTCDateTime

metadata = MetaData()

IDENTITY = BigInteger().with_variant(Integer(), "sqlite")

processed = Table(
    "processed",
    metadata,
    Column("group_name", String(200), primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("outcome", String(10), nullable=False),
    Column("processed_at", UTCDateTime(), nullable=False),
)
"""One row per group and message: it ended, ``applied`` or ``dead``, and ends only once."""

Index("processed_latest", processed.c.group_name, processed.c.processed_at)

outbox = Table(
    "outbox",
    metadata,
    Column("id", IDENTITY, primary_key=True, autoincrement=True),
    Column("origin", String(200), nullable=False),
    Column("topic", String(249), nullable=False),
    Column("key", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("headers", Json, nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("sent_at", UTCDateTime(), nullable=True),
)
"""Outgoing messages, written in the transaction of their cause. ``sent_at``: when the log had them."""

Index(
    "outbox_unsent",
    outbox.c.origin,
    outbox.c.id,
    sqlite_where=outbox.c.sent_at.is_(None),
    postgresql_where=outbox.c.sent_at.is_(None),
)
Index("outbox_sent", outbox.c.sent_at)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("group_name", String(200), nullable=False),
    Column("stage", String(200), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("topic", String(249), nullable=False),
    Column("partition", Integer, nullable=False),
    Column("record_offset", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("headers", Json, nullable=False),
    Column("error_code", String(100), nullable=False),
    Column("error_text", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("version", String(50), nullable=False),
    Column("died_at", UTCDateTime(), nullable=False),
    Column("replayed_at", UTCDateTime(), nullable=True),
    Column("dropped_at", UTCDateTime(), nullable=True),
    Column("dropped_because", Text, nullable=True),
)
"""Messages that a stage could not process, with bytes and reason; open until replayed or dropped."""

Index("dead_letters_open", dead_letters.c.stage, dead_letters.c.died_at)
