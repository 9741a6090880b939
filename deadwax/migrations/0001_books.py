"""The first tables: acknowledgements and tracks."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "deadwax_0001"
down_revision = None
branch_labels = ("deadwax",)
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "acknowledgements",
        sa.Column("delivery_id", sa.String(64), primary_key=True),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("ern_message_id", sa.Text, nullable=True),
        sa.Column("track_count", sa.Integer, nullable=False),
        sa.Column("finding_count", sa.Integer, nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("acknowledgement", sa.Text, nullable=False),
    )
    op.create_index("acknowledgements_status", "acknowledgements", ["status", "received_at"])
    op.create_table(
        "tracks",
        sa.Column("track_id", sa.String(64), primary_key=True),
        sa.Column("delivery_id", sa.String(64), nullable=False),
        sa.Column("isrc", sa.Text, nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("display_artist", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
    )
    op.create_index("tracks_delivery", "tracks", ["delivery_id"])
    op.create_index("tracks_isrc", "tracks", ["isrc"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("tracks")
    op.drop_table("acknowledgements")
