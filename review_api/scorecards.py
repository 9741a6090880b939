"""What the API needs of whoever keeps the books about senders; the wiring provides it."""

from collections.abc import Sequence
from typing import Protocol

from review_api.schemas.scorecard import Scorecard


class ScorecardSource(Protocol):
    """Counts scorecards."""

    def scorecards(self, sender: str | None, first: str, last: str) -> Sequence[Scorecard]:
        """One for each sender and month from ``first`` to ``last`` (``2026-03``); of one sender by its id."""
