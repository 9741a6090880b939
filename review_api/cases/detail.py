"""One case with its evidence."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy import Connection, Row

from contracts.flag import Flag
from contracts.review_decision import ReviewOutcome
from contracts.track import AudioFile
from review_api.cases.history import history
from review_api.cases.listing import summary_fields, with_status
from review_api.cases.lookup import one_case
from review_api.errors import PreviewUnavailableError
from review_api.principal import Person, Principal
from review_api.schemas.case import CaseDetail, CaseStatus, ClaimView, DecisionView
from review_api.tables import cases, flags, review_decisions, users


def case_detail(connection: Connection, case_id: str, now: datetime, caller: Principal) -> CaseDetail:
    """Return a case as ``caller`` may see it. Raises ``CaseNotFoundError``."""
    row = one_case(connection, with_status(now), case_id)
    flag, problem = _flag(connection, row.flag_id)
    return CaseDetail(
        **summary_fields(row),
        flag=flag,
        flag_problem=problem,
        has_audio=flag is not None and flag.scored_track.track.sound is not None,
        history=history(connection, case_id),
        claim=_claim(row, caller),
        decision=_decision(connection, row),
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
