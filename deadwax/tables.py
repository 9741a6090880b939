"""The books of the whole: what was acknowledged, and which tracks came of it."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text

from runtime.database.types import Json, UTCDateTime

metadata = MetaData()

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("delivery_id", String(64), primary_key=True),
    Column("status", String(30), nullable=False),
    Column("sender", Text, nullable=False),
    Column("ern_message_id", Text, nullable=True),
    Column("track_count", Integer, nullable=False),
    Column("finding_count", Integer, nullable=False),
    Column("received_at", UTCDateTime(), nullable=False),
    Column("sender_key", String(200), nullable=False),
    Column("month", String(7), nullable=False),
    # Text, not JSONB: PostgreSQL's JSONB refuses U+0000, which a delivered name may hold.
    Column("acknowledgement", Text, nullable=False),
)
"""Every delivery's answer, once. ``acknowledgement`` is the message as JSON.

Scorecards count by ``sender_key`` (the DPID, else the name) and ``month`` (``2026-03``, UTC).
"""

Index("acknowledgements_status", acknowledgements.c.status, acknowledgements.c.received_at)

Index("acknowledgements_month", acknowledgements.c.month, acknowledgements.c.sender_key)

acknowledged_findings = Table(
    "acknowledged_findings",
    metadata,
    Column("delivery_id", String(64), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("severity", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often each code was told in an acknowledgement."""

tracks = Table(
    "tracks",
    metadata,
    Column("track_id", String(64), primary_key=True),
    Column("delivery_id", String(64), nullable=False),
    Column("isrc", Text, nullable=True),
    Column("title", Text, nullable=False),
    Column("display_artist", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("received_at", UTCDateTime(), nullable=False),
    Column("sender_key", String(200), nullable=False),
    Column("month", String(7), nullable=False),
    Column("disclosure", String(20), nullable=False),
    Column("mark_check", String(20), nullable=False),
    Column("mark_count", Integer, nullable=False),
    Column("contradictory", Boolean, nullable=False),
    Column("has_problems", Boolean, nullable=False),
    Column("problems", Json, nullable=False),
    Column("recording_id", String(64), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("superseded_by", String(64), nullable=True),
)
"""Every track that ingest made, so that each can be held against what was decided about it.

A recording that was delivered again has a track for each revision; ``superseded_by`` is None for the
one that counts.
"""

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("track_id", String(64), primary_key=True),
    Column("delivery_id", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("withdrawn_at", UTCDateTime(), nullable=False),
)
"""Tracks that a takedown or purge took away, by the delivery that did it first."""

Index("tracks_delivery", tracks.c.delivery_id)
Index("tracks_recording", tracks.c.recording_id, tracks.c.revision)
Index("tracks_isrc", tracks.c.isrc)
Index("tracks_month", tracks.c.month, tracks.c.sender_key)
