"""Takes flags, each exactly once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from contracts.flag import Flag
from review_api.cases.closing import change_tracks, tell_cases
from review_api.cases.opening import case_id_of, open_case
from review_api.cases.standing import changes_of, locked_standings
from review_api.errors import BadRequestError, IdempotencyConflictError
from review_api.flag_trace import current_trace
from review_api.principal import Machine, Principal
from review_api.schemas.change import ChangeKind, TrackChange
from review_api.schemas.flag import FlagReceipt
from review_api.tables import flags, idempotency
from runtime.clock import Clock
from runtime.database.insert import insert_if_absent

LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class TakenFlag:
    """The receipt, and whether the flag had been taken before."""

    receipt: FlagReceipt
    replayed: bool


def take_flag(engine: Engine, clock: Clock, flag: Flag, caller: Principal, key: str) -> TakenFlag:
    """Store a flag and open its case where a person has to look.

    The same flag again gives the same receipt and changes nothing, under the same key or another.
    Raises ``IdempotencyConflictError`` where the key or the flag's id came before with other content.
    """
    _check_ids(flag, key)
    body = flag.model_dump_json()
    body_sha256 = hashlib.sha256(body.encode()).hexdigest()
    with engine.begin() as connection:
        now = clock.now()
        reservation = {
            "caller": _name(caller),
            "key": key,
            "body_sha256": body_sha256,
            "flag_id": flag.flag_id,
            "created_at": now,
        }
        _reserve_key(connection, reservation)
        case_id = case_id_of(flag) if flag.decision.action.needs_person else None
        row = {
            "flag_id": flag.flag_id,
            "body_sha256": body_sha256,
            "case_id": case_id,
            "track_id": flag.scored_track.track.track_id,
            "action": flag.decision.action.value,
            "received_from": _name(caller),
            "received_at": now,
            "flag": body,
            "trace": current_trace(),
        }
        inserted = insert_if_absent(connection, flags, row)
        if inserted:
            _take_in(connection, flag, now)
        else:
            _check_same(connection, flag.flag_id, body_sha256)
    return TakenFlag(receipt=FlagReceipt(flag_id=flag.flag_id, case_id=case_id), replayed=not inserted)


def _take_in(connection: Connection, flag: Flag, now: datetime) -> None:
    """Open the flag's case where a person has to look, and close that of the revision before it.

    A track that was changed or withdrawn before its flag came gets its case all the same, closed.
    """
    track = flag.scored_track.track
    earlier = track.supersedes if track.supersedes != track.track_id else None
    standings = locked_standings(connection, filter(None, (track.track_id, earlier)))
    if flag.decision.action.needs_person:
        open_case(connection, flag, now)
        for known in changes_of(standings[track.track_id]):
            tell_cases(connection, known, now)
    if earlier is not None:
        superseded = TrackChange(track_id=earlier, change=ChangeKind.SUPERSEDED, by=track.track_id)
        change_tracks(connection, (superseded,), now)


def _check_ids(flag: Flag, key: str) -> None:
    ids = {
        "flag_id": flag.flag_id,
        "scored_track.track.track_id": flag.scored_track.track.track_id,
        "decision.policy_sha256": flag.decision.policy_sha256,
        "Idempotency-Key": key,
    }
    if flag.scored_track.track.supersedes is not None:
        ids["scored_track.track.supersedes"] = flag.scored_track.track.supersedes
    for name, value in ids.items():
        if not 0 < len(value) <= LONGEST_ID or not value.isprintable():
            raise BadRequestError(
                f"'{name}' is not an id of 1 to {LONGEST_ID} printable characters.",
                remedy="Send the flag as the pipeline made it.",
            )


def _reserve_key(connection: Connection, row: Mapping[str, object]) -> None:
    if insert_if_absent(connection, idempotency, row):
        return
    stored = connection.execute(
        sa.select(idempotency.c.body_sha256).where(
            idempotency.c.caller == row["caller"], idempotency.c.key == row["key"]
        )
    ).scalar_one()
    if stored != row["body_sha256"]:
        raise IdempotencyConflictError(
            "This Idempotency-Key was used before with another flag. Send each flag under a key of its own, "
            "for example its message id."
        )


def _check_same(connection: Connection, flag_id: str, body_sha256: str) -> None:
    stored = connection.execute(sa.select(flags.c.body_sha256).where(flags.c.flag_id == flag_id)).scalar_one()
    if stored != body_sha256:
        raise IdempotencyConflictError(
            f"The flag '{flag_id}' was taken before with other content. A flag never changes: a new decision "
            "needs a new flag id."
        )


def _name(caller: Principal) -> str:
    return caller.key_id if isinstance(caller, Machine) else caller.pseudonym
