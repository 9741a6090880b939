"""When releases were withdrawn, for messages that come late."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "ingest_0006"
down_revision = "ingest_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; withdrawals from before are known by their recordings alone."""
    op.create_table(
        "withdrawn_releases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("written_at", UTCDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("withdrawn_releases")
