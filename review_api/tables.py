"""The review API's tables: people, keys, flags, cases and what happened to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from runtime.database.types import Json, UTCDateTime

metadata = MetaData()

IDENTITY = BigInteger().with_variant(Integer(), "sqlite")

users = Table(
    "users",
    metadata,
    Column("user_id", String(32), primary_key=True),
    Column("username", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("pseudonym", String(32), nullable=False, unique=True),
    Column("role", String(30), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("disabled_at", UTCDateTime()),
)
"""People. ``username`` is case-folded; ``pseudonym`` stands for the person outside this database."""

sessions = Table(
    "sessions",
    metadata,
    Column("session_sha256", String(64), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.user_id"), nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("expires_at", UTCDateTime(), nullable=False),
)
"""Open sessions, known only by the hash of their token."""

Index("sessions_expire", sessions.c.expires_at)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", IDENTITY, primary_key=True, autoincrement=True),
    Column("subject", String(300), nullable=False),
    Column("failed_at", UTCDateTime(), nullable=False),
)
"""Failed logins by name and by address, for the limit."""

Index("login_failures_subject", login_failures.c.subject, login_failures.c.failed_at)

api_keys = Table(
    "api_keys",
    metadata,
    Column("key_id", String(32), primary_key=True),
    Column("shown", String(20), nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
    Column("expires_at", UTCDateTime()),
    Column("last_used_at", UTCDateTime()),
    Column("revoked_at", UTCDateTime()),
)
"""Keys for machines: the readable beginning and the hash of the rest."""

flags = Table(
    "flags",
    metadata,
    Column("flag_id", String(200), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("case_id", String(32)),
    Column("track_id", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("received_from", String(200), nullable=False),
    Column("received_at", UTCDateTime(), nullable=False),
    # Text, not JSONB: PostgreSQL's JSONB refuses U+0000, which a delivered name may hold.
    Column("flag", Text, nullable=False),
    Column("trace", Text),
)
"""Every flag that was taken, as JSON, as it was when flagged. Never changed.

``trace`` holds the headers (W3C Trace Context) of the trace that it came with, as JSON.
"""

Index("flags_action", flags.c.action)

idempotency = Table(
    "idempotency",
    metadata,
    Column("caller", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("flag_id", String(200), nullable=False),
    Column("created_at", UTCDateTime(), nullable=False),
)
"""Which body came under which idempotency key of which caller."""

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("flag_id", String(200), ForeignKey("flags.flag_id"), nullable=False, unique=True),
    Column("track_id", Text, nullable=False),
    Column("isrc", Text),
    Column("title", Text, nullable=False),
    Column("display_artist", Text, nullable=False),
    Column("label", Text),
    Column("sender", Text, nullable=False),
    Column("search_text", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("priority", Float, nullable=False),
    Column("score_ai", Float),
    Column("score_spam", Float),
    Column("disclosure_level", String(20), nullable=False),
    Column("top_reason", Text, nullable=False),
    Column("duration_s", Float),
    Column("policy_sha256", String(200), nullable=False),
    Column("flagged_at", UTCDateTime(), nullable=False),
    Column("version", Integer, nullable=False),
    Column("escalated", Boolean, nullable=False),
    Column("outcome", String(20)),
    Column("decided_at", UTCDateTime()),
    Column("recording_id", String(64), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("campaign_id", String(40)),
    Column("closure", String(20)),
    Column("closed_at", UTCDateTime()),
)
"""Flags that need a person. Texts are made safe to show; the flag keeps them as delivered.

A case ends when a person decides it, or is closed when what it is about is no longer delivered:
``decided_at`` and ``closed_at`` are never both set. Cases of one recording share its ``recording_id``.
"""

Index(
    "cases_by_priority",
    cases.c.decided_at,
    cases.c.closed_at,
    cases.c.priority.desc(),
    cases.c.flagged_at,
    cases.c.case_id,
)
Index("cases_by_age", cases.c.decided_at, cases.c.closed_at, cases.c.flagged_at, cases.c.case_id)
Index("cases_track", cases.c.track_id)
Index("cases_recording", cases.c.recording_id, cases.c.revision)
Index("cases_campaign", cases.c.campaign_id)

track_standings = Table(
    "track_standings",
    metadata,
    Column("track_id", Text, primary_key=True),
    Column("superseded_by", Text),
    Column("superseded_at", UTCDateTime()),
    Column("withdrawn_how", String(20)),
    Column("withdrawn_at", UTCDateTime()),
)
"""Whether a track is still what its sender delivers: a later revision, a takedown or a purge ends that.

The first of each kind is kept. Its row is what flags and changes of one track wait for in turn.
"""

claims = Table(
    "claims",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.case_id"), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.user_id"), nullable=False),
    Column("token_sha256", String(64), nullable=False),
    Column("claimed_at", UTCDateTime(), nullable=False),
    Column("lease_until", UTCDateTime(), nullable=False),
)
"""At most one claim on a case. It holds while ``lease_until`` has not passed."""

review_decisions = Table(
    "review_decisions",
    metadata,
    Column("decision_id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("cases.case_id"), nullable=False),
    Column("case_version", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason_code", String(100), nullable=False),
    Column("note", Text, nullable=False),
    Column("user_id", String(32), ForeignKey("users.user_id"), nullable=False),
    Column("claim_sha256", String(64), nullable=False),
    Column("decided_at", UTCDateTime(), nullable=False),
    UniqueConstraint("case_id", "case_version"),
)
"""What moderators decided, an escalation included. Never changed."""

case_events = Table(
    "case_events",
    metadata,
    Column("event_id", IDENTITY, primary_key=True, autoincrement=True),
    Column("case_id", String(32), ForeignKey("cases.case_id"), nullable=False),
    Column("at", UTCDateTime(), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("event", String(20), nullable=False),
    Column("text", Text, nullable=False),
)
"""What happened to a case, in order. The database refuses to change or delete a row."""

Index("case_events_case", case_events.c.case_id, case_events.c.event_id)
