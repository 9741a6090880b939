"""H: what a sound file is, against its name and the message."""

import pytest

from contracts.delivery import DeliveredFile
from contracts.finding import Severity
from ingest.ern.files import DeclaredFile
from ingest.ern.place import Place
from ingest.ern.recordings import Recording
from ingest.files.inspect import InspectedFile
from ingest.marks.examine import Probe
from ingest.rules.found import Found
from ingest.rules.sound_files import ProbedFile, found_in_sound

MP4 = "mov,mp4,m4a,3gp,3g2,mj2"


def found(
    name: str = "a.flac",
    container: str | None = "flac",
    codec: str = "flac",
    *,
    declared_codec: str | None = None,
    lasts: float | None = 184.0,
    says: float | None = 184.0,
    file_says: float | None = None,
    preview: bool = False,
) -> list[Found]:
    declared = DeclaredFile(
        name, Place("/f", 4), codec=declared_codec, duration_s=file_says, is_preview=preview
    )
    delivered = DeliveredFile(name=name, location="/x", size=9, sha256="00")
    probe = Probe(container=container, codec=codec, duration_s=lasts, problem=None if container else "No.")
    recording = Recording("A1", "A1", Place("/r"), duration_s=says)
    return found_in_sound([ProbedFile(recording, InspectedFile(declared, delivered, 9, {}), probe)])


def codes(**more: object) -> list[str]:
    return [each.code for each in found(**more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "container", "expected"),
    [
        ("a.flac", "flac", []),
        ("A.FLAC", "flac", []),
        ("a.flac", "mp3", ["DX-H05"]),
        ("a.wav", "wav", []),
        ("a.wav", "w64", []),
        ("a.wav", "mp3", ["DX-H05"]),
        ("a.m4a", MP4, []),
        ("a.aac", MP4, []),
        ("a.mp3", MP4, ["DX-H05"]),
        ("a.opus", "ogg", []),
        ("a.aif", "aiff", []),
        ("a.bin", "mp3", []),
        ("a", "mp3", []),
    ],
)
def test_a_name_that_lies(name: str, container: str, expected: list[str]) -> None:
    assert codes(name=name, container=container) == expected


def test_a_misnamed_file_is_named_as_what_it_is() -> None:
    (told,) = found("a.wav", "mp3", "mp3")
    assert told.observed == "The file is named .wav and is MP3."


@pytest.mark.parametrize(
    ("declared", "codec", "expected"),
    [
        ("FLAC", "flac", []),
        ("flac", "flac", []),
        ("FLAC", "mp3float", ["DX-H05"]),
        ("MP3", "mp3float", []),
        ("PCM", "pcm_s24le", []),
        ("PCM", "flac", ["DX-H05"]),
        ("AAC", "aac", []),
        ("AAC", "alac", ["DX-H05"]),
        ("Quarkwave", "flac", []),
        (None, "flac", []),
    ],
)
def test_another_codec_than_declared(declared: str | None, codec: str, expected: list[str]) -> None:
    assert codes(name="a.bin", codec=codec, declared_codec=declared) == expected


@pytest.mark.parametrize(
    ("lasts", "says", "expected"),
    [
        (184.0, 184.0, []),
        (185.9, 184.0, []),
        (186.1, 184.0, ["DX-H06"]),
        (90.0, 184.0, ["DX-H06"]),
        (3_630.0, 3_600.0, []),
        (3_640.0, 3_600.0, ["DX-H06"]),
        (None, 184.0, []),
        (184.0, None, []),
    ],
)
def test_another_length_than_declared(lasts: float | None, says: float | None, expected: list[str]) -> None:
    assert codes(lasts=lasts, says=says) == expected


def test_a_preview_is_held_to_its_own_length_only() -> None:
    assert codes(lasts=30.0, says=184.0, preview=True) == []
    assert codes(lasts=30.0, says=184.0, file_says=30.0, preview=True) == []
    assert codes(lasts=20.0, says=184.0, file_says=30.0, preview=True) == ["DX-H06"]


def test_lengths_are_told_as_people_write_them() -> None:
    (told,) = found(lasts=59.96, says=184.0)
    assert told.observed == "The file lasts 1:00.0; declared is 3:04.0."


def test_what_could_not_be_examined_is_told_and_not_blamed() -> None:
    recording = Recording("A1", "A1", Place("/r"), duration_s=9.0)
    file = InspectedFile(DeclaredFile("a.flac", Place("/f", 4)), size=9)
    (told,) = found_in_sound([ProbedFile(recording, file, None, "It took longer than 60 s.")])
    assert (told.code, told.severity) == ("DX-H05", Severity.INFORMATION)
    assert "It took longer than 60 s." in told.observed


def test_a_file_without_sound_is_corrupt() -> None:
    (told,) = found(container=None, lasts=None)
    assert (told.code, told.file_status) == ("DX-H03", "ResourceCorrupt")
