"""The trace that a flag came with."""

import sqlalchemy as sa
from alembic import op

revision = "review_api_0004"
down_revision = "review_api_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; flags from before have no trace."""
    op.add_column("flags", sa.Column("trace", sa.Text))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("flags", "trace")
