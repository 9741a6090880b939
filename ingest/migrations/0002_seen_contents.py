"""Contents of files that were delivered before: generators' pieces, and bytes."""

import sqlalchemy as sa
from alembic import op

revision = "ingest_0002"
down_revision = "ingest_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "seen_contents",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("recording_id", sa.String(64), primary_key=True),
        sa.Column("track_id", sa.String(64), nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("artist", sa.Text, nullable=False),
        sa.Column("isrc", sa.Text, nullable=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("seen_contents")
