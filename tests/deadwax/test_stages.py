import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select

from contracts.acknowledgement import MessageKind
from contracts.flag import Flag
from contracts.party import Party
from deadwax.stages import AcknowledgeStage, DeliverChangesStage, DeliverFlagsStage, RegisterStage
from deadwax.tables import acknowledgements, tracks, withdrawals
from review_api.schemas.change import TrackChange
from runtime.database.engine import reading
from tests.deadwax.messages import acknowledgement, flag, track


def test_an_acknowledgement_becomes_a_file_and_one_row(engine: Engine, tmp_path: Path) -> None:
    stage, message = AcknowledgeStage(tmp_path / "out"), acknowledgement()
    for _ in range(2):
        stage.prepare(message)
        with engine.begin() as connection:
            assert list(stage.apply(message, None, connection)) == []
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == f"{message.delivery_id}.json"
    assert json.loads(path.read_text()) == json.loads(message.model_dump_json())
    with reading(engine) as connection:
        (row,) = connection.execute(select(acknowledgements)).all()
    assert (row.status, row.sender, row.track_count) == ("accepted", "Kind Distribution", 1)


def test_an_answer_that_can_be_addressed_is_written_as_xml_too_and_the_same_again(tmp_path: Path) -> None:
    message = acknowledgement()
    ours = Party(name="Harbour Music", identifiers={"DPID": "PADPIDA2026020202S"})
    stage = AcknowledgeStage(tmp_path, ours)
    written = []
    for _ in range(2):
        stage.prepare(message)
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            f"{message.delivery_id}.json",
            f"{message.delivery_id}.xml",
        ]
        written.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])
    assert written[0] == written[1]
    assert b"PADPIDA0000000001X" in written[0][1]


def test_an_id_that_is_no_plain_word_never_becomes_a_path(tmp_path: Path) -> None:
    stage = AcknowledgeStage(tmp_path / "out")
    stage.prepare(acknowledgement(delivery_id="../../escape"))
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "out"]


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


def test_a_flag_is_handed_in_before_it_counts_as_delivered(engine: Engine) -> None:
    taken: list[Flag] = []

    class Receiver:
        def hand_in(self, flag: Flag) -> None:
            taken.append(flag)

        def tell(self, changes: Sequence[TrackChange]) -> None:
            raise AssertionError(changes)

    stage, message = DeliverFlagsStage(Receiver()), flag()
    stage.prepare(message)
    assert taken == [message]
    with engine.begin() as connection:
        assert list(stage.apply(message, None, connection)) == []


def test_what_a_delivery_superseded_and_withdrew_is_told_to_the_review_api() -> None:
    told: list[TrackChange] = []

    class Receiver:
        def hand_in(self, flag: Flag) -> None:
            raise AssertionError(flag)

        def tell(self, changes: Sequence[TrackChange]) -> None:
            told.extend(changes)

    stage = DeliverChangesStage(Receiver())
    stage.prepare(acknowledgement())
    assert told == []
    stage.prepare(acknowledgement(superseded=({"track_id": "track-1", "by": "track-2"},)))
    stage.prepare(acknowledgement(kind="purge", withdrawn=("track-2",)))
    assert [(each.track_id, each.change.value, each.by, each.how) for each in told] == [
        ("track-1", "superseded", "track-2", None),
        ("track-2", "withdrawn", None, MessageKind.PURGE),
    ]


@pytest.mark.parametrize("track_first", [True, False])
def test_a_withdrawn_track_stands_in_the_books_once_in_whatever_order_it_is_told(
    engine: Engine, tmp_path: Path, *, track_first: bool
) -> None:
    steps: list[Callable[[Connection], object]] = [
        lambda connection: RegisterStage().apply(track(1), None, connection),
        lambda connection: AcknowledgeStage(tmp_path).apply(
            acknowledgement(2, kind="takedown", withdrawn=("track-1",)), None, connection
        ),
        lambda connection: AcknowledgeStage(tmp_path).apply(
            acknowledgement(3, kind="purge", withdrawn=("track-1",)), None, connection
        ),
    ]
    for step in steps if track_first else [*steps[1:], steps[0]]:
        with engine.begin() as connection:
            step(connection)
    with reading(engine) as connection:
        (row,) = connection.execute(select(withdrawals)).all()
    assert (row.track_id, row.kind, row.delivery_id) == ("track-1", "takedown", f"{2:032x}")
