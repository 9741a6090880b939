"""The ingest room's tables: the recordings that were delivered before, and what their files held."""

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text

from runtime.database.types import Json, UTCDateTime

METADATA = MetaData()

known_recordings = Table(
    "known_recordings",
    METADATA,
    Column("recording_id", String(64), primary_key=True),
    Column("track_id", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("release_id", String(64), nullable=False),
    Column("isrc", Text, nullable=True),
    Column("level", String(12), nullable=False),
    Column("ai_facets", Json, nullable=False),
    Column("message_created_at", UTCDateTime(), nullable=True),
    Column("received_at", UTCDateTime(), nullable=False),
    Column("withdrawn_at", UTCDateTime(), nullable=True),
)
"""Each recording on a release of a sender, as its latest delivery says.

``digest`` is of all that a delivery says of it, ``level`` and ``ai_facets`` are what it declares.
"""

known_release_names = Table(
    "known_release_names",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("recording_id", String(64), primary_key=True),
)
"""Every identifier that a recording's release was delivered with: a purge may name any of them."""

withdrawn_releases = Table(
    "withdrawn_releases",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("written_at", UTCDateTime(), nullable=False),
)
"""When the latest purge or takedown of a release was written, by every identifier that it named.

A message that was written before it and comes after it brings nothing back.
"""

seen_contents = Table(
    "seen_contents",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("recording_id", String(64), primary_key=True),
    Column("track_id", String(64), nullable=False),
    Column("sender", Text, nullable=False),
    Column("artist", Text, nullable=False),
    Column("isrc", Text, nullable=True),
    Column("title", Text, nullable=False, server_default=""),
    Column("duration_s", Float, nullable=True),
)
"""Which recording carried which content: a piece by its generator's id, a file's bytes, or an ISRC."""

taken_messages = Table(
    "taken_messages",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("sha256", String(64), nullable=False),
)
"""The bytes of the first message that a sender gave a MessageId."""

content_turns = Table("content_turns", METADATA, Column("turn", Integer, primary_key=True))
"""Rows to lock: deliveries with the same content wait for each other, so that the later one sees the
earlier. As many as ``TURNS``, made once; contents share them by their key."""

TURNS = 256

Index("known_recordings_release", known_recordings.c.release_id)
