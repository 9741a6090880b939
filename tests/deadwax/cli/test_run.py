"""The whole line on real deliveries, in this process and in others."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from contracts.topics import DELIVERIES
from deadwax.books import balance
from deadwax.cli.worker import INBOX
from deadwax.database import open_database
from deadwax.wiring import STAGES, plant
from runtime.settings import Settings
from tests.deadwax.conftest import Deadwax
from tests.deadwax.inboxes import lay, recipe, release

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 600.0


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three deliveries: an EP by people, a single by a machine, and a message that cannot be read."""
    folder = tmp_path_factory.mktemp("run") / "inbox"
    lay(folder, release(1, [recipe(1, 8.0), recipe(2, 8.0), recipe(3, 8.0)], sender=1))
    lay(folder, release(2, [recipe(4, 8.0, machine=True)], sender=2))
    (folder / "broken").mkdir()
    (folder / "broken" / "message.xml").write_text("<NewReleaseMessage>")
    return folder


@contextmanager
def process(home: Path, *arguments: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """A ``deadwax`` process; killed at the end if it still runs."""
    environment = os.environ | {"DEADWAX_HOME": str(home), "DEADWAX_WORKERS": "1", **settings}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    started = subprocess.Popen(
        [sys.executable, "-m", "deadwax", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def wait_for_line(started: "subprocess.Popen[str]", words: str) -> str:
    """The first line on standard error that holds ``words``."""
    assert started.stderr is not None
    for line in started.stderr:
        if words in line:
            return line
    raise AssertionError(f"the process ended without saying {words!r}")


def settled(home: Path, deliveries: int) -> bool:
    with open_database(Settings(home=home)) as engine:
        told = balance(engine)
    return told.is_settled and told.deliveries == deliveries and told.tracks > 0


def test_once_works_through_the_inbox_and_ends_with_a_summary(deadwax: Deadwax, inbox: Path) -> None:
    result = deadwax("run", "--inbox", inbox, "--once", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["deliveries"] == 3
    assert told["acknowledged"]["rejected"] == 1
    assert told["tracks"] == sum(told["decided"].values()) == 4
    assert told["cases"] >= 1
    assert told["dead_letters"] == {}
    again = deadwax("run", "--inbox", inbox, "--once")
    assert again.exit_code == 0
    assert "deliveries" in again.stdout
    assert deadwax("dead", "list").exit_code == 0


def test_a_summary_is_refused_where_there_is_no_end(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("run", "--inbox", tmp_path, "--json")
    assert result.exit_code == 2
    assert "--once" in result.stderr


def test_an_inbox_that_is_not_there_is_an_error_with_a_remedy(deadwax: Deadwax, tmp_path: Path) -> None:
    result = deadwax("run", "--inbox", tmp_path / "nowhere", "--once")
    assert result.exit_code == 3
    assert "nowhere is not a folder" in result.stderr


def test_dead_letters_make_the_exit_code_1(deadwax: Deadwax, inbox: Path, settings: Settings) -> None:
    with plant(settings) as made:
        producer = made.log.producer()
        producer.append(DELIVERIES.name, "key", b"nonsense", {})
        producer.flush(10)
        producer.close()
    result = deadwax("run", "--inbox", inbox, "--once")
    assert result.exit_code == 1
    assert "deadwax dead list" in result.stderr


def test_an_unknown_stage_is_named_with_those_that_there_are(deadwax: Deadwax) -> None:
    result = deadwax("worker", "dance")
    assert result.exit_code == 3
    assert "inbox, ingest" in result.stderr
    assert "deliver-flags" in result.stderr


@pytest.mark.network
def test_a_running_process_takes_what_comes_serves_metrics_and_ends_gracefully(
    inbox: Path, tmp_path: Path
) -> None:
    home, later = tmp_path / "home", tmp_path / "inbox"
    later.mkdir()
    with process(home, "run", "--inbox", str(later), DEADWAX_METRICS_PORT="0") as started:
        address = wait_for_line(started, "/metrics").split()[-1]
        wait_for_line(started, "Watching")
        for folder in inbox.iterdir():
            shutil.copytree(folder, later / folder.name)
        deadline = time.monotonic() + PATIENCE_S
        while not settled(home, 3):
            assert time.monotonic() < deadline
            assert started.poll() is None
            time.sleep(0.3)
        with urllib.request.urlopen(address) as answer:
            told = answer.read().decode()
        assert 'deadwax_messages_applied_total{stage="decide"} 4.0' in told
        assert 'deadwax_heard_total{status="ok"} 4.0' in told
        assert "deadwax_policy_info{" in told
        assert "deadwax_model_info{" in told
        for probe in ("healthz", "readyz"):
            with urllib.request.urlopen(address.replace("metrics", probe)) as answer:
                assert answer.status == 200
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=60)
    assert started.returncode == 0, said
    assert "Stopping after SIGTERM" in said
    assert "Traceback" not in said


def test_workers_in_processes_of_their_own_do_the_same_as_one_run(inbox: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    names = (INBOX, *STAGES)
    with ExitStack() as running:
        workers = [
            running.enter_context(process(home, "worker", name, "--inbox", str(inbox))) for name in names
        ]
        deadline = time.monotonic() + PATIENCE_S
        while not settled(home, 3):
            assert time.monotonic() < deadline
            assert all(worker.poll() is None for worker in workers)
            time.sleep(0.5)
        for worker in workers:
            worker.send_signal(signal.SIGINT)
        assert [worker.wait(60) for worker in workers] == [0] * len(names)


def test_the_inbox_alone_wants_one_folder(deadwax: Deadwax) -> None:
    result = deadwax("worker", "inbox")
    assert result.exit_code == 3
    assert "--inbox" in result.stderr
