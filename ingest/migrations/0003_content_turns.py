"""Recordings by their ISRC, and turns for deliveries of the same content."""

import sqlalchemy as sa
from alembic import op

revision = "ingest_0003"
down_revision = "ingest_0002"
branch_labels = None
depends_on = None

TURNS = 256


def upgrade() -> None:
    """Make the columns and the turns."""
    op.add_column("seen_contents", sa.Column("title", sa.Text, nullable=False, server_default=""))
    op.add_column("seen_contents", sa.Column("duration_s", sa.Float, nullable=True))
    turns = op.create_table("content_turns", sa.Column("turn", sa.Integer, primary_key=True))
    op.bulk_insert(turns, [{"turn": turn} for turn in range(TURNS)])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("content_turns")
    for name in ("duration_s", "title"):
        op.drop_column("seen_contents", name)
