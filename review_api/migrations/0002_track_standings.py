"""Tracks that were delivered again or withdrawn, and cases that end with them."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from runtime.database.types import UTCDateTime

revision = "review_api_0002"
down_revision = "review_api_0001"
branch_labels = None
depends_on = None

BATCH = 200


def upgrade() -> None:
    """Make the table and the columns; the flags tell which recording each case is about."""
    op.create_table(
        "track_standings",
        sa.Column("track_id", sa.Text, primary_key=True),
        sa.Column("superseded_by", sa.Text),
        sa.Column("superseded_at", UTCDateTime()),
        sa.Column("withdrawn_how", sa.String(20)),
        sa.Column("withdrawn_at", UTCDateTime()),
    )
    op.add_column("cases", sa.Column("recording_id", sa.String(64), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
    op.add_column("cases", sa.Column("closure", sa.String(20)))
    op.add_column("cases", sa.Column("closed_at", UTCDateTime()))
    for name in ("cases_by_priority", "cases_by_age"):
        op.drop_index(name, "cases")
    falling = sa.text("priority DESC")
    op.create_index(
        "cases_by_priority", "cases", ["decided_at", "closed_at", falling, "flagged_at", "case_id"]
    )
    op.create_index("cases_by_age", "cases", ["decided_at", "closed_at", "flagged_at", "case_id"])
    op.create_index("cases_track", "cases", ["track_id"])
    op.create_index("cases_recording", "cases", ["recording_id", "revision"])
    _tell_recordings(op.get_bind())


def _tell_recordings(connection: sa.Connection) -> None:
    cases = sa.table(
        "cases", sa.column("case_id"), sa.column("flag_id"), sa.column("recording_id"), sa.column("revision")
    )
    flags = sa.table("flags", sa.column("flag_id"), sa.column("flag"))
    after = ""
    while True:
        query = (
            sa.select(cases.c.case_id, flags.c.flag)
            .join(flags, flags.c.flag_id == cases.c.flag_id)
            .where(cases.c.case_id > after)
            .order_by(cases.c.case_id)
            .limit(BATCH)
        )
        rows = connection.execute(query).all()
        for case_id, flag in rows:
            track: dict[str, Any] = json.loads(flag)["scored_track"]["track"]
            told = {"recording_id": track.get("recording_id") or "", "revision": track.get("revision") or 1}
            connection.execute(sa.update(cases).where(cases.c.case_id == case_id).values(**told))
        if not rows:
            return
        after = rows[-1].case_id


def downgrade() -> None:
    """Drop the table and the columns."""
    for name in ("cases_recording", "cases_track", "cases_by_age", "cases_by_priority"):
        op.drop_index(name, "cases")
    for name in ("closed_at", "closure", "revision", "recording_id"):
        op.drop_column("cases", name)
    falling = sa.text("priority DESC")
    op.create_index("cases_by_priority", "cases", ["decided_at", falling, "flagged_at", "case_id"])
    op.create_index("cases_by_age", "cases", ["decided_at", "flagged_at", "case_id"])
    op.drop_table("track_standings")
