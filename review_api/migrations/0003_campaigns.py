"""The campaign that a case belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "review_api_0003"
down_revision = "review_api_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; flags from before know no campaigns."""
    op.add_column("cases", sa.Column("campaign_id", sa.String(40)))
    op.create_index("cases_campaign", "cases", ["campaign_id"])


def downgrade() -> None:
    """Drop the column."""
    op.drop_index("cases_campaign", "cases")
    op.drop_column("cases", "campaign_id")
