import json
from pathlib import Path

import pytest

from deadwax.cli.score import found
from deadwax.demo.plan import Format
from deadwax.demo.sound import produce
from deadwax.errors import UsageError
from tests.deadwax.conftest import Deadwax
from tests.deadwax.inboxes import recipe

KEYS = {"path", "status", "reason", "duration_s", "scores", "evidence", "model"}


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's sound, a machine's, one that is too short, one that is no sound."""
    folder = tmp_path_factory.mktemp("sounds")
    (folder / "more").mkdir()
    produce(recipe(1, 12.0, form=Format.FLAC), folder / "person.flac")
    produce(recipe(1, 12.0, machine=True, form=Format.MP3), folder / "machine.mp3")
    produce(recipe(2, 1.0), folder / "more" / "short.wav")
    (folder / "more" / "broken.ogg").write_bytes(b"OggS" + bytes(200))
    (folder / "notes.txt").write_text("not a sound")
    return folder


def test_json_has_one_line_for_each_file_in_the_documented_shape(deadwax: Deadwax, sounds: Path) -> None:
    result = deadwax("score", sounds, "--json")
    told = {Path(line["path"]).name: line for line in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 1, "one file failed"
    assert set(told) == {"person.flac", "machine.mp3", "short.wav", "broken.ogg"}
    assert all(set(line) == KEYS for line in told.values())
    assert told["person.flac"]["status"] == "ok"
    assert told["person.flac"]["duration_s"] == pytest.approx(12.0, abs=0.1)
    assert told["short.wav"]["status"] == "abstained"
    assert told["broken.ogg"]["status"] == "failed"
    assert told["short.wav"]["reason"]
    assert told["broken.ogg"]["reason"]
    assert told["broken.ogg"]["scores"] == {}
    assert told["machine.mp3"]["model"].startswith("ai-")


def test_a_strong_trace_scores_high_and_comes_with_reasons(deadwax: Deadwax, sounds: Path) -> None:
    result = deadwax("score", sounds / "person.flac", sounds / "machine.mp3", "--json")
    person, machine = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert machine["scores"]["ai"] > 0.9 > person["scores"]["ai"]
    assert machine["evidence"]
    assert {"code", "text", "value"} <= set(machine["evidence"][0])


def test_people_get_a_table_that_says_what_a_score_means(deadwax: Deadwax, sounds: Path) -> None:
    shown = deadwax("score", sounds / "machine.mp3", sounds / "more" / "short.wav").stdout
    assert "machine.mp3" in shown
    assert "abstained" in shown
    assert "not that AI made the music" in shown


def test_a_file_that_is_not_there_is_reported_like_any_other(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("score", tmp_path / "missing.wav", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["status"] == "failed"
    assert "missing.wav" in told["reason"]


def test_a_folder_without_sounds_is_wrong_usage(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("score", tmp_path, "--json")
    assert (result.exit_code, result.stdout) == (2, "")


def test_names_patterns_and_folders_stand_for_files(sounds: Path) -> None:
    assert [path.name for path in found(str(sounds))] == [
        "machine.mp3",
        "broken.ogg",
        "short.wav",
        "person.flac",
    ]
    assert [path.name for path in found(f"{sounds}/**/*.w?v")] == ["short.wav"]
    with pytest.raises(UsageError, match="No file matches"):
        list(found(f"{sounds}/*.nothing"))


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    odd = tmp_path / "a[1].wav"
    odd.touch()
    assert list(found(str(odd))) == [odd]


def test_the_evidence_is_written_as_one_page(deadwax: Deadwax, sounds: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.html"
    result = deadwax("score", sounds / "machine.mp3", sounds / "more", "--json", "--report", report)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    text = report.read_text()
    assert "neural decoder&#x27;s trace" in text
    assert text.count("<article") == 3
    assert "was not judged" in text


def test_a_report_that_cannot_be_written_is_an_error(deadwax: Deadwax, sounds: Path, tmp_path: Path) -> None:
    result = deadwax("score", sounds / "more" / "short.wav", "--report", tmp_path / "none" / "out.html")
    assert result.exit_code == 3
    assert "out.html" in result.stderr
