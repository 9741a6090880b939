"""A command loads what it needs itself, and nothing that only others need."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deadwax.cli import COMMANDS
from deadwax.cli.standing_in import StandIn
from deadwax.wiring import MAKERS, Plant
from runtime.settings import Settings
from tests.deadwax.inboxes import lay, recipe, release

ROOT = Path(__file__).resolve().parents[3]
RUN = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules}))))
from deadwax.cli import app
app(sys.argv[1:], prog_name="deadwax")
"""
HEAVY = {"lightgbm", "av", "fastapi", "uvicorn", "duckdb", "sklearn", "scipy"}
SOUND = {"numba", "numpy", "soxr", "miniaudio"}
READING = {"lxml", "c2pa"}
STORING = {"sqlalchemy", "alembic", "structlog"}


def begin(home: Path, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"DEADWAX_HOME": str(home), "DEADWAX_WORKERS": "1", **settings}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def loaded(started: "subprocess.Popen[str]", *, exits: int = 0) -> set[str]:
    """The packages that the process had loaded at its end."""
    said, errors = started.communicate()
    assert started.returncode == exits, errors
    return set(json.loads(said.splitlines()[-1]))


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_room(option: str, tmp_path: Path) -> None:
    packages = loaded(begin(tmp_path, option))
    assert not packages & (HEAVY | SOUND | READING | STORING)
    assert not packages & {"contracts", "ingest", "detectors", "policy", "review_api"}


def test_listing_dead_letters_loads_the_database_alone(tmp_path: Path) -> None:
    assert not loaded(begin(tmp_path, "dead", "list")) & (HEAVY | SOUND | READING)


def test_checking_a_message_loads_no_model_and_no_server(tmp_path: Path) -> None:
    lay(tmp_path / "inbox", release(1, [recipe(1, 2.0)], sender=1))
    (message,) = (tmp_path / "inbox").glob("*/*.xml")
    packages = loaded(begin(tmp_path, "check", str(message), "--fail-on", "never"))
    assert "ingest" in packages
    assert not packages & HEAVY


@pytest.mark.network
@pytest.mark.parametrize(
    ("stage", "others"),
    [
        ("ingest", HEAVY | {"httpx", "cel_expr_python"}),
        ("decide", HEAVY | SOUND | READING | {"httpx"}),
        ("deliver-flags", HEAVY | SOUND | READING | {"cel_expr_python"}),
    ],
)
def test_a_worker_loads_what_its_stage_needs(stage: str, others: set[str], tmp_path: Path) -> None:
    address = {"DEADWAX_API_URL": "http://127.0.0.1:9", "DEADWAX_API_KEY": "key", "DEADWAX_METRICS_PORT": "0"}
    started = begin(tmp_path, "worker", stage, **address)
    try:
        assert started.stderr is not None
        assert any("/metrics" in line for line in started.stderr)
        started.send_signal(signal.SIGTERM)
        packages = loaded(started)
    finally:
        started.kill()
        started.communicate()
    assert {"deadwax", "sqlalchemy"} <= packages
    assert not packages & others


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_says_of_each_command_what_the_command_says_of_itself(command: StandIn) -> None:
    itself = command.load()
    assert itself.name == command.name
    assert command.help == " ".join((itself.help or "").partition("\n\n")[0].split())


def test_every_stage_is_made_under_its_name(made: Plant, settings: Settings) -> None:
    assert settings.api_url is None
    assert {name: made.stage(name).name for name in MAKERS} == {name: name for name in MAKERS}
