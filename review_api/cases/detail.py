"""One case with its evidence."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy import Connection, Row

from contracts.acknowledgement import MessageKind
from contracts.flag import Flag
from contracts.review_decision import ReviewOutcome
from contracts.track import AudioFile
from review_api.cases.history import history
from review_api.cases.listing import summary_fields, with_status
from review_api.cases.lookup import one_case
from review_api.errors import PreviewUnavailableError
from review_api.principal import Person, Principal
from review_api.schemas.case import (
    CaseDetail,
    CaseStatus,
    ClaimView,
    Closure,
    DecisionView,
    RelatedCase,
    Withdrawal,
)
from review_api.tables import cases, flags, review_decisions, track_standings, users

MOST_RELATED = 20


def case_detail(connection: Connection, case_id: str, now: datetime, caller: Principal) -> CaseDetail:
    """Return a case as ``caller`` may see it. Raises ``CaseNotFoundError``."""
    row = one_case(connection, with_status(now), case_id)
    flag, problem = _flag(connection, row.flag_id)
    of_track = sa.select(track_standings).where(track_standings.c.track_id == row.track_id)
    standing = connection.execute(of_track).one_or_none()
    return CaseDetail(
        **summary_fields(row),
        flag=flag,
        flag_problem=problem,
        has_audio=flag is not None and flag.scored_track.track.sound is not None,
        history=history(connection, case_id),
        claim=_claim(row, caller),
        decision=_decision(connection, row),
        superseded_at=standing.superseded_at if standing else None,
        withdrawal=_withdrawal(standing),
        related=_related(connection, row, now),
    )


def case_sound(connection: Connection, case_id: str) -> AudioFile:
    """Return the file to play. Raises ``CaseNotFoundError`` and ``PreviewUnavailableError``."""
    case = one_case(connection, sa.select(cases), case_id)
    flag, problem = _flag(connection, case.flag_id)
    if flag is None:
        raise PreviewUnavailableError(problem or "The stored flag cannot be read.")
    sound = flag.scored_track.track.sound
    if sound is None:
        raise PreviewUnavailableError("The delivery came without a sound file for this track.")
    return sound


def _flag(connection: Connection, flag_id: str) -> tuple[Flag | None, str | None]:
    stored = connection.execute(sa.select(flags.c.flag).where(flags.c.flag_id == flag_id)).scalar_one()
    try:
        return Flag.model_validate_json(stored), None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        return None, (
            f"The stored flag cannot be read by this version of Deadwax ({place}: {first['msg']}). "
            "The case can be decided nevertheless."
        )


def _claim(row: Row[Any], caller: Principal) -> ClaimView | None:
    if row.status != CaseStatus.CLAIMED:
        return None
    mine = isinstance(caller, Person) and caller.user_id == row.claimant
    return ClaimView(by=row.claimed_by, mine=mine, lease_until=row.lease_until)


def _withdrawal(standing: Row[Any] | None) -> Withdrawal | None:
    if standing is None or standing.withdrawn_at is None:
        return None
    return Withdrawal(at=standing.withdrawn_at, how=MessageKind(standing.withdrawn_how))


def _related(connection: Connection, row: Row[Any], now: datetime) -> tuple[RelatedCase, ...]:
    """The cases of other revisions of the recording; none where the pipeline did not say which it is."""
    if not row.recording_id:
        return ()
    others = with_status(now).where(cases.c.recording_id == row.recording_id, cases.c.case_id != row.case_id)
    found = connection.execute(
        others.order_by(cases.c.revision.desc(), cases.c.flagged_at.desc()).limit(MOST_RELATED)
    )
    return tuple(
        RelatedCase(
            id=each.case_id,
            revision=each.revision,
            status=CaseStatus(each.status),
            outcome=ReviewOutcome(each.outcome) if each.outcome is not None else None,
            closure=Closure(each.closure) if each.closure is not None else None,
            flagged_at=each.flagged_at,
        )
        for each in reversed(found.all())
    )


def _decision(connection: Connection, row: Row[Any]) -> DecisionView | None:
    if row.decided_at is None:
        return None
    found = connection.execute(
        sa.select(review_decisions, users.c.name)
        .join(users, users.c.user_id == review_decisions.c.user_id)
        .where(review_decisions.c.case_id == row.case_id)
        .order_by(review_decisions.c.case_version.desc())
        .limit(1)
    ).one()
    return DecisionView(
        outcome=ReviewOutcome(found.outcome),
        reason_code=found.reason_code,
        note=found.note,
        by=found.name,
        at=found.decided_at,
    )
