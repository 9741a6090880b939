import importlib

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
