"""``deadwax backfill`` reads a catalogue in and says what became of it."""

import json
from pathlib import Path

import pytest

from tests.deadwax.conftest import Deadwax


def test_a_catalogue_is_counted_once(deadwax: Deadwax, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text(
        "title,artist,release_date\nGolden River,Maya,2024-05-01\nNight,Maya,2024\n,,\n", encoding="utf-8"
    )
    first = deadwax("backfill", str(path), "--json")
    assert first.exit_code == 1  # a row was skipped
    told = json.loads(first.stdout)
    assert (told["rows"], told["counted"], told["skipped"]) == (3, 2, 1)
    assert told["problems"] == ["row 3: it has neither title nor artist"]
    again = deadwax("backfill", str(path))
    assert "3 rows, 2 counted" in " ".join(again.stdout.split())
    assert "read to its end before" in again.stderr
    assert "read to its end before" not in first.stderr


def test_what_is_no_catalogue_is_refused(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("backfill", str(tmp_path / "absent.csv"))
    assert result.exit_code == 3
    assert "absent.csv" in result.stderr


def test_with_audio_what_cannot_be_heard_stops_nothing(
    deadwax: Deadwax, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEADWAX_WORKERS", "1")
    (tmp_path / "catalogue.csv").write_text(
        "title,artist,release_date,path\nNight,Maya,2024,absent.wav\nDay,Maya,2024,\n", encoding="utf-8"
    )
    result = deadwax("backfill", str(tmp_path / "catalogue.csv"), "--audio", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["counted"] == 2, "log lines go to standard error"
    assert "absent.wav" in result.stderr
