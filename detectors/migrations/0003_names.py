"""Profiles of names and identifiers, and imported lists of names."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "detectors_0003"
down_revision = "detectors_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "profiles",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "name_lists",
        sa.Column("title", sa.String(200), primary_key=True),
        sa.Column("use", sa.String(20), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("imported_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime()),
    )
    op.create_table(
        "listed_names",
        sa.Column("title", sa.String(200), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
    )
    op.create_index("listed_names_key", "listed_names", ["key"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("listed_names", "name_lists", "profiles"):
        op.drop_table(table)
