"""A generated piece, or the very same file, under another name is seen across deliveries."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import Delivery
from contracts.mark import FileMarks, Mark, MarkCheck, MarkClaim, MarkKind, Marks
from contracts.message import Message
from contracts.track import Track
from ingest.stage import IngestStage
from runtime.objects import Objects
from tests.ingest.messages import Song, ern4

Deliver = Callable[..., Delivery]
OTHER = "PADPIDA2026020202M"
FILE = "resources/A1.flac"


@pytest.fixture
def rooms() -> tuple[str, ...]:
    return ("runtime", "ingest")


@pytest.fixture
def take(deliver: Deliver, objects: Objects, engine: Engine) -> Callable[..., tuple[list[str], list[str]]]:
    """Takes a delivery in; gives the codes in the answer and on the track, those of this test alone."""

    def take(message: bytes, sound: bytes = b"x", piece: str | None = None) -> tuple[list[str], list[str]]:
        stage = IngestStage(objects.open)
        delivery = deliver(message, {FILE: sound})
        prepared = stage.prepare(delivery)
        if piece:
            marked = [track.model_copy(update={"marks": marks(piece)}) for track in prepared.tracks]
            prepared = replace(prepared, tracks=tuple(marked))
        with engine.begin() as connection:
            out = stage.apply(delivery, prepared, connection)
        return codes(out, Acknowledgement), codes(out, Track)

    return take


def marks(piece: str) -> Marks:
    mark = Mark(
        id="suno-text",
        kind=MarkKind.TEXT,
        claim=MarkClaim.ALL,
        place="ID3 COMM",
        text="made with suno",
        generator="Suno",
        content_id=piece,
    )
    return Marks(files=(FileMarks(file=FILE, check=MarkCheck.CHECKED, found=(mark,)),))


def codes(out: Sequence[Message], kind: type[Acknowledgement | Track]) -> list[str]:
    findings = [f for message in out if isinstance(message, kind) for f in message.findings]
    return sorted(f.code for f in findings if f.code in ("DX-P07", "DX-H04"))


def test_one_piece_by_two_senders(take: Callable[..., tuple[list[str], list[str]]]) -> None:
    first = ern4(Song(files={FILE: ""}))
    second = ern4(Song(isrc="QZABC2600009", files={FILE: ""}), sender=OTHER, message_id="M2")
    assert take(first, b"one", "p-1") == ([], [])
    assert take(second, b"two", "P-1") == (["DX-P07"], ["DX-P07"])


def test_one_piece_under_two_artists_of_one_sender(take: Callable[..., tuple[list[str], list[str]]]) -> None:
    first = ern4(Song(files={FILE: ""}))
    second = ern4(Song(isrc="QZABC2600009", files={FILE: ""}), message_id="M2").replace(
        b"Ana Harbour", b"Bo Pier"
    )
    assert take(first, b"one", "p-1") == ([], [])
    assert take(second, b"two", "p-1") == (["DX-P07"], ["DX-P07"])


def test_one_artist_may_deliver_a_piece_twice(take: Callable[..., tuple[list[str], list[str]]]) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one", "p-1") == ([], [])
    again = ern4(Song(isrc="QZABC2600009", files={FILE: ""}), message_id="M2")
    assert take(again, b"two", "p-1") == ([], [])
    assert take(again, b"two", "p-2") == ([], [])


def test_the_same_bytes_under_another_isrc_or_sender(
    take: Callable[..., tuple[list[str], list[str]]],
) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one") == ([], [])
    other_isrc = ern4(Song(isrc="QZABC2600009", files={FILE: ""}), message_id="M2")
    assert take(other_isrc, b"one") == (["DX-H04"], ["DX-H04"])
    other_sender = ern4(Song(files={FILE: ""}), sender=OTHER, message_id="M3")
    assert take(other_sender, b"one") == (["DX-H04"], ["DX-H04"])
    other_bytes = ern4(Song(isrc="QZABC2600010", files={FILE: ""}), message_id="M4")
    assert take(other_bytes, b"two") == ([], [])


def test_the_same_recording_delivered_again_is_no_other(
    take: Callable[..., tuple[list[str], list[str]]],
) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one", "p-1") == ([], [])
    again = ern4(Song(title="High Tide", files={FILE: ""}), message_id="M2")
    assert take(again, b"one", "p-1") == ([], [])


def test_the_same_bytes_twice_in_one_message_are_told_once(
    take: Callable[..., tuple[list[str], list[str]]],
) -> None:
    songs = (
        Song(files={FILE: ""}),
        Song(reference="A2", isrc="QZABC2600002", files={FILE: ""}),
    )
    assert take(ern4(*songs)) == (["DX-H04"], ["DX-H04"])
