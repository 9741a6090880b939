"""Migrations bring any database to the layout that the tables describe."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from runtime import tables
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from runtime.errors import DatabaseLayoutError

OTHER = """
import sqlalchemy as sa
from alembic import op
revision = "other_0001"
down_revision = None
branch_labels = ("other",)
def upgrade():
    op.create_table("other", sa.Column("id", sa.Integer, primary_key=True))
"""


def test_the_migrated_layout_is_that_of_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, tables.metadata)
    assert differences == []


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    upgrade(engine, locations("runtime"))
    assert set(inspect(engine).get_table_names()) >= set(tables.metadata.tables)


def test_every_room_has_its_own_branch(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "a 100% odd:folder"
    folder.mkdir()
    (folder / "0001_other.py").write_text(OTHER)
    upgrade(engine, (*locations("runtime"), folder))
    with engine.connect() as connection:
        revisions = set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    assert revisions == {"runtime_0002", "other_0001"}
    assert "other" in inspect(engine).get_table_names()


def test_a_database_of_a_newer_deadwax_is_refused_with_a_remedy(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "0001_other.py").write_text(OTHER)
    upgrade(engine, (*locations("runtime"), tmp_path))
    with pytest.raises(DatabaseLayoutError, match="newer Deadwax"):
        upgrade(engine, locations("runtime"))


def test_a_step_that_fails_leaves_the_old_layout(database_url: str, tmp_path: Path) -> None:
    broken = OTHER + '    raise RuntimeError("half way")\n'
    (tmp_path / "0001_other.py").write_text(broken)
    engine = database.create(database_url)
    with pytest.raises(RuntimeError, match="half way"):
        upgrade(engine, (*locations("runtime"), tmp_path))
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_processes_that_start_at_once_migrate_one_after_the_other(database_url: str) -> None:
    engines = [database.create(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda engine: upgrade(engine, locations("runtime")), engines))
    assert "outbox" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()
