"""The policy's table: what was decided about each track."""

from sqlalchemy import Column, Index, MetaData, String, Table, Text

from runtime.database.types import Json, UTCDateTime

metadata = MetaData()

decisions = Table(
    "decisions",
    metadata,
    Column("track_id", Text, primary_key=True),
    Column("scored_id", Text, nullable=False),
    Column("flag_id", String(32)),
    Column("action", String(20), nullable=False),
    Column("policy", Text, nullable=False),
    Column("policy_sha256", String(64), nullable=False),
    Column("rules", Json, nullable=False),
    Column("decided_at", UTCDateTime(), nullable=False),
)
"""One row for each track: it is decided exactly once. ``rules`` holds every rule's outcome."""

Index("decisions_action", decisions.c.action, decisions.c.decided_at)
