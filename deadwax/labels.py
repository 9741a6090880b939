"""Decided cases as rows that the spam model may learn from."""

import json
from collections.abc import Iterator

from sqlalchemy import Engine, select

from contracts.flag import Flag
from contracts.review_decision import ReviewOutcome
from detectors.training.labels import Labelled
from detectors.uploads.keys import sender_key
from review_api.tables import cases, flags, review_decisions
from runtime.database.engine import reading

SPAM_REASONS = ("RV_MASS_UPLOAD", "RV_COPY", "RV_IMPERSONATION", "RV_MISLEADING_TITLE")
_AT_ONCE = 200


def decided_cases(engine: Engine) -> Iterator[Labelled]:
    """Every decided case that says something about spam, in the order of the decisions.

    Cleared is honest; demoted or removed for a reason of spam is spam. Decisions about AI, rights or
    files, questions to the sender and escalations say nothing either way and are left out.
    """
    query = (
        select(cases.c.case_id, review_decisions.c.outcome, review_decisions.c.reason_code, flags.c.flag)
        .add_columns(review_decisions.c.decided_at)
        .join(review_decisions, review_decisions.c.case_id == cases.c.case_id)
        .join(flags, flags.c.flag_id == cases.c.flag_id)
        .where(cases.c.decided_at.is_not(None), cases.c.outcome == review_decisions.c.outcome)
        .order_by(review_decisions.c.decided_at, cases.c.case_id)
    )
    with reading(engine) as connection:
        for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
            spam = is_spam(ReviewOutcome(row.outcome), row.reason_code)
            if spam is None:
                continue
            scored = Flag.model_validate(json.loads(row.flag)).scored_track
            yield Labelled(
                case_id=row.case_id,
                decided_at=row.decided_at,
                outcome=row.outcome,
                reason_code=row.reason_code,
                spam=spam,
                sender=sender_key(scored.track),
                score_spam=scored.probability("spam"),
                features=scored.features,
            )


def is_spam(outcome: ReviewOutcome, reason_code: str) -> bool | None:
    """What a decision says about spam; None where it says nothing."""
    if outcome is ReviewOutcome.CLEAR:
        return False
    against = outcome in (ReviewOutcome.DEMOTE, ReviewOutcome.REMOVE)
    return True if against and reason_code in SPAM_REASONS else None
