"""Which track is a later delivery of the same recording."""

import sqlalchemy as sa
from alembic import op

revision = "deadwax_0003"
down_revision = "deadwax_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; tracks from before are taken as first deliveries."""
    with op.batch_alter_table("tracks") as table:
        table.add_column(sa.Column("recording_id", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("superseded_by", sa.String(64), nullable=True))
    op.create_index("tracks_recording", "tracks", ["recording_id", "revision"])


def downgrade() -> None:
    """Drop the columns."""
    op.drop_index("tracks_recording", "tracks")
    with op.batch_alter_table("tracks") as table:
        for name in ("superseded_by", "revision", "recording_id"):
            table.drop_column(name)
