"""The books of the whole: what was acknowledged, and which tracks came of it."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

from runtime.database.types import UTCDateTime

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
    # Text, not JSONB: PostgreSQL's JSONB refuses U+0000, which a delivered name may hold.
    Column("acknowledgement", Text, nullable=False),
)
"""Every delivery's answer, once. ``acknowledgement`` is the message as JSON."""

Index("acknowledgements_status", acknowledgements.c.status, acknowledgements.c.received_at)

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
)
"""Every track that ingest made, so that each can be held against what was decided about it."""

Index("tracks_delivery", tracks.c.delivery_id)
Index("tracks_isrc", tracks.c.isrc)
