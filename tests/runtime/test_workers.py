"""What happens to a call happens to that call alone."""

import ctypes
import hashlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime.errors import ForbiddenLocationError
from runtime.settings import Settings
from runtime.workers import (
    Limits,
    PoolClosedError,
    WorkerCallError,
    WorkerCrashedError,
    WorkerMemoryError,
    WorkerPool,
    WorkerResultError,
    WorkerTimeoutError,
)

SOURCE = """
import ctypes, os, time, socket, resource, sys
from runtime.errors import ForbiddenLocationError

def add(a, b): return a + b
def pid(): return os.getpid()
def echo(value): return value
def raw(n): return bytes(n)
def odd(): return object()
def crash(): ctypes.string_at(0)
def leave(status): os._exit(status)
def spin():
    while True: pass
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
def sleep(seconds): time.sleep(seconds)
def bomb():
    parts = []
    while True: parts.append(bytearray(16 << 20))
def forbid(): raise ForbiddenLocationError("there is no way in", remedy="Use the door.")
def fail(): return {}["nothing"]
def talk(): os.write(1, b"chatter"); print("more"); return "said"
def core(): return resource.getrlimit(resource.RLIMIT_CORE)[0]
def threads(): return os.environ["OMP_NUM_THREADS"]
def digest(text):
    import hashlib
    return [hashlib.sha256(text.encode()).hexdigest(), sys.modules.get("_hashlib") is None]
def connect(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return "refused"
    return "connected"
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("calls")
    (folder / "far_calls.py").write_text(SOURCE)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("far_calls")
    sys.path.remove(str(folder))
    del sys.modules["far_calls"]


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    limits = Limits(memory_bytes=512 << 20, cpu_s=2, wall_s=5.0, result_bytes=1 << 20)
    with WorkerPool(1, limits) as opened:
        yield opened


def test_a_call_returns_its_result(pool: WorkerPool, calls: Any) -> None:
    assert pool.call(calls.add, 2, 3) == 5
    assert pool.call(calls.echo, {"a": [1.5, None, "x"]}) == {"a": [1.5, None, "x"]}
    assert pool.call(calls.raw, 1000) == bytes(1000)
    assert pool.submit(calls.add, "a", "b").result(timeout=10) == "ab"


def test_a_call_runs_in_another_process_which_is_kept(pool: WorkerPool, calls: Any) -> None:
    first = pool.call(calls.pid)
    assert first != os.getpid()
    assert pool.call(calls.pid) == first


def test_a_crash_costs_one_call(pool: WorkerPool, calls: Any) -> None:
    with pytest.raises(WorkerCrashedError, match="SIGSEGV"):
        pool.call(calls.crash)
    with pytest.raises(WorkerCrashedError, match="exit status 7"):
        pool.call(calls.leave, 7)
    assert pool.call(calls.add, 1, 1) == 2


def test_a_memory_bomb_costs_one_call(pool: WorkerPool, calls: Any) -> None:
    before = pool.call(calls.pid)
    with pytest.raises(WorkerMemoryError, match="512 MB"):
        pool.call(calls.bomb)
    assert pool.call(calls.pid) != before


def test_an_endless_loop_is_stopped_by_its_cpu_time(calls: Any) -> None:
    with WorkerPool(1, Limits(memory_bytes=512 << 20, cpu_s=2, wall_s=120.0)) as pool:
        with pytest.raises(WorkerTimeoutError, match="2 s of CPU"):
            pool.call(calls.spin)
        assert pool.call(calls.add, 1, 1) == 2


def test_a_sleeper_is_stopped_by_the_clock(calls: Any) -> None:
    with WorkerPool(1, Limits(memory_bytes=512 << 20, wall_s=0.6)) as pool:
        started = time.monotonic()
        with pytest.raises(WorkerTimeoutError, match=r"0\.6 s"):
            pool.call(calls.sleep, 60)
        assert time.monotonic() - started < 5
        assert pool.call(calls.echo, "on we go") == "on we go"


def test_the_cpu_limit_is_a_call_s_not_a_worker_s(calls: Any) -> None:
    with WorkerPool(1, Limits(memory_bytes=512 << 20, cpu_s=1)) as pool:
        first = pool.call(calls.pid)
        for _ in range(3):
            pool.call(calls.burn, 0.9)
        assert pool.call(calls.pid) == first


def test_a_result_that_is_too_large_is_not_read(pool: WorkerPool, calls: Any) -> None:
    with pytest.raises(WorkerResultError, match="more than the 1048576"):
        pool.call(calls.raw, 2 << 20)
    assert pool.call(calls.add, 1, 1) == 2


def test_a_result_that_is_no_json_is_refused(pool: WorkerPool, calls: Any) -> None:
    with pytest.raises(WorkerResultError, match="neither a JSON value nor bytes"):
        pool.call(calls.odd)


def test_a_named_error_comes_back_as_itself(pool: WorkerPool, calls: Any) -> None:
    with pytest.raises(ForbiddenLocationError) as caught:
        pool.call(calls.forbid)
    assert str(caught.value) == "there is no way in Use the door."
    assert caught.value.remedy == "Use the door."


def test_an_unnamed_error_names_its_place(pool: WorkerPool, calls: Any) -> None:
    with pytest.raises(WorkerCallError, match=r"KeyError: 'nothing' \(far_calls.py:\d+\)"):
        pool.call(calls.fail)


def test_what_a_library_prints_does_not_spoil_the_answer(pool: WorkerPool, calls: Any) -> None:
    assert pool.call(calls.talk) == "said"
    assert pool.call(calls.add, 1, 1) == 2


def test_workers_leave_no_core_files_and_use_one_thread(pool: WorkerPool, calls: Any) -> None:
    assert pool.call(calls.core) == 0
    assert pool.call(calls.threads) == "1"


def test_a_worker_hashes_without_openssl(pool: WorkerPool, calls: Any) -> None:
    assert pool.call(calls.digest, "sound") == [hashlib.sha256(b"sound").hexdigest(), True]


def test_a_killed_worker_is_replaced(pool: WorkerPool, calls: Any) -> None:
    victim = pool.call(calls.pid)
    os.kill(victim, signal.SIGKILL)
    time.sleep(0.1)
    assert pool.call(calls.pid) != victim


def test_a_worker_is_replaced_after_its_calls(calls: Any) -> None:
    with WorkerPool(1, Limits(memory_bytes=512 << 20, calls=2)) as pool:
        pids = [pool.call(calls.pid) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_many_threads_may_call_at_once(calls: Any) -> None:
    results: list[int] = []
    with WorkerPool(2, Limits(memory_bytes=512 << 20)) as pool:
        threads = [
            threading.Thread(target=lambda n=n: results.append(pool.call(calls.add, n, n))) for n in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(results) == [2 * n for n in range(20)]


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    (tmp_path / "orphans.py").write_text(
        "import os, sys, threading, time\n"
        "from runtime.workers import Limits, WorkerPool\n"
        "def pid(): return os.getpid()\n"
        "def main():\n"
        "    import orphans\n"
        "    pool = WorkerPool(1, Limits(cpu_s=60, wall_s=60))\n"
        "    print(pool.call(orphans.pid), flush=True)\n"
        "    pool.call(time.sleep, 50)\n"
        "if __name__ == '__main__': main()\n"
    )
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    parent = subprocess.Popen(
        [sys.executable, "-m", "orphans"],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    assert _ends(worker, within_s=20)


def _ends(pid: int, within_s: float) -> bool:
    stop = time.monotonic() + within_s
    while time.monotonic() < stop:
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_closing_ends_the_processes(calls: Any) -> None:
    pool = WorkerPool(2, Limits(memory_bytes=512 << 20))
    pids = {pool.call(calls.pid)}
    pool.close()
    pool.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(PoolClosedError):
        pool.call(calls.add, 1, 1)
    with pytest.raises(PoolClosedError):
        pool.submit(calls.add, 1, 1)


@pytest.mark.network
def test_a_worker_has_no_network_where_the_kernel_lets_it_leave(pool: WorkerPool, calls: Any) -> None:
    if not _may_unshare():
        pytest.skip("this kernel does not let a process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert pool.call(calls.connect, server.getsockname()[1]) == "refused"


def _may_unshare() -> bool:
    child = os.fork()
    if child == 0:
        libc = ctypes.CDLL(None)
        os._exit(0 if libc.unshare(0x40000000) == 0 or libc.unshare(0x50000000) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0


def test_it_is_made_from_the_settings(tmp_path: Path) -> None:
    pool = WorkerPool.of(Settings(home=tmp_path, workers=3, worker_memory_mb=100, worker_cpu_s=7))
    assert (pool.size, pool.limits.memory_bytes, pool.limits.cpu_s) == (3, 100 << 20, 7)
    pool.close()
