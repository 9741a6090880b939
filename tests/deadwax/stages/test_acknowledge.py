import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select

from contracts.party import Party
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.register import RegisterStage
from deadwax.tables import acknowledgements, withdrawals
from runtime.database.engine import reading
from tests.deadwax.messages import acknowledgement, track


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
