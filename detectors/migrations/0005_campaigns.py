"""Campaigns: what suspicious tracks share."""

import sqlalchemy as sa
from alembic import op

revision = "detectors_0005"
down_revision = "detectors_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "campaigns",
        sa.Column("campaign_id", sa.String(40), primary_key=True),
        sa.Column("root", sa.String(40), nullable=False),
        sa.Column("first_at", sa.Double, nullable=False),
    )
    op.create_index("campaigns_root", "campaigns", ["root"])
    op.create_table(
        "campaign_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("suspicious", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.String(40)),
    )
    op.create_index("campaign_keys_campaign_id", "campaign_keys", ["campaign_id"])
    op.create_table(
        "campaign_days",
        sa.Column("campaign_id", sa.String(40), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("tracks", sa.Integer, nullable=False),
    )
    op.create_table(
        "campaign_reasons",
        sa.Column("campaign_id", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(100), primary_key=True),
        sa.Column("tracks", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("campaign_reasons", "campaign_days", "campaign_keys", "campaigns"):
        op.drop_table(table)
