"""The decoded length against the declared one."""

from pathlib import Path

import pytest

from contracts.finding import Finding, Severity
from contracts.scored_track import Listening, ListeningStatus
from contracts.track import AudioFile, Track
from detectors import length
from detectors.audio.listener import heard_in_process
from detectors.length import with_length
from ingest.rules import sound_files
from ingest.rules.catalogue import CATALOGUE
from tests.detectors.tracks import make_track
from tests.ingest.marks.sounds import make_sound

SOUND = AudioFile(name="a.mp3", location="file:///a.mp3", size=9, sha256="ab" * 32)


def heard(seconds: float | None) -> Listening:
    return Listening(status=ListeningStatus.OK, duration_s=seconds)


def codes(track: Track) -> list[str]:
    return [finding.code for finding in track.findings]


@pytest.mark.parametrize(
    ("declared", "decoded", "told"),
    [
        (184.0, 184.5, False),
        (184.0, 187.0, True),
        (184.0, 92.0, True),
        (600.0, 605.0, False),
        (600.0, 607.0, True),
        (None, 92.0, False),
        (184.0, None, False),
    ],
)
def test_a_sound_of_another_length_is_told_once(
    declared: float | None, decoded: float | None, *, told: bool
) -> None:
    track = make_track(audio=(SOUND,), duration_s=declared)
    once = with_length(track, heard(decoded))
    assert codes(once) == (["DX-H06"] if told else [])
    assert with_length(once, heard(decoded)) == once


def test_a_preview_is_shorter_by_its_nature() -> None:
    preview = SOUND.model_copy(update={"is_preview": True})
    assert codes(with_length(make_track(audio=(preview,), duration_s=184.0), heard(30.0))) == []


def test_what_ingest_told_is_not_told_again() -> None:
    known = Finding(
        code="DX-H06", severity=Severity.WARNING, observed="x", expected="y", fix="z", file="a.mp3"
    )
    track = make_track(audio=(SOUND,), duration_s=184.0, findings=(known,))
    assert with_length(track, heard(92.0)) == track


def test_the_finding_is_the_one_of_the_catalogue() -> None:
    (found,) = with_length(make_track(audio=(SOUND,), duration_s=184.0), heard(92.0)).findings
    entry = CATALOGUE["DX-H06"]
    assert (found.severity, found.error_type, found.file_status, found.proposed_action) == (
        entry.severity,
        entry.error_type,
        entry.file_status,
        entry.action,
    )
    assert (found.rule_version, found.manual_check) == (entry.version, entry.manual_check)
    assert (length.TOLERANCE_S, length.TOLERANCE_SHARE) == (
        sound_files.TOLERANCE_S,
        sound_files.TOLERANCE_SHARE,
    )
    assert found.observed == "The decoded sound lasts 1:32.0; declared is 3:04.0."


def test_a_header_that_lies_about_the_length_is_not_believed(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.mp3", seconds=20.0)
    data = bytearray(path.read_bytes())
    at = next(data.find(name) for name in (b"Xing", b"Info") if name in data)
    data[at + 8 : at + 12] = (7_000).to_bytes(4, "big")  # frames: three minutes
    path.write_bytes(data)
    listening = heard_in_process(path).listening
    assert listening.duration_s == pytest.approx(20.0, abs=0.3)
    file = SOUND.model_copy(update={"name": path.name})
    assert codes(with_length(make_track(audio=(file,), duration_s=168.0), listening)) == ["DX-H06"]
