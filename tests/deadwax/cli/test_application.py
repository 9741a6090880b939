import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deadwax import __version__
from runtime.errors import FatalError
from tests.deadwax.conftest import Deadwax


def test_help_names_every_command_and_the_exit_codes(deadwax: Deadwax) -> None:
    shown = deadwax("--help").output
    for name in ("demo", "run", "worker", "serve", "score", "check", "train", "schemas", "dead", "policy"):
        assert name in shown
    assert "Exit codes" in shown


def test_version(deadwax: Deadwax) -> None:
    assert deadwax("--version").output.strip() == f"deadwax {__version__}"


def test_a_wrong_option_is_wrong_usage(deadwax: Deadwax) -> None:
    result = deadwax("check", "--no-such-option", "x")
    assert result.exit_code == 2
    assert "--no-such-option" in result.output


def test_a_wrong_setting_is_one_sentence_with_the_variables_name(
    deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEADWAX_WORKERS", "many")
    result = deadwax("dead", "list")
    assert result.exit_code == 3
    assert "DEADWAX_WORKERS" in result.stderr
    assert "Traceback" not in result.output


def test_a_named_error_ends_with_its_remedy_and_a_defect_says_that_it_is_one(
    deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_message: object) -> None:
        raise FatalError("the [disk] is full", remedy="Make room.")

    # The package's attribute of this name is the command, not the module.
    module = importlib.import_module("deadwax.cli.schemas")
    monkeypatch.setattr(module, "schema_of", fail)
    named = deadwax("schemas")
    assert named.exit_code == 3
    assert "the [disk] is full" in named.stderr
    assert "Make room." in named.stderr

    def break_down(_message: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(module, "schema_of", break_down)
    defect = deadwax("schemas")
    assert defect.exit_code == 70
    assert "This is a defect" in defect.stderr
    monkeypatch.setenv("DEADWAX_TRACEBACK", "1")
    assert isinstance(deadwax("schemas").exception, ZeroDivisionError)


def test_a_place_that_cannot_be_written_is_named_and_is_no_defect(
    deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    monkeypatch.setenv("DEADWAX_HOME", str(tmp_path / "taken" / "home"))
    result = deadwax("dead", "list")
    assert result.exit_code == 3
    assert "taken" in result.stderr
    assert "Not a directory" in result.stderr
    assert "defect" not in result.stderr


def test_a_database_that_is_away_is_no_defect(deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWAX_DATABASE_URL", "postgresql://127.0.0.1:1/deadwax")
    result = deadwax("dead", "list")
    assert result.exit_code == 3
    assert "runtime.database_unavailable" in result.stderr


def test_who_reads_the_beginning_only_ends_the_command_without_findings(tmp_path: Path) -> None:
    # A pipe whose reader is gone, as in: deadwax policy show | head -1
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "deadwax", "policy", "show"]
    environment = os.environ | {"DEADWAX_HOME": str(tmp_path)}
    ended = subprocess.run(
        command, stdout=writer, stderr=subprocess.PIPE, env=environment, check=False, timeout=120
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_misspelt_setting_is_told_and_output_for_programs_stays_clean(
    deadwax: Deadwax, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEADWAX_POLICY", "mine.yaml")
    result = deadwax("dead", "list", "--json")
    assert "DEADWAX_POLICY is no setting" in result.stderr
    assert "DEADWAX_POLICY_PATH" in result.stderr
    assert (result.exit_code, result.stdout) == (0, "")
