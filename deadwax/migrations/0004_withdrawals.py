"""Which tracks a takedown or purge took away."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "deadwax_0004"
down_revision = "deadwax_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "withdrawals",
        sa.Column("track_id", sa.String(64), primary_key=True),
        sa.Column("delivery_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("withdrawals")
