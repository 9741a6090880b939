"""The migrations make what the code uses, with a turn for every content."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from ingest.tables import METADATA, TURNS, content_turns


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    found = sa.inspect(engine)
    for table in METADATA.sorted_tables:
        made = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert made == {column.name: column.nullable for column in table.columns}, table.name
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}


def test_there_are_as_many_turns_as_the_code_counts_on(engine: Engine) -> None:
    with engine.connect() as connection:
        turns = connection.execute(sa.select(content_turns.c.turn)).scalars().all()
    assert sorted(turns) == list(range(TURNS))
