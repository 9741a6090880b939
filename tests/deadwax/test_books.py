from sqlalchemy import insert

from contracts.acknowledgement import AcknowledgementStatus
from deadwax.books import balance
from deadwax.feeder import GROUP
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.register import RegisterStage
from deadwax.wiring import Plant
from policy.tables import decisions
from runtime.stages.ledger import Ledger, Outcome
from tests.deadwax.messages import AT, acknowledgement, delivery, track


def decide(made: Plant, number: int, action: str = "allow") -> None:
    row = {
        "track_id": f"track-{number}",
        "scored_id": f"s{number}",
        "action": action,
        "policy": "p",
        "policy_sha256": "00",
        "rules": [],
        "decided_at": AT,
    }
    with made.engine.begin() as connection:
        connection.execute(insert(decisions).values(**row))


def test_the_books_are_settled_only_when_every_track_of_every_delivery_is_decided(made: Plant) -> None:
    ledger = Ledger(GROUP, made.clock)
    with made.engine.begin() as connection:
        ledger.enter(connection, delivery().message_id, Outcome.APPLIED)
    assert not balance(made.engine).is_settled
    with made.engine.begin() as connection:
        AcknowledgeStage(made.settings.home).apply(acknowledgement(track_count=2), None, connection)
        for number in (1, 2):
            RegisterStage().apply(track(number), None, connection)
    decide(made, 1)
    halfway = balance(made.engine)
    assert (halfway.tracks, halfway.undecided, halfway.is_settled) == (2, 1, False)
    decide(made, 2, "hold")
    told = balance(made.engine)
    assert told.is_settled
    assert told.to_json() == {
        "deliveries": 1,
        "acknowledged": {"accepted": 1, "accepted_with_warnings": 0, "rejected": 0},
        "tracks": 2,
        "superseded": 0,
        "withdrawn": 0,
        "decided": {"allow": 1, "label": 0, "demote": 0, "review": 0, "hold": 1},
        "undecided": 0,
        "dead_letters": {},
        "cases": 0,
        "open_cases": 0,
    }


def test_a_rejected_delivery_is_settled_without_tracks(made: Plant) -> None:
    with made.engine.begin() as connection:
        Ledger(GROUP, made.clock).enter(connection, delivery().message_id, Outcome.APPLIED)
        rejected = acknowledgement(status=AcknowledgementStatus.REJECTED, track_count=0)
        AcknowledgeStage(made.settings.home).apply(rejected, None, connection)
    told = balance(made.engine)
    assert told.is_settled
    assert told.acknowledged["rejected"] == 1
