"""A message ends once in its group."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from runtime.clock import FixedClock
from runtime.stages.ledger import Ledger, Outcome


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_message_ends_once(engine: Engine, clock: FixedClock) -> None:
    ledger = Ledger("g", clock)
    with engine.begin() as connection:
        assert ledger.enter(connection, "m", Outcome.APPLIED)
        assert not ledger.enter(connection, "m", Outcome.DEAD)
        assert Ledger("other", clock).enter(connection, "m", Outcome.DEAD)
        assert ledger.ended(connection, ["m", "n"]) == {"m"}


def test_many_can_be_asked_for_at_once(engine: Engine, clock: FixedClock) -> None:
    ledger = Ledger("g", clock)
    names = [f"m{n}" for n in range(1200)]
    with engine.begin() as connection:
        for name in names[::100]:
            ledger.enter(connection, name, Outcome.APPLIED)
        assert ledger.ended(connection, names) == set(names[::100])
        assert ledger.ended(connection, []) == frozenset()


def test_only_the_dead_can_be_reopened(engine: Engine, clock: FixedClock) -> None:
    ledger = Ledger("g", clock)
    with engine.begin() as connection:
        ledger.enter(connection, "alive", Outcome.APPLIED)
        ledger.enter(connection, "dead", Outcome.DEAD)
        assert ledger.reopen(connection, "dead")
        assert not ledger.reopen(connection, "alive")
        assert not ledger.reopen(connection, "unknown")
        assert ledger.ended(connection, ["alive", "dead"]) == {"alive"}


def test_the_dead_in_a_row_are_the_latest(engine: Engine, clock: FixedClock) -> None:
    ledger = Ledger("g", clock)
    outcomes = [Outcome.DEAD, Outcome.APPLIED, Outcome.DEAD, Outcome.DEAD, Outcome.DEAD]
    with engine.begin() as connection:
        assert ledger.dead_in_a_row(connection, 5) == 0
        for number, outcome in enumerate(outcomes):
            clock.advance(1)
            ledger.enter(connection, str(number), outcome)
        assert ledger.dead_in_a_row(connection, 10) == 3
        assert ledger.dead_in_a_row(connection, 2) == 2


def test_old_rows_are_forgotten_but_not_those_of_dead_letters_or_other_groups(engine: Engine) -> None:
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    ledger, other = Ledger("g", clock), Ledger("other", clock)
    with engine.begin() as connection:
        for number in range(5):
            ledger.enter(connection, f"old{number}", Outcome.APPLIED)
        ledger.enter(connection, "dead", Outcome.DEAD)
        other.enter(connection, "old0", Outcome.APPLIED)
        before = clock.now()
        clock.advance(1)
        ledger.enter(connection, "young", Outcome.APPLIED)
        assert ledger.forget(connection, before, 10) == 0
        before = clock.now()
        assert [ledger.forget(connection, before, 3) for _ in range(3)] == [3, 2, 0]
        assert ledger.ended(connection, ["old1", "dead", "young"]) == {"dead", "young"}
        assert other.ended(connection, ["old0"]) == {"old0"}
