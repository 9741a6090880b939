"""Real files of every kind, examined as they are delivered: marks, kind and length."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.mark import Credentials, FileMarks, MarkCheck, MarkClaim
from ingest.marks.examine import Examined, Examiner
from ingest.marks.registry import Registry
from runtime.errors import PoisonError
from runtime.objects import Objects, location_of
from runtime.workers import WorkerPool
from tests.ingest.marks import writers as w
from tests.ingest.marks.sounds import CODECS, Authority, make_sound, manifest

ID = "1d504ef5-faa0-4966-b320-68330cedcdf1"
MADE = f"made with suno; created=2026-06-15T13:34:40Z; id={ID}"
AIGC = '{"Label": "1", "ContentProducer": "Mureka"}'
KINDS = {
    "mp3": "mp3",
    "flac": "flac",
    "wav": "wav",
    "aiff": "aiff",
    "oga": "ogg",
    "opus": "ogg",
    "m4a": "mov,mp4,m4a,3gp,3g2,mj2",
}
NO_FREE_TAGS = ("wav",)
"""FFmpeg writes no free tags into these; tests/ingest/marks/test_tags.py does."""


@pytest.fixture(scope="module")
def workers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as pool:
        yield pool


def examine(path: Path, workers: Any, anchors: str = "") -> Examined:
    objects = Objects([path.parent])
    examiner = Examiner(Registry.load(), objects.open, objects.path, workers, anchors)
    return examiner.examine(path.name, location_of(path))


@pytest.mark.parametrize("ending", CODECS)
def test_marks_kind_and_length_in_every_format(tmp_path: Path, workers: WorkerPool, ending: str) -> None:
    path = make_sound(tmp_path / f"a.{ending}", {"comment": MADE, "AIGC": AIGC}, seconds=2.0)
    examined = examine(path, workers)
    assert examined.marks.check is MarkCheck.CHECKED
    assert examined.marks.credentials is Credentials.ABSENT
    by_generator = {mark.generator: mark for mark in examined.marks.found}
    assert by_generator["Suno"].content_id == ID
    assert by_generator["Suno"].claim is MarkClaim.ALL
    assert ("Mureka" in by_generator) is (ending not in NO_FREE_TAGS)
    assert examined.probe is not None
    assert examined.probe.container == KINDS[ending]
    assert examined.probe.duration_s == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("ending", ["mp3", "flac", "wav", "m4a"])
def test_credentials_are_read_in_a_worker(tmp_path: Path, workers: WorkerPool, ending: str) -> None:
    suno = Authority.make("Suno Content Credentials")
    path = suno.sign(
        make_sound(tmp_path / f"a.{ending}"), tmp_path / f"b.{ending}", manifest("trainedAlgorithmicMedia")
    )
    marks = examine(path, workers, suno.root).marks
    assert (marks.check, marks.credentials) == (MarkCheck.CHECKED, Credentials.TRUSTED)
    assert marks.signer == "Suno Content Credentials"
    assert [mark.generator for mark in marks.found] == ["Suno"]


def test_a_clean_file_has_none_and_was_checked(tmp_path: Path, workers: WorkerPool) -> None:
    marks = examine(make_sound(tmp_path / "a.flac"), workers).marks
    assert marks == FileMarks(file="a.flac", check=MarkCheck.CHECKED, credentials=Credentials.ABSENT)


def test_the_name_is_not_believed(tmp_path: Path, workers: WorkerPool) -> None:
    path = make_sound(tmp_path / "a.flac", {"comment": MADE}, kind="mp3")
    examined = examine(path, workers)
    assert examined.probe is not None
    assert examined.probe.container == "mp3"
    assert [mark.generator for mark in examined.marks.found] == ["Suno"]


def test_what_is_no_sound_is_told(tmp_path: Path, workers: WorkerPool) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"%PDF-1.4" + bytes(2_000))
    examined = examine(path, workers)
    assert examined.marks.check is MarkCheck.FAILED
    assert examined.marks.credentials is Credentials.NOT_CHECKED
    assert examined.probe is not None
    assert (examined.probe.container, examined.probe.duration_s) == (None, None)
    assert examined.probe.problem
    assert str(tmp_path) not in examined.probe.problem


class Broken:
    """Workers whose every call ends in a crash."""

    def call(self, function: Any, *_: Any) -> Any:
        raise PoisonError(f"{function.__name__}: the worker process ended with signal SIGSEGV.")


def test_a_worker_that_crashes_costs_the_credentials_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    credentials = w.frame("GEOB", b"\x00application/c2pa\0c2pa\0c2pa manifest store\0" + bytes(50))
    path.write_bytes(w.mp3(credentials, w.frame("COMM", w.comment(MADE))))
    examined = examine(path, Broken())
    assert examined.probe is None
    assert "SIGSEGV" in (examined.problem or "")
    assert [mark.generator for mark in examined.marks.found] == ["Suno"]
    assert (examined.marks.check, examined.marks.credentials) == (MarkCheck.FAILED, Credentials.UNREADABLE)
    assert "SIGSEGV" in (examined.marks.problem or "")


class Lying:
    """Workers that answer with what no file is."""

    def call(self, *_: Any) -> Any:
        return {"state": "Trusted", "container": "x" * 10_000, "duration_s": -1}


def test_an_answer_out_of_bounds_is_not_taken(tmp_path: Path) -> None:
    assert examine(make_sound(tmp_path / "a.flac"), Lying()).probe is None


@pytest.mark.shared
def test_nothing_is_found_in_recordings_by_people(shared: Path, workers: WorkerPool) -> None:
    paths = [
        p for p in sorted((shared / "corpus").rglob("*")) if p.suffix in (".mp3", ".flac", ".ogg", ".wav")
    ]
    human = [path for path in paths if "human" in path.parts][::12]
    assert human
    assert all(not examine(path, workers).marks.found for path in human)
