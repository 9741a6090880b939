"""How the latest short track of each artist ended."""

import sqlalchemy as sa
from alembic import op

revision = "detectors_0007"
down_revision = "detectors_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sound_ends",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tail", sa.LargeBinary, nullable=False),
        sa.Column("level", sa.Float, nullable=False),
        sa.Column("step", sa.Float, nullable=False),
        sa.Column("tracks", sa.Integer, nullable=False),
        sa.Column("joins", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("sound_ends")
