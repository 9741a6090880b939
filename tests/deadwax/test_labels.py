"""Decisions say something about spam, or nothing."""

import pytest

from contracts.review_decision import ReviewOutcome
from deadwax.labels import SPAM_REASONS, decided_cases, is_spam
from deadwax.wiring import Plant
from review_api.outcomes import OUTCOMES


@pytest.mark.parametrize(
    ("outcome", "reason", "said"),
    [
        (ReviewOutcome.CLEAR, "RV_NOT_SPAM", False),
        (ReviewOutcome.CLEAR, "RV_HUMAN_MADE", False),
        (ReviewOutcome.REMOVE, "RV_MASS_UPLOAD", True),
        (ReviewOutcome.DEMOTE, "RV_COPY", True),
        (ReviewOutcome.REMOVE, "RV_AI_UNDISCLOSED", None),
        (ReviewOutcome.LABEL, "RV_AI_UNDISCLOSED", None),
        (ReviewOutcome.ASK_SENDER, "RV_FILE_WRONG", None),
        (ReviewOutcome.ESCALATE, "RV_IMPERSONATION", None),
    ],
)
def test_what_a_decision_says(outcome: ReviewOutcome, reason: str, *, said: bool | None) -> None:
    assert is_spam(outcome, reason) is said


def test_reasons_of_spam_are_reasons_that_a_moderator_may_give() -> None:
    given = {code for words in OUTCOMES.values() for code in words.reason_codes}
    assert set(SPAM_REASONS) <= given


def test_without_decisions_there_are_no_rows(made: Plant) -> None:
    assert list(decided_cases(made.engine)) == []
