"""Cases that were opened before cases knew their recording learn it from their flags."""

import shutil
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import text

from review_api.tables import cases
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
from tests.policy.samples import flag
from tests.review_api.conftest import on_both_databases

FLAG = "INSERT INTO flags VALUES (:flag, 'ab', :case, 't', 'review', 'k', '2026-03-02 09:00:00', :body)"
CASE = (
    "INSERT INTO cases (case_id, flag_id, track_id, title, display_artist, sender, search_text, action, "
    "priority, disclosure_level, top_reason, policy_sha256, flagged_at, version, escalated) VALUES "
    "(:case, :flag, 't', 'Song', 'Ana', 'Kind', '', 'review', 0.5, 'none', '', 'ab', '2026-03-02 09:00:00', "
    "0, false)"
)


@on_both_databases
def test_old_cases_learn_which_recording_they_are_about(database_url: str, tmp_path: Path) -> None:
    (folder,) = locations("review_api")
    (tmp_path / "old").mkdir()
    shutil.copy(folder / "0001_review_api.py", tmp_path / "old")
    made = database.create(database_url)
    upgrade(made, [tmp_path / "old"])
    bodies = {
        "known": flag(1, recording_id="r" * 32, revision=3).model_dump_json(),
        "before": flag(2).model_dump_json().replace('"recording_id":"",', "").replace('"revision":1,', ""),
    }
    with made.begin() as connection:
        for name, body in bodies.items():
            connection.execute(text(FLAG), {"flag": name, "case": name, "body": body})
            connection.execute(text(CASE), {"flag": name, "case": name})
    upgrade(made, [folder])
    with made.connect() as connection:
        told = sa.select(cases.c.case_id, cases.c.recording_id, cases.c.revision, cases.c.closed_at)
        rows = {row.case_id: tuple(row)[1:] for row in connection.execute(told)}
    made.dispose()
    assert rows == {"known": ("r" * 32, 3, None), "before": ("", 1, None)}
