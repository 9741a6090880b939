"""The first table: recordings that were delivered before."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json, UTCDateTime

revision = "ingest_0001"
down_revision = None
branch_labels = ("ingest",)
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "known_recordings",
        sa.Column("recording_id", sa.String(64), primary_key=True),
        sa.Column("track_id", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("release_id", sa.String(64), nullable=False),
        sa.Column("isrc", sa.Text, nullable=True),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("ai_facets", Json, nullable=False),
        sa.Column("message_created_at", UTCDateTime(), nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
    )
    op.create_index("known_recordings_release", "known_recordings", ["release_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("known_recordings")
