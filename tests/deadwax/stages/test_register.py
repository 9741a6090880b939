import pytest
from sqlalchemy import Engine, select

from deadwax.stages.register import RegisterStage
from deadwax.tables import tracks
from runtime.database.engine import reading
from tests.deadwax.messages import track


def test_a_track_is_entered_once_whatever_its_text_holds(engine: Engine) -> None:
    stage, message = RegisterStage(), track(title="nul \0 and surrogate \ud800")
    for _ in range(2):
        with engine.begin() as connection:
            stage.apply(message, None, connection)
    with reading(engine) as connection:
        (row,) = connection.execute(select(tracks)).all()
    assert row.isrc == "ZZ1012600001"
    assert row.received_at == message.received_at


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_latest_revision_of_a_recording_counts_in_whatever_order_they_come(
    engine: Engine, order: tuple[int, ...]
) -> None:
    stage = RegisterStage()
    revisions = [
        track(
            number,
            recording_id="r",
            revision=number,
            supersedes=f"track-{number - 1}" if number > 1 else None,
        )
        for number in (1, 2, 3)
    ]
    for index in order:
        with engine.begin() as connection:
            stage.apply(revisions[index], None, connection)
    with reading(engine) as connection:
        rows = connection.execute(select(tracks.c.track_id, tracks.c.superseded_by)).all()
    assert {row.track_id: row.superseded_by for row in rows} == {
        "track-1": "track-2",
        "track-2": "track-3",
        "track-3": None,
    }
