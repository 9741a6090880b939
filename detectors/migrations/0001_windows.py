"""The detectors' first tables: upload windows, counted tracks, known files and titles."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json, UTCDateTime

revision = "detectors_0001"
down_revision = None
branch_labels = ("detectors",)
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _windows()
    op.create_table(
        "counted_tracks",
        sa.Column("track_id", sa.String(200), primary_key=True),
        sa.Column("counted_for", UTCDateTime(), nullable=False),
    )
    op.create_index("counted_tracks_counted_for", "counted_tracks", ["counted_for"])
    op.create_table(
        "sound_files",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("isrc", sa.String(20), primary_key=True),
        sa.Column("artist", sa.Text, primary_key=True),
        sa.Column("sender", sa.Text, primary_key=True),
        sa.Column("track_id", sa.String(200), nullable=False),
    )
    op.create_table(
        "known_titles",
        sa.Column("title", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("wording", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("artist", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sender", sa.Text, primary_key=True),
        sa.Column("duration_s", sa.Integer, primary_key=True, autoincrement=False),
    )


def _windows() -> None:
    op.create_table(
        "upload_keys",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("first_seen", sa.Double),
        sa.Column("times", Json, nullable=False),
    )
    op.create_table(
        "upload_buckets",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("grain", sa.String(4), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("tracks", sa.Integer, nullable=False),
        sa.Column("detail", Json, nullable=False),
    )
    op.create_table(
        "upload_artists",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("artist", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        *("known_titles", "sound_files", "counted_tracks"),
        *("upload_artists", "upload_buckets", "upload_keys"),
    ):
        op.drop_table(table)
