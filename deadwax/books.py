"""Holds what came in against what was decided: nothing may be missing, nothing there twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Engine, func, select
from sqlalchemy.sql.selectable import FromClause

from contracts.acknowledgement import AcknowledgementStatus
from contracts.decision import Action
from deadwax.feeder import GROUP
from deadwax.tables import acknowledgements, tracks, withdrawals
from policy.tables import decisions
from review_api.tables import cases
from runtime.database.engine import reading
from runtime.stages.dead_letters import count_open
from runtime.tables import processed


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts over the whole database. ``undecided`` tracks were made by ingest and not decided yet.

    ``superseded`` tracks have a later revision, ``withdrawn`` ones were taken down or purged.
    ``open_cases`` wait for a decision.
    """

    deliveries: int
    acknowledged: Mapping[str, int]
    tracks: int
    superseded: int
    withdrawn: int
    decided: Mapping[str, int]
    undecided: int
    dead: Mapping[str, int]
    cases: int
    open_cases: int

    @property
    def dead_letters(self) -> int:
        """Open dead letters of all stages."""
        return sum(self.dead.values())

    @property
    def is_settled(self) -> bool:
        """Whether every delivery was acknowledged and every track decided."""
        return (
            not self.dead_letters
            and not self.undecided
            and sum(self.acknowledged.values()) == self.deliveries
        )

    def to_json(self) -> dict[str, object]:
        """The balance as ``deadwax run --json`` prints it."""
        return {
            "deliveries": self.deliveries,
            "acknowledged": dict(self.acknowledged),
            "tracks": self.tracks,
            "superseded": self.superseded,
            "withdrawn": self.withdrawn,
            "decided": dict(self.decided),
            "undecided": self.undecided,
            "dead_letters": dict(self.dead),
            "cases": self.cases,
            "open_cases": self.open_cases,
        }


def balance(engine: Engine) -> Balance:
    """Count everything in one consistent look at the database."""
    with reading(engine) as connection:
        acknowledged = _counts(connection, acknowledgements, acknowledgements.c.status)
        decided = _counts(connection, decisions, decisions.c.action)
        entered = select(func.count()).select_from(processed).where(processed.c.group_name == GROUP)
        undecided = (
            select(func.count())
            .select_from(tracks.outerjoin(decisions, tracks.c.track_id == decisions.c.track_id))
            .where(decisions.c.track_id.is_(None))
        )
        return Balance(
            deliveries=connection.execute(entered).scalar_one(),
            acknowledged={s.value: acknowledged.get(s.value, 0) for s in AcknowledgementStatus},
            tracks=_count(connection, tracks),
            superseded=_count(connection, tracks, tracks.c.superseded_by.is_not(None)),
            withdrawn=_count(connection, withdrawals),
            decided={a.value: decided.get(a.value, 0) for a in Action},
            undecided=connection.execute(undecided).scalar_one(),
            dead=count_open(connection),
            cases=_count(connection, cases),
            open_cases=_count(connection, cases, cases.c.decided_at.is_(None), cases.c.closed_at.is_(None)),
        )


def _count(connection: Connection, table: FromClause, *which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one())


def _counts(connection: Connection, table: FromClause, column: "Column[str]") -> dict[str, int]:
    query = select(column, func.count()).select_from(table).group_by(column)
    return {str(value): int(count) for value, count in connection.execute(query)}
