"""Dead letters that a person gave up on, with the reason."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "runtime_0002"
down_revision = "runtime_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when and why a dead letter was dropped."""
    op.add_column("dead_letters", sa.Column("dropped_at", UTCDateTime(), nullable=True))
    op.add_column("dead_letters", sa.Column("dropped_because", sa.Text, nullable=True))


def downgrade() -> None:
    """Remove both."""
    op.drop_column("dead_letters", "dropped_because")
    op.drop_column("dead_letters", "dropped_at")
