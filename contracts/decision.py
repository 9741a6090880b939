"""What the policy decided about a track."""

from datetime import datetime
from enum import StrEnum

from contracts.message import Part


class Action(StrEnum):
    """What a policy may do with a track, from the mildest to the hardest."""

    ALLOW = "allow"
    LABEL = "label"
    DEMOTE = "demote"
    REVIEW = "review"
    HOLD = "hold"

    @property
    def strength(self) -> int:
        """Place in the order above, from 0."""
        return list(Action).index(self)

    @property
    def needs_person(self) -> bool:
        """Whether a moderator has to look: the track becomes a case."""
        return self in (Action.REVIEW, Action.HOLD)


class RuleOutcome(StrEnum):
    """How one policy rule ended on one track; a missing input is never False."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    NOT_EVALUATED = "not_evaluated"


class RuleResult(Part):
    """One rule's outcome, with the inputs that it lacked.

    ``missing`` may hold names also where the other inputs decided alone. ``problem`` says what failed
    where the rule was not evaluated although its inputs were there.
    """

    rule: str
    outcome: RuleOutcome
    action: Action
    reason: str
    text: str
    missing: tuple[str, ...] = ()
    problem: str | None = None


class Decision(Part):
    """The strongest action of the rules that matched, stamped with the policy's content hash."""

    action: Action
    policy: str
    policy_sha256: str
    rules: tuple[RuleResult, ...] = ()
    decided_at: datetime
