"""The detectors' tables: upload windows, what was counted, known files and titles.

Times of the windows are seconds since 1970 (UTC), because they are only ever calculated with.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from runtime.database.types import UTCDateTime

METADATA = MetaData()

upload_keys = Table(
    "upload_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
)
"""Senders, labels, artists, prefixes, covers and rights lines: when first seen, latest times, counts."""

upload_buckets = Table(
    "upload_buckets",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("grain", String(4), primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("bucket", Integer, nullable=False),
    Column("detail", LargeBinary, nullable=False),
)
"""Rings of details. ``slot`` is ``bucket`` modulo the ring's length: a key's rows never grow in number."""

upload_artists = Table(
    "upload_artists",
    METADATA,
    Column("pair", BigInteger, primary_key=True, autoincrement=False),
)
"""Which artists (by mark) a key ever had: a number made of both."""

counted_tracks = Table(
    "counted_tracks",
    METADATA,
    Column("track_id", String(200), primary_key=True),
    Column("counted_for", UTCDateTime(), nullable=False),
)
"""Every track that was counted, with its arrival time: nothing is counted twice."""

sound_files = Table(
    "sound_files",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("isrc", String(20), primary_key=True),
    Column("artist", Text, primary_key=True),
    Column("sender", Text, primary_key=True),
    Column("track_id", String(200), nullable=False),
)
"""Under which identities a file was delivered; an ISRC that is not given is the empty string."""

known_titles = Table(
    "known_titles",
    METADATA,
    Column("title", BigInteger, primary_key=True, autoincrement=False),
    Column("wording", BigInteger, primary_key=True, autoincrement=False),
    Column("artist", BigInteger, primary_key=True, autoincrement=False),
    Column("sender", Text, primary_key=True),
    Column("duration_s", Integer, primary_key=True, autoincrement=False),
)
"""Titles without their version words, whose they are, and how long.

``title`` is the mark of the sorted words, ``wording`` that of the words in order.
"""

Index("counted_tracks_counted_for", counted_tracks.c.counted_for)
