import json
from pathlib import Path

import pytest

from tests.deadwax.conftest import Deadwax
from tests.detectors.audio.signals import encoded, music, with_lines


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "machine.flac").write_bytes(encoded(with_lines(music(7.0), 100.0), "flac"))
    (folder / "people.flac").write_bytes(encoded(music(7.0, seed=2), "flac"))
    rows = "path,label,source\nmachine.flac,ai,generator\npeople.flac,human,band\n"
    (folder / "manifest.csv").write_text(rows)
    return folder / "manifest.csv"


def test_json_has_every_figure_with_its_n(deadwax: Deadwax, manifest: Path) -> None:
    arguments = ("evaluate", "--manifest", manifest, "--attack", "mono", "--seconds", "6", "--workers", "1")
    result = deadwax(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert [a["attack"] for a in told["attacks"]] == ["as published", "mono"]
    assert told["attacks"][0]["recall"]["n"] == 1
    assert told["recordings"] == {"ai": 1, "human": 1}
    shown = deadwax(*arguments).stdout
    assert "By attack" in shown
    assert "too good where it learnt" in shown


def test_an_unknown_attack_is_refused_with_the_names_that_there_are(deadwax: Deadwax, manifest: Path) -> None:
    result = deadwax("evaluate", "--manifest", manifest, "--attack", "teleport")
    assert result.exit_code == 3
    assert "MP3 64 kb/s" in result.stderr


def test_another_detector_s_scores_stand_beside(deadwax: Deadwax, manifest: Path, tmp_path: Path) -> None:
    scores = tmp_path / "other.csv"
    scores.write_text("path,score\nmachine.flac,0.1\npeople.flac,0.9\n")
    result = deadwax(
        "evaluate",
        "-m",
        manifest,
        "--attack",
        "mono",
        "--seconds",
        "6",
        "--workers",
        "1",
        "--baseline",
        scores,
        "--json",
    )
    assert json.loads(result.stdout)["beside"][0]["auc"]["value"] == 0.0
