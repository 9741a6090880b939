"""How a case may end, in words, with the reasons that fit each way."""

from types import MappingProxyType

from contracts.review_decision import ReviewOutcome
from review_api.schemas.vocabulary import OutcomeWords

_AGAINST = (
    "RV_AI_UNDISCLOSED",
    "RV_AI_DECLARED_NONE",
    "RV_AI_PARTLY",
    "RV_MASS_UPLOAD",
    "RV_COPY",
    "RV_IMPERSONATION",
    "RV_MISLEADING_TITLE",
    "RV_OTHER",
)

_WORDS: tuple[OutcomeWords, ...] = (
    OutcomeWords(
        outcome=ReviewOutcome.CLEAR,
        title="Clear",
        explanation="Nothing stands against the track: it is released as delivered.",
        key="1",
        reason_codes=("RV_HUMAN_MADE", "RV_HUMAN_AI_PROCESSED", "RV_DISCLOSED", "RV_NOT_SPAM", "RV_OTHER"),
    ),
    OutcomeWords(
        outcome=ReviewOutcome.LABEL,
        title="Label as AI",
        explanation="The track is released with a label that tells listeners about the AI in it.",
        key="2",
        reason_codes=("RV_AI_UNDISCLOSED", "RV_AI_DECLARED_NONE", "RV_AI_PARTLY", "RV_DISCLOSED", "RV_OTHER"),
    ),
    OutcomeWords(
        outcome=ReviewOutcome.DEMOTE,
        title="Demote",
        explanation="The track is released but no longer recommended.",
        key="3",
        reason_codes=_AGAINST,
    ),
    OutcomeWords(
        outcome=ReviewOutcome.REMOVE,
        title="Remove",
        explanation="The track is not released, or is taken down. The sender is told why and may appeal.",
        key="4",
        reason_codes=(*_AGAINST, "RV_FILE_WRONG", "RV_RIGHTS_UNCLEAR"),
    ),
    OutcomeWords(
        outcome=ReviewOutcome.ASK_SENDER,
        title="Ask the sender",
        explanation="The track waits until the sender has answered or delivered again.",
        key="5",
        reason_codes=(
            "RV_AI_UNDISCLOSED",
            "RV_AI_DECLARED_NONE",
            "RV_DISCLOSURE_CONTRADICTS",
            "RV_FILE_WRONG",
            "RV_RIGHTS_UNCLEAR",
            "RV_OTHER",
        ),
    ),
    OutcomeWords(
        outcome=ReviewOutcome.ESCALATE,
        title="Escalate",
        explanation="The case goes back to the queue, and only a lead can decide it.",
        key="6",
        reason_codes=("RV_NEEDS_LEAD", "RV_RIGHTS_UNCLEAR", "RV_IMPERSONATION", "RV_OTHER"),
    ),
)

OUTCOMES: MappingProxyType[ReviewOutcome, OutcomeWords] = MappingProxyType({w.outcome: w for w in _WORDS})
"""The words of every outcome, in the order of their keys."""
