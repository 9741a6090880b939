"""Sends moderators' decisions to the log: written with the decision, sent afterwards, never lost."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from contracts.review_decision import ReviewDecision
from contracts.topics import REVIEW_DECISIONS
from runtime.codec import encode
from runtime.log.port import Producer
from runtime.tables import outbox

ORIGIN = "review-api"


class DecisionRelay:
    """Writes decisions to the outbox, and the outbox to the log."""

    def __init__(self, engine: Engine, producer: Producer | None) -> None:
        self._engine = engine
        self._producer = producer

    def enqueue(self, connection: Connection, message: ReviewDecision | None, now: datetime) -> None:
        """Write a decision to the outbox, in the transaction that stores it."""
        if message is None:
            return
        key, value, headers = encode(message)
        connection.execute(
            sa.insert(outbox).values(
                origin=ORIGIN, topic=REVIEW_DECISIONS.name, key=key, value=value, headers=headers, created_at=now
            )
        )

    def wake(self) -> None:
        """Send what waits."""
