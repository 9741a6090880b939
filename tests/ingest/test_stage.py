"""The ingest stage turns a delivery into an acknowledgement and its tracks."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import Delivery
from contracts.topics import DELIVERIES
from contracts.track import Track
from ingest.stage import IngestStage
from runtime.objects import Objects
from tests.ingest.messages import Song, ern4


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


def test_one_acknowledgement_and_every_track(
    deliver: Callable[..., Delivery], objects: Objects, sqlite_engine: Engine
) -> None:
    stage = IngestStage(objects.open)
    delivery = deliver(ern4(Song(), Song(reference="A2", isrc="QZABC2600002")))
    prepared = stage.prepare(delivery)
    with sqlite_engine.begin() as connection:
        out = stage.apply(delivery, prepared, connection)
    assert (stage.name, stage.source) == ("ingest", DELIVERIES)
    assert [type(message) for message in out] == [Acknowledgement, Track, Track]
    assert len({message.message_id for message in out}) == 3


def test_a_rejected_delivery_makes_an_acknowledgement_alone(
    deliver: Callable[..., Delivery], objects: Objects, sqlite_engine: Engine
) -> None:
    stage = IngestStage(objects.open)
    delivery = deliver(b"<a>")
    with sqlite_engine.begin() as connection:
        out = stage.apply(delivery, stage.prepare(delivery), connection)
    assert [type(message) for message in out] == [Acknowledgement]
