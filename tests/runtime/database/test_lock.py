"""One holder at a time, across connections and processes, and none after a kill."""

import subprocess
import sys
import time

import pytest
from sqlalchemy import Engine

from runtime.database import engine as database
from runtime.database.lock import exclusive

HOLD = """
import sys, time
from runtime.database import engine as database
from runtime.database.lock import exclusive
with exclusive(database.create(sys.argv[1]), "relay") as taken:
    print(taken, flush=True)
    time.sleep(60)
"""


def test_a_lock_is_taken_once_and_free_again_afterwards(engine: Engine) -> None:
    other = database.create(engine.url.render_as_string(hide_password=False))
    for _ in range(2):
        with exclusive(engine, "relay") as first, exclusive(other, "relay") as second:
            assert (first, second) == (True, False)
        with exclusive(other, "relay") as again:
            assert again is True
    other.dispose()


def test_locks_of_different_names_do_not_meet(engine: Engine) -> None:
    with exclusive(engine, "a") as first, exclusive(engine, "b") as second:
        assert (first, second) == (True, True)


def test_an_error_lets_go(engine: Engine) -> None:
    def fail() -> None:
        with exclusive(engine, "relay"):
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with exclusive(engine, "relay") as taken:
        assert taken is True


def test_a_killed_process_lets_go(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    with subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with exclusive(engine, "relay") as taken:
            assert taken is False
        holder.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with exclusive(engine, "relay") as taken:
            if taken:
                return
        time.sleep(0.05)
    pytest.fail("the lock of a killed process was not free")
