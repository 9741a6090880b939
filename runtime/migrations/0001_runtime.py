"""The runtime's first tables: processed, outbox, dead_letters."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json, UTCDateTime

revision = "runtime_0001"
down_revision = None
branch_labels = ("runtime",)
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "processed",
        sa.Column("group_name", sa.String(200), primary_key=True),
        sa.Column("message_id", sa.Text, primary_key=True),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("processed_at", UTCDateTime(), nullable=False),
    )
    op.create_index("processed_latest", "processed", ["group_name", "processed_at"])
    _outbox()
    _dead_letters()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", IDENTITY, primary_key=True, autoincrement=True),
        sa.Column("origin", sa.String(200), nullable=False),
        sa.Column("topic", sa.String(249), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
    )
    unsent = sa.text("sent_at IS NULL")
    op.create_index("outbox_unsent", "outbox", ["origin", "id"], sqlite_where=unsent, postgresql_where=unsent)
    op.create_index("outbox_sent", "outbox", ["sent_at"])


def _dead_letters() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("group_name", sa.String(200), nullable=False),
        sa.Column("stage", sa.String(200), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("topic", sa.String(249), nullable=False),
        sa.Column("partition", sa.Integer, nullable=False),
        sa.Column("record_offset", sa.BigInteger, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("error_code", sa.String(100), nullable=False),
        sa.Column("error_text", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("version", sa.String(50), nullable=False),
        sa.Column("died_at", UTCDateTime(), nullable=False),
        sa.Column("replayed_at", UTCDateTime(), nullable=True),
    )
    op.create_index("dead_letters_open", "dead_letters", ["stage", "died_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("dead_letters")
    op.drop_table("outbox")
    op.drop_table("processed")
