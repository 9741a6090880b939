from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from contracts.party import Party
from contracts.track import AudioFile, Release, Track


def track(*audio: AudioFile, dpid: str | None = None) -> Track:
    return Track(
        track_id="t",
        delivery_id="d",
        ern_version="4.3.2",
        ern_message_id="m",
        sender=Party(name="Nordlys", identifiers={"DPID": dpid} if dpid else {}),
        received_at=datetime(2026, 11, 1, tzinfo=UTC),
        resource_reference="A1",
        title="Tide",
        release=Release(reference="R0"),
        audio=audio,
    )


ABSENT = AudioFile(name="absent.flac")
PREVIEW = AudioFile(name="preview.mp3", location="file:///preview.mp3", is_preview=True)
FULL = AudioFile(name="full.flac", location="file:///full.flac")


def test_the_full_sound_is_listened_to_before_its_preview() -> None:
    assert track(PREVIEW, FULL).sound == FULL


def test_a_preview_is_better_than_a_file_that_is_not_there() -> None:
    assert track(ABSENT, PREVIEW).sound == PREVIEW


def test_there_is_nothing_to_listen_to_without_a_file() -> None:
    assert track(ABSENT).sound is None


def test_a_senders_tracks_stay_in_order_by_its_party_id_or_else_its_name() -> None:
    assert track(dpid="PADPIDA0000000001X").partition_key == "PADPIDA0000000001X"
    assert track().partition_key == "Nordlys"


def test_a_track_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        track().title = "Other"  # type: ignore[misc]


def test_an_undeclared_track_stays_undeclared_through_json() -> None:
    again = Track.model_validate_json(track().model_dump_json())
    assert again == track()
    assert again.disclosure.level == "undeclared"
