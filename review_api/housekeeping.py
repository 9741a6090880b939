"""Deletes what the review API needs for a while only."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from review_api.previews import SUFFIX
from review_api.tables import idempotency


def purge_idempotency(connection: Connection, before: datetime, most: int) -> int:
    """Delete up to ``most`` idempotency keys from before ``before``; return how many.

    A flag that comes again after that is still known by its own id.
    """
    old = (
        sa.select(idempotency.c.caller, idempotency.c.key)
        .where(idempotency.c.created_at < before)
        .limit(most)
    )
    both = sa.tuple_(idempotency.c.caller, idempotency.c.key)
    return connection.execute(sa.delete(idempotency).where(both.in_(old))).rowcount


def forget_previews(folder: Path, before: float) -> int:
    """Delete previews last played before ``before`` (seconds since 1970); return how many."""
    count = 0
    for kept in folder.glob(f"*{SUFFIX}"):
        try:
            if kept.stat().st_atime < before:
                kept.unlink()
                count += 1
        except FileNotFoundError:
            continue
    return count
