"""From a label's message to the end of a case: a track that is delivered again, then taken away."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.acknowledgement import Acknowledgement
from contracts.decision import Action, Decision
from contracts.flag import Flag
from contracts.scored_track import Listening, ListeningStatus, ScoredTrack
from contracts.track import Track
from deadwax.books import balance
from deadwax.in_process import in_process
from deadwax.stages.acknowledge import AcknowledgeStage
from deadwax.stages.deliver import DeliverChangesStage, DeliverFlagsStage
from deadwax.stages.register import RegisterStage
from deadwax.wiring import Plant
from ingest.arrival import look_at, make_delivery
from ingest.examples.case import case
from ingest.stage import IngestStage
from review_api.tables import cases
from runtime.database.engine import reading
from runtime.objects import Objects
from tests.deadwax.messages import AT

FIRST = case().message
SECOND = case(
    duration="<Duration>PT3M5S</Duration>",
    created="2026-10-02T10:00:00Z",
    message_id="<MessageId>M-2</MessageId>",
).message
PURGE = b"""<ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432" AvsVersionId="9">
<MessageHeader><MessageId>M-3</MessageId><MessageSender><PartyId>PADPIDA2026010101N</PartyId></MessageSender>
</MessageHeader><PurgedRelease><ReleaseId><ICPN>4260000000011</ICPN></ReleaseId></PurgedRelease>
</ern:PurgeReleaseMessage>"""
TAKEDOWN = case(
    created="2026-12-01T10:00:00Z",
    message_id="<MessageId>M-4</MessageId>",
    deals="<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>"
    "<TerritoryCode>Worldwide</TerritoryCode><ValidityPeriod><StartDate>2026-11-01</StartDate>"
    "<EndDate>2026-11-20</EndDate></ValidityPeriod></DealTerms></Deal></ReleaseDeal></DealList>",
).message

Take = Callable[[bytes], tuple[Acknowledgement, Sequence[Track]]]


@pytest.fixture
def take(made: Plant, tmp_path: Path) -> Take:
    """Takes a message in and enters what comes of it in the books."""
    stage = IngestStage(Objects([tmp_path]).open)

    def take(message: bytes) -> tuple[Acknowledgement, Sequence[Track]]:
        path = tmp_path / "message.xml"
        path.write_bytes(message)
        delivery = make_delivery(look_at(path), None)
        prepared = stage.prepare(delivery)
        with made.engine.begin() as connection:
            answer, *tracks = stage.apply(delivery, prepared, connection)
            assert isinstance(answer, Acknowledgement)
            AcknowledgeStage(tmp_path / "out").apply(answer, None, connection)
            of_delivery = [track for track in tracks if isinstance(track, Track)]
            for track in of_delivery:
                RegisterStage().apply(track, None, connection)
        return answer, of_delivery

    return take


def flag(track: Track) -> Flag:
    scored = ScoredTrack(
        track=track,
        listening=Listening(status=ListeningStatus.FAILED),
        scores=(),
        features={},
        pipeline_version="test",
    )
    decision = Decision(action=Action.REVIEW, policy="default", policy_sha256="ab" * 32, decided_at=AT)
    return Flag(flag_id=f"flag-{track.track_id}", scored_track=scored, decision=decision, priority=0.5)


@pytest.mark.parametrize(("last", "how"), [(PURGE, "purge"), (TAKEDOWN, "takedown")])
@pytest.mark.parametrize("flags_first", [True, False])
def test_cases_end_with_what_their_sender_delivers_and_the_books_count_it(
    made: Plant, take: Take, last: bytes, how: str, *, flags_first: bool
) -> None:
    taken = [take(message) for message in (FIRST, SECOND, last)]
    answers, tracks = [answer for answer, _ in taken], [track for _, made in taken for track in made]
    assert [(track.revision, track.supersedes is not None) for track in tracks] == [(1, False), (2, True)]
    assert (answers[2].kind.value, answers[2].withdrawn) == (how, (tracks[1].track_id,))
    with in_process(made.settings, made.engine, made.log, made.clock, made.workers) as receiver:
        flags, changes = DeliverFlagsStage(receiver), DeliverChangesStage(receiver)
        for flags_now in (flags_first, not flags_first):
            if flags_now:
                for track in tracks:
                    flags.prepare(flag(track))
            else:
                for answer in answers:
                    changes.prepare(answer)
    with reading(made.engine) as connection:
        told = connection.execute(select(cases.c.revision, cases.c.closure).order_by(cases.c.revision)).all()
    assert [tuple(row) for row in told] == [(1, "superseded"), (2, "withdrawn")]
    counted = balance(made.engine)
    assert (counted.tracks, counted.superseded, counted.withdrawn) == (2, 1, 1)
    assert (counted.cases, counted.open_cases) == (2, 0)
