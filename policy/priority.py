"""How soon a person should look at a flagged track."""

from types import MappingProxyType

from contracts.decision import Action

_BASE = MappingProxyType(
    {Action.ALLOW: 0.0, Action.LABEL: 0.0, Action.DEMOTE: 0.0, Action.REVIEW: 0.2, Action.HOLD: 0.6}
)
_SPAN = 0.4


def priority_of(action: Action, scores: tuple[float | None, ...]) -> float:
    """Return the priority in 0…1: held tracks first, for their release waits; then by the highest score.

    Held tracks stand at 0.6 to 1, tracks to review at 0.2 to 0.6. Missing scores count as 0.
    """
    highest = max((score for score in scores if score is not None), default=0.0)
    return round(_BASE[action] + _SPAN * highest, 6)
