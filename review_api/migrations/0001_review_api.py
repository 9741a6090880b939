"""The review API's first tables."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json, UTCDateTime

revision = "review_api_0001"
down_revision = None
branch_labels = ("review_api",)
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _accounts()
    _flags()
    _cases()
    _work()
    _history()
    _refuse_changes("case_events")
    _refuse_changes("review_decisions")


def _accounts() -> None:
    op.create_table(
        "users",
        sa.Column("user_id", sa.String(32), primary_key=True),
        sa.Column("username", sa.String(200), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("pseudonym", sa.String(32), nullable=False, unique=True),
        sa.Column("role", sa.String(30), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("disabled_at", UTCDateTime()),
    )
    op.create_table(
        "sessions",
        sa.Column("session_sha256", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.String(32), sa.ForeignKey("users.user_id"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
    )
    op.create_index("sessions_expire", "sessions", ["expires_at"])
    op.create_table(
        "login_failures",
        sa.Column("id", IDENTITY, primary_key=True, autoincrement=True),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("failed_at", UTCDateTime(), nullable=False),
    )
    op.create_index("login_failures_subject", "login_failures", ["subject", "failed_at"])
    op.create_table(
        "api_keys",
        sa.Column("key_id", sa.String(32), primary_key=True),
        sa.Column("shown", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime()),
        sa.Column("last_used_at", UTCDateTime()),
        sa.Column("revoked_at", UTCDateTime()),
    )


def _flags() -> None:
    op.create_table(
        "flags",
        sa.Column("flag_id", sa.String(200), primary_key=True),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(32)),
        sa.Column("track_id", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("received_from", sa.String(200), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("flag", sa.Text, nullable=False),
    )
    op.create_index("flags_action", "flags", ["action"])
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("flag_id", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(32), primary_key=True),
        sa.Column("flag_id", sa.String(200), sa.ForeignKey("flags.flag_id"), nullable=False, unique=True),
        sa.Column("track_id", sa.Text, nullable=False),
        sa.Column("isrc", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("display_artist", sa.Text, nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("priority", sa.Float, nullable=False),
        sa.Column("score_ai", sa.Float),
        sa.Column("score_spam", sa.Float),
        sa.Column("disclosure_level", sa.String(20), nullable=False),
        sa.Column("top_reason", sa.Text, nullable=False),
        sa.Column("duration_s", sa.Float),
        sa.Column("policy_sha256", sa.String(200), nullable=False),
        sa.Column("flagged_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("escalated", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("decided_at", UTCDateTime()),
    )
    falling = sa.text("priority DESC")
    op.create_index("cases_by_priority", "cases", ["decided_at", falling, "flagged_at", "case_id"])
    op.create_index("cases_by_age", "cases", ["decided_at", "flagged_at", "case_id"])


def _work() -> None:
    op.create_table(
        "claims",
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("user_id", sa.String(32), sa.ForeignKey("users.user_id"), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("claimed_at", UTCDateTime(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=False),
    )
    op.create_table(
        "review_decisions",
        sa.Column("decision_id", sa.String(32), primary_key=True),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.case_id"), nullable=False),
        sa.Column("case_version", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason_code", sa.String(100), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("user_id", sa.String(32), sa.ForeignKey("users.user_id"), nullable=False),
        sa.Column("claim_sha256", sa.String(64), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("case_id", "case_version"),
    )


def _history() -> None:
    op.create_table(
        "case_events",
        sa.Column("event_id", IDENTITY, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.case_id"), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("case_events_case", "case_events", ["case_id", "event_id"])


def _refuse_changes(table: str) -> None:
    """Make the database itself refuse to change or delete rows."""
    words = f"{table} is only ever added to"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "case_events",
        "review_decisions",
        "claims",
        "cases",
        "idempotency",
        "flags",
        "api_keys",
        "login_failures",
        "sessions",
        "users",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION case_events_refuse()")
        op.execute("DROP FUNCTION review_decisions_refuse()")
