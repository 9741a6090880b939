"""The demo with a small world, from building it to logging in on the page."""

import json
import re
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from deadwax.cli.demo import demo_settings
from runtime.settings import Settings
from tests.deadwax.cli.test_run import process, wait_for_line
from tests.deadwax.conftest import Deadwax

TRACKS = "20"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for one demo world that the tests of this module share, in order."""
    return tmp_path_factory.mktemp("demo") / "home"


def test_the_demo_builds_a_day_runs_it_and_holds_it_against_the_truth(deadwax: Deadwax, place: Path) -> None:
    result = deadwax("demo", "--no-serve", "--tracks", TRACKS, "--home", place)
    assert result.exit_code == 0, result.output
    assert "Building a day of" in result.stderr
    assert "What the tracks really are" in result.stdout
    for kind in ("ordinary human music", "mass upload", "AI, not disclosed", "broken delivery"):
        assert kind in result.stdout
    assert "acknowledged" in result.stdout


def test_undisclosed_machines_are_found_and_disclosed_ones_labelled(deadwax: Deadwax, place: Path) -> None:
    shown = deadwax("demo", "--no-serve", "--tracks", TRACKS, "--home", place).stdout
    right = {
        match[1].strip(): (match[2], match[3])
        for match in re.finditer(r"│ ([^│]+)│.*│ *(\d+) of (\d+) │", shown)
    }
    for kind in ("AI, not disclosed", "AI, declared as none"):
        assert right[kind][0] == right[kind][1], shown


def test_a_world_that_is_there_is_not_built_again_and_nothing_is_decided_twice(
    deadwax: Deadwax, place: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*.xml")}
    result = deadwax("demo", "--no-serve", "--tracks", TRACKS, "--home", place)
    assert result.exit_code == 0
    assert "is there already" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*.xml")} == before
    assert re.search(rf"tracks +│ +(19|{TRACKS}) ", result.stdout)


@pytest.mark.network
def test_the_page_is_served_with_a_login_that_works(place: Path, tmp_path: Path) -> None:
    arguments = ("demo", "--tracks", TRACKS, "--home", str(place), "--port", "0")
    with process(tmp_path / "unused", *arguments, COLUMNS="200") as started:
        line = wait_for_line(started, "Deadwax serves")
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address is not None
        assert started.stdout is not None
        login = next(line for line in started.stdout if line.startswith("Log in as"))
        password = login.split("password ")[1].split()[0]
        status, session = _post(f"{address[0]}v1/session", {"username": "moderator", "password": password})
        assert (status, session["user"]["role"]) == (200, "moderator")
        assert _post(f"{address[0]}v1/session", {"username": "moderator", "password": "wrong one"})[0] == 401
        with urllib.request.urlopen(f"{address[0]}healthz") as answer:
            assert answer.status == 200
    assert not (tmp_path / "unused").exists(), "the demo keeps to its own home"


def test_a_folder_with_other_things_in_it_is_left_alone(deadwax: Deadwax, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    result = deadwax("demo", "--no-serve", "--tracks", TRACKS, "--home", tmp_path)
    assert result.exit_code == 3
    assert "--home" in result.stderr
    assert (tmp_path / "thesis.txt").exists()


def test_too_few_tracks_are_refused(deadwax: Deadwax) -> None:
    assert deadwax("demo", "--no-serve", "--tracks", "3").exit_code == 3


def test_the_demo_never_uses_the_database_or_the_log_that_is_configured(tmp_path: Path) -> None:
    configured = Settings(
        home=tmp_path,
        database_url="postgresql://x@y/z",
        log="kafka",
        api_url="http://elsewhere",
        webhook_url="http://elsewhere/hook",
    )
    own = demo_settings(configured, None)
    assert own.home == tmp_path / "demo"
    assert own.database_url == f"sqlite:///{tmp_path}/demo/deadwax.sqlite3"
    assert (own.log, own.log_partitions, own.api_url) == ("embedded", 1, None)
    assert own.webhook_url is None, "made-up flags go to nobody's moderation system"


@pytest.mark.network
def test_a_port_that_is_taken_is_told_before_anything_is_built(deadwax: Deadwax, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = deadwax("demo", "--home", tmp_path / "demo", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 3
    assert "--port" in result.stderr
    assert not (tmp_path / "demo").exists()


def _post(address: str, body: dict[str, str]) -> tuple[int, dict[str, dict[str, str]]]:
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {}
