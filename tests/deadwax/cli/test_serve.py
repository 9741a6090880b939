import re
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.deadwax.cli.test_run import process, wait_for_line

pytestmark = pytest.mark.network


def test_serve_says_where_it_listens_answers_there_and_ends_on_a_signal(tmp_path: Path) -> None:
    with process(tmp_path / "home", "serve", "--port", "0", COLUMNS="200") as started:
        found = re.search(r"http://127\.0\.0\.1:\d+/", wait_for_line(started, "Deadwax serves"))
        assert found is not None
        with urllib.request.urlopen(f"{found[0]}healthz") as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{found[0]}v1/cases")
        assert refused.value.code == 401
        refused.value.close()
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=30)
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    with process(tmp_path / "a", "serve", "--port", "0", COLUMNS="200") as first:
        found = re.search(r":(\d+)/", wait_for_line(first, "Deadwax serves"))
        assert found is not None
        with process(tmp_path / "b", "serve", "--port", found[1], COLUMNS="200") as second:
            _, said = second.communicate(timeout=60)
        assert second.returncode == 3
        assert "--port" in said
        assert "Traceback" not in said


def test_a_folder_of_sounds_that_is_not_there_is_told(tmp_path: Path) -> None:
    with process(tmp_path / "home", "serve", "--port", "0", "--inbox", str(tmp_path / "inbx")) as started:
        _, said = started.communicate(timeout=60)
    assert started.returncode == 3
    assert "inbx is not a folder" in " ".join(said.split())
