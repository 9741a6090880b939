"""The detectors' tables: upload windows, what was counted, known files and titles.

Times of the windows are seconds since 1970 (UTC), because they are only ever calculated with.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

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

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

sounds = Table(
    "sounds",
    METADATA,
    Column("sound_id", _NUMBER, primary_key=True, autoincrement=True),
    Column("track_id", String(200), nullable=False, unique=True),
    Column("received_at", UTCDateTime(), nullable=False),
    Column("isrc", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("artist", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("sender_key", Text, nullable=False),
    Column("rights", Text, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""Every recording that can be told from others by its sound, numbered as they came.

``title``, ``artist`` and ``sender`` are words for people, ``sender_key`` and ``rights`` identities.
``hashes`` are 40 of Chromaprint's items (4 bytes each, little-endian), ``vector`` the invariant one.
"""

sound_prints = Table(
    "sound_prints",
    METADATA,
    Column("sound_id", _NUMBER, ForeignKey("sounds.sound_id"), primary_key=True),
    Column("items", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""Chromaprint's items (4 bytes each, little-endian), and the signature that copies are laid over."""

Index("counted_tracks_counted_for", counted_tracks.c.counted_for)

profiles = Table(
    "profiles",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)
"""Habits of artist names and ISRC prefixes, recordings of an ISRC, wordings and numbered series."""

name_lists = Table(
    "name_lists",
    METADATA,
    Column("title", String(200), primary_key=True),
    Column("use", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("imported_at", UTCDateTime(), nullable=False),
    Column("expires_at", UTCDateTime()),
)
"""Imported lists of names: protected ones, and opinions of others (``use`` is reputation)."""

listed_names = Table(
    "listed_names",
    METADATA,
    Column("title", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("reference", Text, nullable=False),
)
"""The names on the lists. ``reference`` is what the list says beside the name, for example an id."""

Index("listed_names_key", listed_names.c.key)

sound_ends = Table(
    "sound_ends",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("tail", LargeBinary, nullable=False),
    Column("level", Float, nullable=False),
    Column("step", Float, nullable=False),
    Column("tracks", Integer, nullable=False),
    Column("joins", Integer, nullable=False),
)
"""How the latest short track of an artist at a sender ended, and how many before it went on so."""
