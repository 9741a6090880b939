"""Deletes what the review API needs for a while only."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

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
