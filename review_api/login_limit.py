"""Slows down who guesses passwords: attempts are counted by name, by address and by both together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from review_api.errors import TooManyLoginsError
from review_api.tables import login_failures

WINDOW = timedelta(minutes=15)
MOST_PER_PAIR = 5
MOST_PER_ADDRESS = 30
MOST_PER_NAME = 100
"""Higher than the others: nobody shall lock somebody else out from another address too easily."""


def reserve(connection: Connection, username: str, address: str, now: datetime) -> Sequence[int]:
    """Count an attempt as failed before it is checked, so that parallel guesses cannot slip through.

    Returns the ids to forgive when it succeeds. Raises ``TooManyLoginsError`` over a limit.
    """
    limits = {
        f"pair:{address}:{username}"[:300]: MOST_PER_PAIR,
        f"address:{address}"[:300]: MOST_PER_ADDRESS,
        f"name:{username}"[:300]: MOST_PER_NAME,
    }
    connection.execute(sa.delete(login_failures).where(login_failures.c.failed_at <= now - WINDOW))
    for subject, most in limits.items():
        _check(connection, subject, most, now)
    return [
        connection.execute(
            sa.insert(login_failures).values(subject=subject, failed_at=now).returning(login_failures.c.id)
        ).scalar_one()
        for subject in limits
    ]


def forgive(connection: Connection, ids: Sequence[int], username: str, address: str) -> None:
    """Forget the attempt that succeeded, and the failures of the same name from the same address."""
    pair = login_failures.c.subject == f"pair:{address}:{username}"[:300]
    connection.execute(sa.delete(login_failures).where(login_failures.c.id.in_(ids) | pair))


def _check(connection: Connection, subject: str, most: int, now: datetime) -> None:
    recent = sa.select(sa.func.count(), sa.func.min(login_failures.c.failed_at)).where(
        login_failures.c.subject == subject
    )
    count, oldest = connection.execute(recent).one()
    if count >= most:
        wait = max(1, int((oldest + WINDOW - now).total_seconds()) + 1)
        raise TooManyLoginsError(
            f"Too many logins failed. Try again in {max(1, round(wait / 60))} minute(s).", retry_after_s=wait
        )
