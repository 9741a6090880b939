"""How far each catalogue was read in."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "detectors_0006"
down_revision = "detectors_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "backfills",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("rows_done", sa.BigInteger, nullable=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("skipped", sa.BigInteger, nullable=False),
        sa.Column("finished_at", UTCDateTime()),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("backfills")
