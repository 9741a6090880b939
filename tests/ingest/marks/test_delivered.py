"""A delivery with real sound files: its marks reach the answer to the sender and the tracks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contracts.delivery import Delivery
from contracts.finding import Finding, Severity
from contracts.mark import Credentials, MarkCheck, Marks
from contracts.track import Track
from ingest.marks.examine import Examiner
from ingest.marks.registry import Registry
from ingest.reader import read_delivery
from runtime.objects import Objects
from runtime.workers import WorkerPool
from tests.ingest.marks.sounds import Authority, make_sound, manifest
from tests.ingest.messages import Song, ern4

FILE = "resources/A1.flac"
MADE = "made with suno; id=1d504ef5-faa0-4966-b320-68330cedcdf1"
Read = Callable[..., tuple[dict[str, Finding], Track]]


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as pool:
        yield pool


@pytest.fixture
def read(deliver: Callable[..., Delivery], objects: Objects, workers: WorkerPool) -> Read:
    """Reads a delivery of one recording; gives the findings about marks and files by code, and the track."""

    def read(
        sound: bytes, song: Song | None = None, anchors: str = "", **more: str
    ) -> tuple[dict[str, Finding], Track]:
        examiner = Examiner(Registry.load(), objects.open, objects.path, workers, anchors)
        message = ern4(song or Song(ai="None", files={FILE: ""}, duration="PT2S"), **more)  # type: ignore[arg-type]
        read = read_delivery(deliver(message, {FILE: sound}), objects.open, examiner=examiner)
        (track,) = read.tracks
        found = {f.code: f for f in track.findings if f.code.startswith(("DX-P", "DX-H"))}
        assert found.items() <= {f.code: f for f in read.findings}.items()
        return found, track

    return read


def sound(folder: Path, **tags: str) -> bytes:
    return make_sound(folder / "a.flac", tags, seconds=2.0).read_bytes()


def test_a_generators_tag_against_none(read: Read, tmp_path: Path) -> None:
    found, track = read(sound(tmp_path, comment=MADE))
    assert set(found) == {"DX-H02", "DX-P04"}
    told = found["DX-P04"]
    assert (told.severity, told.isrc, told.file) == (Severity.WARNING, "QZABC2600001", FILE)
    assert told.manual_check
    assert (told.xpath or "").endswith("ContainsAI[1]")
    assert track.marks.check is MarkCheck.CHECKED
    assert [mark.generator for mark in track.marks.found] == ["Suno"]
    assert Track.model_validate_json(track.model_dump_json()) == track


def test_an_honest_declaration_is_not_questioned(read: Read, tmp_path: Path) -> None:
    found, _ = read(sound(tmp_path, comment=MADE), Song(ai="All", files={FILE: ""}, duration="PT2S"))
    assert set(found) == {"DX-H02"}


def test_a_version_without_a_field_is_told_calmly(read: Read, tmp_path: Path) -> None:
    song = Song(files={FILE: ""}, duration="PT2S")
    found, _ = read(sound(tmp_path, comment=MADE), song, version="43")
    assert found["DX-P04"].severity is Severity.INFORMATION


def test_credentials_of_a_trusted_signer_against_none(read: Read, tmp_path: Path) -> None:
    suno = Authority.make("Suno Content Credentials")
    made = make_sound(tmp_path / "a.flac", seconds=2.0)
    signed = suno.sign(made, tmp_path / "b.flac", manifest("trainedAlgorithmicMedia")).read_bytes()
    found, track = read(signed, anchors=suno.root)
    assert found["DX-P01"].severity is Severity.CRITICAL
    assert track.marks.files[0].credentials is Credentials.TRUSTED
    assert "DX-P03" in read(signed)[0]


def test_another_kind_and_length_than_the_message_says(read: Read, tmp_path: Path) -> None:
    mp3 = make_sound(tmp_path / "a.mp3", seconds=9.0).read_bytes()
    found, _ = read(mp3)
    assert set(found) == {"DX-H02", "DX-H05", "DX-H06"}
    assert found["DX-H06"].file_status == "ResourceNotMeetingSpecifications"


def test_what_is_no_sound(read: Read) -> None:
    found, track = read(b"no sound at all")
    assert found["DX-H03"].file_status == "ResourceCorrupt"
    assert found["DX-P08"].severity is Severity.INFORMATION
    assert track.marks.check is MarkCheck.FAILED


def test_without_an_examiner_a_track_says_that_nothing_was_looked_for(
    deliver: Callable[..., Delivery], objects: Objects
) -> None:
    (track,) = read_delivery(deliver(ern4(Song(files={FILE: ""}))), objects.open).tracks
    assert track.marks.check is MarkCheck.NOT_CHECKED
    assert [file.check for file in track.marks.files] == [MarkCheck.NOT_CHECKED]


def test_a_recording_without_a_file_was_not_looked_through(
    deliver: Callable[..., Delivery], objects: Objects
) -> None:
    (track,) = read_delivery(deliver(ern4(Song(files={FILE: ""})), {}), objects.open).tracks
    assert track.marks == Marks()
    assert track.marks.check is MarkCheck.NOT_CHECKED
