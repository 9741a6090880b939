"""What scorecards count: findings by delivery, and facts of tracks."""

import sqlalchemy as sa
from alembic import op

from runtime.database.types import Json

revision = "deadwax_0002"
down_revision = "deadwax_0001"
branch_labels = None
depends_on = None

# What was entered before is in no month, so that no scorecard counts it by halves.
UNCOUNTED = ""


def upgrade() -> None:
    """Add the table, columns and indexes."""
    op.create_table(
        "acknowledged_findings",
        sa.Column("delivery_id", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("severity", sa.String(20), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    _add(
        "acknowledgements", sa.Column("sender_key", sa.String(200), nullable=False, server_default=UNCOUNTED)
    )
    _add("acknowledgements", sa.Column("month", sa.String(7), nullable=False, server_default=UNCOUNTED))
    op.create_index("acknowledgements_month", "acknowledgements", ["month", "sender_key"])
    _add("tracks", sa.Column("sender_key", sa.String(200), nullable=False, server_default=UNCOUNTED))
    _add("tracks", sa.Column("month", sa.String(7), nullable=False, server_default=UNCOUNTED))
    _add("tracks", sa.Column("disclosure", sa.String(20), nullable=False, server_default="undeclared"))
    _add("tracks", sa.Column("mark_check", sa.String(20), nullable=False, server_default="not_checked"))
    _add("tracks", sa.Column("mark_count", sa.Integer, nullable=False, server_default="0"))
    _add("tracks", sa.Column("contradictory", sa.Boolean, nullable=False, server_default=sa.false()))
    _add("tracks", sa.Column("has_problems", sa.Boolean, nullable=False, server_default=sa.false()))
    _add("tracks", sa.Column("problems", Json, nullable=False, server_default="[]"))
    op.create_index("tracks_month", "tracks", ["month", "sender_key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("tracks_month", "tracks")
    names = ("problems", "has_problems", "contradictory", "mark_count", "mark_check", "disclosure")
    for name in (*names, "month", "sender_key"):
        op.drop_column("tracks", name)
    op.drop_index("acknowledgements_month", "acknowledgements")
    op.drop_column("acknowledgements", "month")
    op.drop_column("acknowledgements", "sender_key")
    op.drop_table("acknowledged_findings")


def _add(table: str, column: sa.Column[object]) -> None:
    op.add_column(table, column)
