"""The ingest stage turns a delivery into an acknowledgement and its tracks."""

from collections.abc import Callable

from sqlalchemy import create_engine

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import Delivery
from contracts.topics import DELIVERIES
from contracts.track import Track
from ingest.stage import IngestStage
from runtime.objects import Objects
from tests.ingest.messages import Song, ern4


def test_one_acknowledgement_and_every_track(deliver: Callable[..., Delivery], objects: Objects) -> None:
    stage = IngestStage(objects.open)
    delivery = deliver(ern4(Song(), Song(reference="A2", isrc="QZABC2600002")))
    prepared = stage.prepare(delivery)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        out = stage.apply(delivery, prepared, connection)
    engine.dispose()
    assert (stage.name, stage.source) == ("ingest", DELIVERIES)
    assert [type(message) for message in out] == [Acknowledgement, Track, Track]
    assert len({message.message_id for message in out}) == 3


def test_a_rejected_delivery_makes_an_acknowledgement_alone(
    deliver: Callable[..., Delivery], objects: Objects
) -> None:
    stage = IngestStage(objects.open)
    delivery = deliver(b"<a>")
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        out = stage.apply(delivery, stage.prepare(delivery), connection)
    engine.dispose()
    assert [type(message) for message in out] == [Acknowledgement]
