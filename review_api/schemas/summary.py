"""How much work there is."""

from datetime import datetime

from contracts.decision import Action
from review_api.schemas.base import Answer
from review_api.schemas.case import Counts


class SenderCounts(Answer):
    """One sender's cases."""

    sender: str
    open: int
    total: int


class SummaryView(Answer):
    """Counts over all cases; ``recorded`` are flags that need no person. Ten largest senders."""

    cases: Counts
    by_action: dict[Action, int]
    recorded: dict[Action, int]
    by_sender: tuple[SenderCounts, ...]
    oldest_open_at: datetime | None
