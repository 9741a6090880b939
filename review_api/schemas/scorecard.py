"""How well a sender delivered in a month."""

from contracts.acknowledgement import AcknowledgementStatus
from contracts.finding import Severity
from review_api.schemas.base import Answer


class Rate(Answer):
    """``count`` out of ``of``. Everything was counted, nothing sampled, so there is no interval."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there was nothing to count."""
        return self.count / self.of if self.of else None


class FindingCount(Answer):
    """How often a code was found, in how many deliveries."""

    code: str
    severity: Severity
    count: int
    deliveries: int


class Fixes(Answer):
    """What became, up to now, of the problems that the sender was told of in the month.

    A problem is a code of a recording that is no mere information. It is fixed by the first later
    delivery of the recording, known by its ISRC, that lacks it.
    """

    fixed: int
    open: int
    median_hours: float | None


class Scorecard(Answer):
    """One sender in one month (``2026-03``, by the arrival in UTC).

    ``sender_id`` is the DPID, else the name; empty for deliveries that name no sender. ``disclosed``:
    tracks that say anything about AI. ``marked``: tracks with a mark of a generator, out of those whose
    files were searched whole. ``contradictory``: tracks whose declaration contradicts itself or the marks.
    """

    sender_id: str
    sender: str
    month: str
    deliveries: dict[AcknowledgementStatus, int]
    findings: tuple[FindingCount, ...]
    tracks: int
    disclosed: Rate
    marked: Rate
    contradictory: Rate
    fixes: Fixes


class ScorecardList(Answer):
    """The scorecards by month, then sender."""

    items: tuple[Scorecard, ...]
