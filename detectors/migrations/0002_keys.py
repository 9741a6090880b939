"""Upload windows of more keys, in a form that is written in batches."""

import sqlalchemy as sa
from alembic import op

revision = "detectors_0002"
down_revision = "detectors_0001"
branch_labels = None
depends_on = None

_TABLES = ("upload_artists", "upload_buckets", "upload_keys")


def upgrade() -> None:
    """Make the tables anew. Windows begin empty: what they held cannot be told by the new keys."""
    for table in _TABLES:
        op.drop_table(table)
    op.create_table(
        "upload_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "upload_buckets",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("grain", sa.String(4), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("bucket", sa.Integer, nullable=False),
        sa.Column("detail", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "upload_artists",
        sa.Column("pair", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    """Drop the tables, and make those of before, empty."""
    for table in _TABLES:
        op.drop_table(table)
    op.create_table(
        "upload_keys",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("first_seen", sa.Double),
        sa.Column("times", sa.JSON, nullable=False),
    )
    op.create_table(
        "upload_buckets",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("grain", sa.String(4), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("tracks", sa.Integer, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_table(
        "upload_artists",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("artist", sa.BigInteger, primary_key=True, autoincrement=False),
    )
