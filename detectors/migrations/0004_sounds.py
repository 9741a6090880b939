"""Tables of what every track sounds like: by whom and when delivered, and its fingerprints."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "detectors_0004"
down_revision = "detectors_0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sounds",
        sa.Column("sound_id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("track_id", sa.String(200), nullable=False, unique=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("isrc", sa.String(20), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("artist", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("sender_key", sa.Text, nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sound_prints",
        sa.Column("sound_id", _NUMBER, sa.ForeignKey("sounds.sound_id"), primary_key=True),
        sa.Column("items", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sound_prints")
    op.drop_table("sounds")
