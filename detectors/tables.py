"""The detectors' tables: upload windows, what was counted, known files and titles.

Times of the windows are seconds since 1970 (UTC), because they are only ever calculated with.
"""

from sqlalchemy import BigInteger, Column, Double, Index, Integer, MetaData, String, Table, Text

from runtime.database.types import Json, UTCDateTime

METADATA = MetaData()

upload_keys = Table(
    "upload_keys",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("first_seen", Double),
    Column("times", Json, nullable=False),
)
"""Senders, labels and artists: when first seen, and their latest delivery times."""

upload_buckets = Table(
    "upload_buckets",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("grain", String(4), primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("tracks", Integer, nullable=False),
    Column("detail", Json, nullable=False),
)
"""Rings of buckets. ``slot`` is ``number`` modulo the ring's length: a key's rows never grow in number."""

upload_artists = Table(
    "upload_artists",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("artist", BigInteger, primary_key=True, autoincrement=False),
)
"""Which artists (by mark) a sender or label ever delivered."""

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
