import json
from pathlib import Path

from detectors.training.manifest import read_manifests
from tests.deadwax.conftest import Deadwax


def test_it_makes_recordings_and_a_manifest_that_training_reads(deadwax: Deadwax, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    result = deadwax("simulate", folder, "--kind", "positives", "--count", 2, "--workers", "1", "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told == {"manifest": str(folder / "manifest.csv"), "made": 2, "left_out": {}}
    assert len(read_manifests([folder / "manifest.csv"])) == 2


def test_another_simulation_in_the_folder_is_an_error_with_a_remedy(deadwax: Deadwax, tmp_path: Path) -> None:
    deadwax("simulate", tmp_path, "--kind", "negatives", "--count", 1, "--workers", "1")
    result = deadwax("simulate", tmp_path, "--kind", "negatives", "--count", 1, "--seed", "9")
    assert result.exit_code == 3
    assert "empty folder" in result.stderr


def test_what_does_not_go_together_is_refused(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax(
        "simulate",
        tmp_path,
        "--kind",
        "negatives",
        "--from",
        tmp_path,
        "--purpose",
        "measuring",
        "--count",
        1,
    )
    assert result.exit_code == 3
    assert "rendered music" in result.stderr
    assert deadwax("simulate", tmp_path, "--kind", "other").exit_code == 2
