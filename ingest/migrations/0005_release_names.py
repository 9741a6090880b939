"""Every identifier that the release of a known recording goes by."""

import sqlalchemy as sa
from alembic import op

revision = "ingest_0005"
down_revision = "ingest_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; recordings from before are found by the one identifier that was kept."""
    op.create_table(
        "known_release_names",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("recording_id", sa.String(64), primary_key=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("known_release_names")
