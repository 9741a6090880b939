"""Messages for the tests of the wiring."""

from datetime import UTC, datetime

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus
from contracts.decision import Action, Decision
from contracts.delivery import DeliveredFile, Delivery
from contracts.flag import Flag
from contracts.party import Party
from contracts.scored_track import Listening, ListeningStatus, Score, ScoredTrack
from contracts.track import Release, Track

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SENDER = Party(name="Kind Distribution", identifiers={"DPID": "PADPIDA0000000001X"})


def delivery(number: int = 1) -> Delivery:
    file = DeliveredFile(name="message.xml", location="file:///nowhere/message.xml", size=4, sha256="ab" * 32)
    return Delivery(delivery_id=f"{number:032x}", folder="/nowhere", message=file, received_at=AT)


def acknowledgement(number: int = 1, **given: object) -> Acknowledgement:
    fields = {
        "delivery_id": f"{number:032x}",
        "status": AcknowledgementStatus.ACCEPTED,
        "sender": SENDER,
        "track_count": 1,
        "received_at": AT,
    }
    return Acknowledgement.model_validate(fields | given)


def track(number: int = 1, **given: object) -> Track:
    fields = {
        "track_id": f"track-{number}",
        "delivery_id": "delivery",
        "ern_version": "4.3.2",
        "ern_message_id": "message",
        "sender": SENDER,
        "received_at": AT,
        "resource_reference": f"A{number}",
        "isrc": f"ZZ10126{number:05d}",
        "title": f"Song {number}",
        "release": Release(reference="R0"),
    }
    return Track.model_validate(fields | given)


def flag(number: int = 1, action: Action = Action.REVIEW) -> Flag:
    scored = ScoredTrack(
        track=track(number),
        listening=Listening(status=ListeningStatus.OK, duration_s=60.0),
        scores=(Score(name="ai", probability=0.97, model="ai-1", model_sha256="00"),),
        features={},
        pipeline_version="test",
    )
    decision = Decision(action=action, policy="default", policy_sha256="ab" * 32, decided_at=AT)
    return Flag(flag_id=f"flag-{number}", scored_track=scored, decision=decision, priority=0.5)
