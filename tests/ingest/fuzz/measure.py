"""Runs a piece of work in a child process that may use so much memory and time, and says what it used."""

import os
import pickle
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MB = 1 << 20
STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Used:
    """What the work gave, the processor time in seconds and the memory in MB that it took."""

    result: Any
    cpu_s: float
    memory_mb: float


def measured(work: Callable[[], Any], *, memory_mb: int, cpu_s: int) -> Used:
    """Run ``work`` in a fork of this process. Fails where it crashes, raises, or takes more than it may.

    The memory is what the resident size grew by at its highest.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _child(work, writer, memory_mb, cpu_s)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise AssertionError(f"the work was killed by {signal.Signals(os.WTERMSIG(status)).name}")
    used = pickle.loads(told)
    if not isinstance(used, Used):
        raise AssertionError(f"the work raised {used}")  # noqa: TRY004  it is the test that fails
    return used


def resident_mb() -> float:
    """The resident size of this process."""
    return _status("VmRSS")


def peak_mb() -> float:
    """The highest resident size since the start or since :func:`forget_peak`."""
    return _status("VmHWM")


def forget_peak() -> None:
    """Begin to measure the peak anew."""
    CLEAR.write_text("5")


def limit_growth(memory_mb: int) -> None:
    """Let the address space of this process grow by ``memory_mb`` and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + memory_mb * MB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(work: Callable[[], Any], writer: int, memory_mb: int, cpu_s: int) -> None:
    told: object = "nothing"
    try:
        limit_growth(memory_mb)
        spent = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_s + 1, spent + cpu_s + 2))
        forget_peak()
        before, started = resident_mb(), time.process_time()
        result = work()
        told = Used(result, time.process_time() - started, peak_mb() - before)
    except BaseException as error:  # noqa: BLE001  the parent has to hear of everything
        told = f"{type(error).__name__}: {error}"
    finally:
        _write(writer, pickle.dumps(told))
        os._exit(0)


def _write(writer: int, data: bytes) -> None:
    while data:
        data = data[os.write(writer, data) :]


def _status(name: str) -> float:
    line = next(each for each in STATUS.read_text().splitlines() if each.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
