"""The migration makes what the code uses."""

import sqlalchemy as sa
from sqlalchemy import Engine

from review_api.tables import metadata
from tests.review_api.conftest import on_both_databases


@on_both_databases
def test_the_migration_makes_the_tables_that_the_code_uses(engine: Engine) -> None:
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert made == {column.name: column.nullable for column in table.columns}, table.name
        assert {i["name"] for i in inspector.get_indexes(table.name)} >= {i.name for i in table.indexes}
        wanted = {key.target_fullname for key in table.foreign_keys}
        found = {
            f"{key['referred_table']}.{column}"
            for key in inspector.get_foreign_keys(table.name)
            for column in key["referred_columns"]
        }
        assert found == wanted
