"""Times and documents come back from either database as they went in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from runtime.database.types import Json, UTCDateTime

metadata = MetaData()
things = Table(
    "things",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime()),
    Column("document", Json),
)


@pytest.fixture
def stored(engine: Engine) -> Iterator[Engine]:
    metadata.create_all(engine)
    return engine


ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2999, 1, 1), timezones=ZONES)  # noqa: DTZ001 - the zones come extra
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TIMES, DOCUMENTS)
def test_values_come_back(stored: Engine, at: datetime, document: object) -> None:
    with stored.begin() as connection:
        connection.execute(things.delete())
        connection.execute(insert(things).values(id=1, at=at, document=document))
        row = connection.execute(select(things)).one()
    assert row.at == at
    assert row.at.tzinfo is UTC
    assert row.document == document


def test_nothing_comes_back_as_nothing(stored: Engine) -> None:
    with stored.begin() as connection:
        connection.execute(insert(things).values(id=1, at=None))
        assert connection.execute(select(things.c.at)).scalar_one() is None


def test_a_time_without_a_zone_is_refused(stored: Engine) -> None:
    with pytest.raises(StatementError, match="no time zone"), stored.begin() as connection:
        connection.execute(insert(things).values(id=1, at=datetime(2026, 1, 1)))  # noqa: DTZ001 - what is refused


def test_times_compare_in_time_order_whatever_their_zone(stored: Engine) -> None:
    early = datetime(2026, 1, 1, 23, 0, tzinfo=timezone(timedelta(hours=9)))
    late = datetime(2026, 1, 1, 15, 0, 0, 1, tzinfo=UTC)
    with stored.begin() as connection:
        connection.execute(insert(things), [{"id": 1, "at": late}, {"id": 2, "at": early}])
        ordered = connection.execute(select(things.c.id).order_by(things.c.at)).scalars().all()
        after = connection.execute(select(things.c.id).where(things.c.at > early)).scalars().all()
    assert ordered == [2, 1]
    assert after == [1]
