"""Cases: the queue and one case with its evidence."""

from datetime import datetime
from enum import StrEnum

from contracts.acknowledgement import MessageKind
from contracts.decision import Action
from contracts.disclosure import DisclosureLevel
from contracts.flag import Flag
from contracts.review_decision import ReviewOutcome
from review_api.schemas.base import Answer


class CaseStatus(StrEnum):
    """Where a case stands. A claim whose lease ran out leaves its case open again."""

    OPEN = "open"
    CLAIMED = "claimed"
    DECIDED = "decided"
    CLOSED = "closed"
    """Nothing is left to decide: what the case is about is no longer delivered."""


class Closure(StrEnum):
    """Why a case was closed without a decision."""

    SUPERSEDED = "superseded"
    """The sender delivered the track again with changes, and the new revision is judged anew."""
    WITHDRAWN = "withdrawn"
    """The sender took the release down or purged it."""


class StatusFilter(StrEnum):
    """Which cases to list."""

    OPEN = "open"
    CLAIMED = "claimed"
    DECIDED = "decided"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """In which order to list: both put the oldest flag first among equals."""

    PRIORITY = "priority"
    OLDEST = "oldest"


class Priority(StrEnum):
    """How urgent a case is, in words: the number behind it ranks but means nothing to a person."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Scores(Answer):
    """Calibrated probabilities in 0…1 as of the flag; None where the model abstained."""

    ai: float | None
    spam: float | None


class CaseSummary(Answer):
    """A case as the queue shows it.

    Text from the delivery is safe to show: control and direction-changing characters stand as
    their code points, for example ``⟨U+202E⟩``. The flag of the detail keeps the text as delivered.
    ``revision`` counts the deliveries that changed the track, from 1. ``campaign_id`` is the campaign
    that the track belongs to, under its present id.
    """

    id: str
    status: CaseStatus
    title: str
    display_artist: str
    label: str | None
    sender: str
    isrc: str | None
    action: Action
    priority: Priority
    scores: Scores
    disclosure_level: DisclosureLevel
    top_reason: str
    flagged_at: datetime
    claimed_by: str | None
    duration_s: float | None
    version: int
    escalated: bool
    outcome: ReviewOutcome | None
    revision: int
    campaign_id: str | None
    closure: Closure | None


class Counts(Answer):
    """How many cases stand where, under the list's ``action`` and ``q`` but any status."""

    open: int
    claimed: int
    decided: int
    closed: int


class CasePage(Answer):
    """One page of the queue. ``total`` counts all cases that the filters let through."""

    items: tuple[CaseSummary, ...]
    next_cursor: str | None
    total: int
    counts: Counts


class HistoryEvent(StrEnum):
    """What may happen to a case."""

    FLAGGED = "flagged"
    CLAIMED = "claimed"
    RELEASED = "released"
    DECIDED = "decided"
    ESCALATED = "escalated"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class HistoryEntry(Answer):
    """Something that happened to a case, in order, never changed afterwards."""

    at: datetime
    actor: str
    event: HistoryEvent
    text: str


class ClaimView(Answer):
    """Who works on a case. ``mine`` says that it is the person who asks."""

    by: str
    mine: bool
    lease_until: datetime


class DecisionView(Answer):
    """How a case was decided."""

    outcome: ReviewOutcome
    reason_code: str
    note: str
    by: str
    at: datetime


class RelatedCase(Answer):
    """Another case about the same recording on its release: another revision of it."""

    id: str
    revision: int
    status: CaseStatus
    outcome: ReviewOutcome | None
    closure: Closure | None
    flagged_at: datetime


class Withdrawal(Answer):
    """The sender took the track away; ``how`` is ``takedown`` or ``purge``."""

    at: datetime
    how: MessageKind


class CaseDetail(CaseSummary):
    """A case with the whole flag, as it was when flagged.

    ``superseded_at`` and ``withdrawal`` tell what became of the track since, also where the case was
    decided before. ``related`` are the cases of its other revisions, the first one first.

    ``flag`` is None where the stored flag can no longer be read; ``flag_problem`` then says why,
    and the case can be decided nevertheless. ``has_audio`` says whether a preview can be asked for.
    """

    flag: Flag | None
    flag_problem: str | None
    has_audio: bool
    history: tuple[HistoryEntry, ...]
    claim: ClaimView | None
    decision: DecisionView | None
    superseded_at: datetime | None
    withdrawal: Withdrawal | None
    related: tuple[RelatedCase, ...]
