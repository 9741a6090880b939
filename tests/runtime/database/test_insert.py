"""A row that is there already stays, and the caller is told."""

import threading
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from runtime.database.insert import insert_if_absent
from runtime.tables import processed

ROW = {
    "group_name": "g",
    "message_id": "m",
    "outcome": "applied",
    "processed_at": datetime(2026, 1, 1, tzinfo=UTC),
}


def test_the_first_wins(engine: Engine) -> None:
    with engine.begin() as connection:
        assert insert_if_absent(connection, processed, ROW) is True
        assert insert_if_absent(connection, processed, {**ROW, "outcome": "dead"}) is False
        assert connection.execute(select(processed.c.outcome)).scalars().all() == ["applied"]


def test_of_two_transactions_at_once_exactly_one_is_told_true(engine: Engine) -> None:
    told: list[bool] = []

    def other() -> None:
        with engine.begin() as connection:
            told.append(insert_if_absent(connection, processed, ROW))

    with engine.begin() as connection:
        told.append(insert_if_absent(connection, processed, ROW))
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive(), "the other one waits for this transaction"
    thread.join(10)
    assert sorted(told) == [False, True]


def test_after_a_rollback_the_row_may_be_inserted(engine: Engine) -> None:
    with engine.connect() as connection:
        assert insert_if_absent(connection, processed, ROW)
        connection.rollback()
        assert insert_if_absent(connection, processed, ROW)
