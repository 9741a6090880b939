"""A generated piece, a file or an ISRC of another recording is seen across deliveries."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from contracts.acknowledgement import Acknowledgement
from contracts.delivery import Delivery
from contracts.mark import FileMarks, MarkCheck, Marks
from contracts.message import Message
from contracts.track import Track
from ingest.stage import IngestStage
from ingest.tables import known_recordings
from runtime.objects import Objects
from tests.ingest.messages import Song, ern4
from tests.marks import SUNO_TEXT

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
    mark = SUNO_TEXT.model_copy(update={"content_id": piece})
    return Marks(files=(FileMarks(file=FILE, check=MarkCheck.CHECKED, found=(mark,)),))


def codes(out: Sequence[Message], kind: type[Acknowledgement | Track]) -> list[str]:
    findings = [f for message in out if isinstance(message, kind) for f in message.findings]
    return sorted(f.code for f in findings if f.code in ("DX-P07", "DX-H04", "DX-I03"))


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


OTHER_RELEASE = "4260000000028"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (Song(files={FILE: ""}), False),
        (Song(files={FILE: ""}, duration="PT3M12S"), False),
        (Song(files={FILE: ""}, duration="PT4M"), True),
        (Song(files={FILE: ""}, title="Anything Else"), False),
    ],
)
def test_the_isrc_of_a_recording_of_another_length(
    take: Callable[..., tuple[list[str], list[str]]], now: Song, *, told: bool
) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one") == ([], [])
    found = ["DX-I03"] if told else []
    assert take(ern4(now, icpn=OTHER_RELEASE, message_id="M2"), b"two") == (found, found)


def test_the_isrc_of_a_recording_of_another_title_and_artist(
    take: Callable[..., tuple[list[str], list[str]]],
) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one") == ([], [])
    other = ern4(Song(files={FILE: ""}, title="Glass Road"), sender=OTHER, message_id="M2")
    assert take(other.replace(b"Ana Harbour", b"Bo Pier"), b"two") == (["DX-I03"], ["DX-I03"])
    # A script that cannot be compared is no difference.
    greek = ern4(Song(files={FILE: ""}, title="Παλίρροια"), icpn=OTHER_RELEASE, message_id="M3")
    assert take(greek.replace(b"Ana Harbour", "Άνα".encode()), b"three") == ([], [])


def test_the_isrc_of_a_recording_that_was_withdrawn_may_be_used_again(
    take: Callable[..., tuple[list[str], list[str]]], engine: Engine
) -> None:
    assert take(ern4(Song(files={FILE: ""})), b"one") == ([], [])
    with engine.begin() as connection:
        connection.execute(known_recordings.update().values(withdrawn_at=datetime(2026, 11, 2, tzinfo=UTC)))
    again = ern4(Song(files={FILE: ""}, duration="PT4M"), icpn=OTHER_RELEASE, message_id="M2")
    assert take(again, b"two") == ([], [])


def test_two_deliveries_of_one_file_at_the_same_instant_do_not_miss_each_other(
    deliver: Deliver, objects: Objects, engine: Engine
) -> None:
    stage = IngestStage(objects.open)
    first = deliver(ern4(Song(files={FILE: ""})), {FILE: b"one"})
    prepared = stage.prepare(first)
    second = deliver(ern4(Song(isrc="QZABC2600009", files={FILE: ""}), message_id="M2"), {FILE: b"one"})
    also_prepared = stage.prepare(second)
    later: list[Sequence[Message]] = []

    def take_second() -> None:
        with engine.begin() as connection:
            later.append(stage.apply(second, also_prepared, connection))

    other = threading.Thread(target=take_second)
    with engine.begin() as connection:
        assert codes(stage.apply(first, prepared, connection), Track) == []
        other.start()
        other.join(0.3)  # it has to wait for this transaction, and may not end before
        assert later == []
    other.join()
    assert codes(later[0], Track) == ["DX-H04"]


def test_deliveries_of_the_same_contents_in_another_order_wait_for_each_other_and_never_in_a_circle(
    deliver: Deliver, objects: Objects, engine: Engine
) -> None:
    files = {f"resources/{n}.flac": str(n).encode() for n in range(6)}
    stage = IngestStage(objects.open)
    made = []
    for number, order in enumerate((sorted(files), sorted(files, reverse=True))):
        songs = [
            Song(reference=f"A{n}", isrc=f"QZABC26{number}{n:04}", files={name: ""})
            for n, name in enumerate(order)
        ]
        delivery = deliver(ern4(*songs, message_id=f"M{number}"), files)
        made.append((delivery, stage.prepare(delivery)))
    out: list[Sequence[Message]] = []
    start = threading.Barrier(2)

    def take(number: int) -> None:
        delivery, prepared = made[number]
        start.wait()
        with engine.begin() as connection:
            out.append(stage.apply(delivery, prepared, connection))

    threads = [threading.Thread(target=take, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(codes(each, Track)) for each in out) == [0, 6]
