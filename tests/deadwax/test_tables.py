"""Books that were begun with the first layout go on in the present one."""

import shutil
from pathlib import Path

from sqlalchemy import Engine, inspect, select, text

from deadwax.tables import acknowledgements, metadata, tracks
from runtime.database import engine as database
from runtime.database.engine import reading
from runtime.database.migrate import locations, upgrade

OLD = (
    "INSERT INTO acknowledgements VALUES ('d', 'accepted', 'Kind', 'm', 1, 0, '2026-03-02 09:00:00', '{}')",
    "INSERT INTO tracks VALUES ('t', 'd', NULL, 'Song', 'Ana', 'Kind', '2026-03-02 09:00:00')",
)


def test_old_rows_stay_and_are_in_no_month(database_url: str, tmp_path: Path) -> None:
    (folder,) = locations("deadwax")
    (tmp_path / "old").mkdir()
    shutil.copy(folder / "0001_books.py", tmp_path / "old")
    made = database.create(database_url)
    upgrade(made, [tmp_path / "old"])
    with made.begin() as connection:
        for statement in OLD:
            connection.execute(text(statement))
    upgrade(made, [folder])
    with reading(made) as connection:
        (answer,) = connection.execute(select(acknowledgements)).all()
        (track,) = connection.execute(select(tracks)).all()
    made.dispose()
    assert (answer.delivery_id, answer.month, answer.sender_key) == ("d", "", "")
    assert (track.title, track.month, track.problems, track.mark_check) == ("Song", "", [], "not_checked")


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    found = inspect(engine)
    for table in metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}
