"""The policy's first table: decisions."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json, UTCDateTime

revision = "policy_0001"
down_revision = None
branch_labels = ("policy",)
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "decisions",
        sa.Column("track_id", sa.Text, primary_key=True),
        sa.Column("scored_id", sa.Text, nullable=False),
        sa.Column("flag_id", sa.String(32), nullable=True),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("policy_sha256", sa.String(64), nullable=False),
        sa.Column("rules", Json, nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
    )
    op.create_index("decisions_action", "decisions", ["action", "decided_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("decisions")
