"""A recording that is delivered again is changed, never made a second time."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine

from contracts.acknowledgement import Acknowledgement, AcknowledgementStatus, MessageKind
from contracts.delivery import Delivery
from contracts.finding import Severity
from contracts.message import Message
from contracts.track import Track
from ingest.stage import IngestStage
from runtime.objects import Objects
from tests.ingest.messages import FLAC, GRID, ICPN, Song, ern3, ern4, generative_ai

Ingest = Callable[..., tuple[Acknowledgement, Sequence[Track]]]
CREATED = b"2026-10-01T10:00:00+02:00"
AI = Song(ai="Partly", contributors=generative_ai("LeadVocalist"))


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


@pytest.fixture
def ingest(deliver: Callable[..., Delivery], objects: Objects, engine: Engine) -> Ingest:
    """Takes a message through the stage, with its own transaction; on SQLite and on PostgreSQL."""
    stage = IngestStage(objects.open)

    def ingest(data: bytes, files: dict[str, bytes] | None = None) -> tuple[Acknowledgement, Sequence[Track]]:
        delivery = deliver(data, files)
        prepared = stage.prepare(delivery)
        with engine.begin() as connection:
            out: Sequence[Message] = stage.apply(delivery, prepared, connection)
        answer = out[0]
        assert isinstance(answer, Acknowledgement)
        return answer, [message for message in out if isinstance(message, Track)]

    return ingest


def later(data: bytes, day: int = 2) -> bytes:
    """The same message, written ``day`` days into October."""
    return data.replace(CREATED, f"2026-10-{day:02}T10:00:00+02:00".encode()).replace(b"MSG-1", b"MSG-2")


def codes(answer: Acknowledgement) -> set[str]:
    return {finding.code for finding in answer.findings}


def test_the_same_content_in_a_new_message_makes_no_track(ingest: Ingest) -> None:
    _, first = ingest(ern4())
    answer, second = ingest(later(ern4()))
    assert (len(first), len(second)) == (1, 0)
    assert (answer.track_count, answer.unchanged) == (0, 1)
    assert "DX-S09" in codes(answer)


def test_a_change_is_a_new_revision_of_the_same_recording(ingest: Ingest) -> None:
    _, (first,) = ingest(ern4())
    answer, (second,) = ingest(later(ern4(Song(title="High Tide"))))
    _, (third,) = ingest(later(ern4(Song(title="Neap")), day=3))
    assert (first.revision, second.revision, third.revision) == (1, 2, 3)
    assert {first.recording_id, second.recording_id, third.recording_id} == {first.recording_id}
    assert (first.supersedes, second.supersedes, third.supersedes) == (None, first.track_id, second.track_id)
    assert "DX-S09" in {finding.code for finding in second.findings}
    assert answer.unchanged == 0
    assert [(each.track_id, each.by) for each in answer.superseded] == [(first.track_id, second.track_id)]


def test_other_bytes_of_the_sound_are_a_change(ingest: Ingest) -> None:
    ingest(ern4())
    _, changed = ingest(later(ern4()), {"resources/A1.flac": FLAC + b"!"})
    assert [track.revision for track in changed] == [2]


def test_files_that_come_later_complete_the_recording(ingest: Ingest) -> None:
    _, (first,) = ingest(ern4(), {})
    _, (second,) = ingest(ern4())
    assert first.sound is None
    assert second.sound is not None
    assert second.supersedes == first.track_id


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (AI, Song(ai="None"), True),
        (Song(ai="All"), AI, True),
        (AI, Song(), True),
        (AI, Song(ai="Partly", contributors=generative_ai("Composer")), True),
        (Song(ai="None"), Song(), False),
        (Song(), AI, False),
        (AI, Song(ai="All"), False),
        (AI, Song(ai="Partly", contributors=generative_ai("LeadVocalist"), title="Ebb"), False),
    ],
)
def test_c11_a_lowered_declaration_is_seen(ingest: Ingest, before: Song, now: Song, *, told: bool) -> None:
    ingest(ern4(before))
    answer, (track,) = ingest(later(ern4(now)))
    lowered = [finding for finding in answer.findings if finding.code == "DX-C11"]
    assert bool(lowered) is told
    assert [finding for finding in track.findings if finding.code == "DX-C11"] == lowered
    if told:
        assert lowered[0].manual_check
        assert answer.status is AcknowledgementStatus.ACCEPTED_WITH_WARNINGS


def test_a_message_that_is_older_than_what_is_known_changes_nothing(ingest: Ingest) -> None:
    ingest(later(ern4(AI), day=9))
    answer, tracks = ingest(ern4(Song(ai="None")))
    assert tracks == []
    assert "DX-C11" not in codes(answer)
    assert any("later message" in finding.observed for finding in answer.findings)
    _, tracks = ingest(later(ern4(AI), day=10))
    assert tracks == []  # what is known is still what the later message said


def test_other_releases_and_senders_are_other_recordings(ingest: Ingest) -> None:
    ingest(ern4())
    _, on_album = ingest(later(ern4(icpn="4260000000028")))
    _, of_another = ingest(later(ern4(sender="PADPIDA2026010102L")))
    assert [track.revision for track in (*on_album, *of_another)] == [1, 1]


def test_two_recordings_with_one_isrc_stay_two(ingest: Ingest) -> None:
    twice = ern4(Song(), Song(reference="A2", title="Ebb"))
    _, tracks = ingest(twice)
    assert len({track.recording_id for track in tracks}) == 2
    _, again = ingest(later(twice))
    assert again == []


def purge(icpn: str = ICPN) -> bytes:
    start, _, rest = later(ern4(), day=5).partition(b"<PartyList>")
    assert rest
    head = start.replace(b"NewReleaseMessage", b"PurgeReleaseMessage")
    release = f"<PurgedRelease><ReleaseId><ICPN>{icpn}</ICPN></ReleaseId></PurgedRelease>"
    return head + release.encode() + b"</ern:PurgeReleaseMessage>"


def test_a_purge_withdraws_what_is_known_of_the_release(ingest: Ingest) -> None:
    _, (track,) = ingest(ern4())
    answer, tracks = ingest(purge())
    assert tracks == []
    assert answer.kind is MessageKind.PURGE
    assert answer.status is AcknowledgementStatus.ACCEPTED
    assert answer.withdrawn == (track.track_id,)
    assert codes(answer) == {"DX-S07"}
    again, _ = ingest(later(purge(), day=6))
    assert again.withdrawn == ()
    assert again.status is AcknowledgementStatus.ACCEPTED
    assert any("Nothing is left to withdraw" in finding.observed for finding in again.findings)


def test_a_purge_of_another_release_withdraws_nothing_and_says_so(ingest: Ingest) -> None:
    ingest(ern4())
    answer, _ = ingest(purge(icpn="4260000000028"))
    assert answer.withdrawn == ()
    assert answer.status is AcknowledgementStatus.ACCEPTED_WITH_WARNINGS
    assert any("Nothing was withdrawn" in finding.observed for finding in answer.findings)


@pytest.mark.parametrize("name", [f"<GRid>{GRID}</GRid>", '<CatalogNumber Namespace="Q">Q-1</CatalogNumber>'])
def test_a_purge_may_name_the_release_by_any_identifier_that_it_was_delivered_with(
    ingest: Ingest, name: str
) -> None:
    _, (track,) = ingest(ern4())
    answer, _ = ingest(purge().replace(f"<ICPN>{ICPN}</ICPN>".encode(), name.encode()))
    assert answer.withdrawn == (track.track_id,)


def test_a_purge_that_is_older_than_what_is_known_withdraws_nothing(ingest: Ingest) -> None:
    ingest(later(ern4(), day=9))
    assert ingest(purge())[0].withdrawn == ()


def test_what_was_withdrawn_comes_back_as_a_revision(ingest: Ingest) -> None:
    ingest(ern4())
    ingest(purge())
    _, (back,) = ingest(later(ern4(), day=7))
    assert back.revision == 2


@pytest.mark.parametrize("name", [f"<ICPN>{ICPN}</ICPN>", f"<GRid>{GRID}</GRid>"])
def test_a_message_that_comes_after_a_later_purge_brings_nothing(ingest: Ingest, name: str) -> None:
    ingest(purge().replace(f"<ICPN>{ICPN}</ICPN>".encode(), name.encode()))
    answer, tracks = ingest(later(ern4(), day=4))
    assert tracks == []
    assert any("later message" in finding.observed for finding in answer.findings)
    _, (back,) = ingest(later(ern4(), day=6))
    assert back.revision == 1


def test_an_update_that_is_late_does_not_undo_a_purge(ingest: Ingest) -> None:
    ingest(ern4())
    ingest(purge())
    ingest(later(purge(), day=3))  # an older purge that is late takes nothing back
    _, tracks = ingest(later(ern4(Song(title="High Tide")), day=4))
    assert tracks == []


def test_a_takedown_of_ern_3_withdraws(ingest: Ingest) -> None:
    _, (track,) = ingest(ern3())
    down = later(ern3()).replace(
        b"<CommercialModelType>SubscriptionModel</CommercialModelType>", b"<TakeDown>true</TakeDown>"
    )
    answer, tracks = ingest(down)
    assert (answer.kind, answer.withdrawn, tracks) == (MessageKind.TAKEDOWN, (track.track_id,), [])
    assert "DX-S07" in codes(answer)


def test_a_takedown_of_ern_4_is_deals_that_are_over(ingest: Ingest) -> None:
    _, (track,) = ingest(ern4())
    over = ern4().replace(b"</StartDate>", b"</StartDate><EndDate>2026-10-02</EndDate>")
    answer, _ = ingest(later(over, day=1))
    assert (answer.kind, answer.withdrawn) == (MessageKind.NEW_RELEASE, ())
    answer, _ = ingest(later(over, day=3))
    assert (answer.kind, answer.withdrawn) == (MessageKind.TAKEDOWN, (track.track_id,))


def test_an_update_says_so(ingest: Ingest) -> None:
    data = ern3().replace(
        b"</MessageHeader>", b"</MessageHeader><UpdateIndicator>UpdateMessage</UpdateIndicator>"
    )
    assert ingest(data)[0].kind is MessageKind.UPDATE


def test_a_message_id_that_was_used_for_another_message_is_told_and_both_are_taken(ingest: Ingest) -> None:
    ingest(ern4())
    answer, tracks = ingest(later(ern4(Song(title="High Tide"))).replace(b"MSG-2", b"MSG-1"))
    (told,) = [finding for finding in answer.findings if finding.code == "DX-B01"]
    assert told.severity is Severity.WARNING
    assert "MSG-1" in told.observed
    assert len(tracks) == 1
    assert "DX-B01" not in codes(ingest(later(ern4(Song(title="Neap")), day=3))[0])


def test_the_same_message_with_files_that_were_missing_is_no_other_message(ingest: Ingest) -> None:
    ingest(ern4(), {})
    answer, _ = ingest(ern4())
    assert "DX-B01" not in codes(answer)


def test_another_sender_may_use_the_same_message_id(ingest: Ingest) -> None:
    ingest(ern4())
    answer, _ = ingest(ern4(sender="PADPIDA2026020202M"))
    assert "DX-B01" not in codes(answer)
