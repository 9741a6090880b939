"""What the decide stage promises, on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from contracts.flag import Flag
from contracts.scored_track import ScoredTrack
from policy.load import load
from policy.stage import DecideStage
from policy.tables import decisions, metadata
from runtime.clock import FixedClock
from tests.policy.samples import AT, scored


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("policy",)


@pytest.fixture
def stage() -> DecideStage:
    return DecideStage(load(), FixedClock(AT))


def run(stage: DecideStage, engine: Engine, message: ScoredTrack) -> list[Flag]:
    prepared = stage.prepare(message)
    with engine.begin() as connection:
        return [m for m in stage.apply(message, prepared, connection) if isinstance(m, Flag)]


def rows(engine: Engine) -> list[sa.Row[tuple[object, ...]]]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(decisions).order_by(decisions.c.track_id)))


def test_an_allowed_track_is_decided_without_a_flag(stage: DecideStage, engine: Engine) -> None:
    assert run(stage, engine, scored()) == []
    (row,) = rows(engine)
    assert (row.action, row.flag_id, row.decided_at) == ("allow", None, AT)
    assert row.policy_sha256 == load().sha256
    assert {rule["outcome"] for rule in row.rules} >= {"not_matched", "not_evaluated"}


def test_a_flagged_track_gives_its_flag_with_the_evidence(stage: DecideStage, engine: Engine) -> None:
    message = scored(ai=0.97)
    (flag,) = run(stage, engine, message)
    assert flag.scored_track == message
    assert flag.decision.decided_at == AT
    assert rows(engine)[0].flag_id == flag.flag_id


def test_a_track_is_decided_exactly_once(stage: DecideStage, engine: Engine) -> None:
    first = scored(ai=0.97)
    rescored = first.model_copy(update={"pipeline_version": "2"})
    assert rescored.message_id != first.message_id
    assert len(run(stage, engine, first)) == 1
    assert run(stage, engine, first) == []
    assert run(stage, engine, rescored) == []
    assert len(rows(engine)) == 1


def test_nothing_remains_of_a_decision_that_was_not_committed(stage: DecideStage, engine: Engine) -> None:
    message = scored(ai=0.97)
    with engine.connect() as connection, connection.begin() as transaction:
        (before,) = stage.apply(message, stage.prepare(message), connection)
        transaction.rollback()
    (after,) = run(stage, engine, message)
    assert before == after


def test_the_migration_makes_the_tables_that_the_code_uses(engine: Engine) -> None:
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert made == {column.name: column.nullable for column in table.columns}
        assert {i["name"] for i in inspector.get_indexes(table.name)} >= {i.name for i in table.indexes}
