from collections.abc import Sequence

from sqlalchemy import Engine

from contracts.acknowledgement import MessageKind
from contracts.flag import Flag
from deadwax.stages.deliver import DeliverChangesStage, DeliverFlagsStage
from review_api.schemas.change import TrackChange
from tests.deadwax.messages import acknowledgement, flag


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
