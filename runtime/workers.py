"""Runs functions that parse media from outside in processes of their own, with limits.

A worker that crashes, hangs or eats memory costs the one call that it was busy with; the pool starts
another and goes on. The parent never unpickles what a worker sends: results are JSON values or bytes
of bounded size.
"""

import contextlib
import os
import pickle
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar, Self

from runtime.errors import DeadwaxError, PoisonError
from runtime.settings import Settings
from runtime.worker_process import HEADER, answer_value, error_of

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_CHUNK = 1 << 16


class WorkerCrashedError(PoisonError):
    """A worker process ended while it was busy with a call."""

    code: ClassVar[str] = "runtime.worker_crashed"


class WorkerTimeoutError(PoisonError):
    """A call took longer than allowed, in wall-clock or in CPU time."""

    code: ClassVar[str] = "runtime.worker_timeout"


class WorkerMemoryError(PoisonError):
    """A call needed more memory than a worker may have."""

    code: ClassVar[str] = "runtime.worker_memory"


class WorkerResultError(PoisonError):
    """A call's result was larger than allowed, or no JSON value and no bytes."""

    code: ClassVar[str] = "runtime.worker_result"


class WorkerCallError(PoisonError):
    """A call raised an error that Deadwax does not name: a defect."""

    code: ClassVar[str] = "runtime.worker_call"


class PoolClosedError(DeadwaxError):
    """A call came after the pool was closed."""

    code: ClassVar[str] = "runtime.pool_closed"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use.

    ``memory_bytes`` bounds a worker's address space, ``cpu_s`` a call's CPU seconds, ``wall_s`` its
    wall-clock seconds, ``result_bytes`` its encoded result. After ``calls`` calls a worker is replaced.
    """

    memory_bytes: int = 2048 << 20
    cpu_s: int = 240
    wall_s: float = 300.0
    result_bytes: int = 32 << 20
    calls: int = 500


class WorkerPool:
    """``size`` worker processes, started when first needed. Safe to call from many threads."""

    def __init__(self, size: int = 1, limits: Limits | None = None) -> None:
        self.size = size
        self.limits = limits or Limits()
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="workers")
        self._closed = threading.Event()

    @classmethod
    def of(cls, settings: Settings) -> "WorkerPool":
        """A pool with the limits that the settings name."""
        limits = Limits(
            memory_bytes=settings.worker_memory_mb << 20,
            cpu_s=settings.worker_cpu_s,
            wall_s=settings.worker_timeout_s,
        )
        return cls(settings.workers, limits)

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run ``function(*args)`` in a worker and return its result; waits for a free worker.

        ``function`` is importable by name and its arguments are picklable; its result is a JSON value
        or bytes (tuples come back as lists). A ``DeadwaxError`` raised in the worker is raised here.
        Raises WorkerCrashedError, WorkerTimeoutError, WorkerMemoryError, WorkerResultError,
        WorkerCallError, PoolClosedError.
        """
        request = pickle.dumps((function, args))
        worker = self._places.get()
        try:
            if self._closed.is_set():
                raise PoolClosedError("the worker pool is closed", remedy="open another pool")
            if worker is None or not worker.usable:
                if worker is not None:
                    worker.end()
                worker = _Worker(self.limits)
            return worker.call(request, _name(function))
        finally:
            self._places.put(worker)

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """The same without waiting; the future holds the result or the error."""
        if self._closed.is_set():
            raise PoolClosedError("the worker pool is closed", remedy="open another pool")
        return self._threads.submit(self.call, function, *args)

    def close(self) -> None:
        """Wait for the calls that run, then end every worker. A second close does nothing."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for _ in range(self.size):
            worker = self._places.get()
            if worker is not None:
                worker.end()
        for _ in range(self.size):
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Worker:
    """One process, used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._calls = 0
        self._dead = False
        environment = os.environ | dict.fromkeys(_THREADS, "1")
        environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "runtime.worker_process", str(limits.memory_bytes), str(limits.cpu_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    @property
    def usable(self) -> bool:
        return not self._dead and self._calls < self._limits.calls and self._process.poll() is None

    def call(self, request: bytes, name: str) -> Any:
        self._calls += 1
        deadline = time.monotonic() + self._limits.wall_s
        try:
            self._send(request)
            length = self._bounded(HEADER.unpack(self._receive(HEADER.size, deadline, name))[0], name)
            answer = self._receive(length, deadline, name)
        except BaseException:
            self.end()
            raise
        return self._result(answer, name)

    def _bounded(self, length: int, name: str) -> int:
        if length > self._limits.result_bytes:
            raise WorkerResultError(
                f"{name}: a worker announced a result of {length} bytes,"
                f" more than the {self._limits.result_bytes} allowed.",
                remedy="Give the worker a smaller input.",
            )
        return length

    def _result(self, answer: bytes, name: str) -> Any:
        try:
            kind, value = answer_value(answer)
        except (ValueError, struct.error) as error:
            self.end()
            raise WorkerResultError(f"{name}: a worker's answer cannot be read.") from error
        if kind == "value":
            return value
        if kind == "memory":
            # What is left of its heap may be in pieces: the next call gets a fresh process.
            self.end()
            raise WorkerMemoryError(
                f"{name}: needed more than {self._limits.memory_bytes >> 20} MB of memory.",
                remedy="Raise DEADWAX_WORKER_MEMORY_MB if the input is in order.",
            )
        if kind == "result":
            raise WorkerResultError(f"{name}: {value}")
        raise error_of(value) or WorkerCallError(f"{name}: {value['message']}")

    def _send(self, request: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101  opened as a pipe above
        # A dead worker shows when its answer is awaited, with its exit status.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(HEADER.pack(len(request)) + request)
            self._process.stdin.flush()

    def _receive(self, length: int, deadline: float, name: str) -> bytes:
        assert self._process.stdout is not None  # noqa: S101  opened as a pipe above
        pipe = self._process.stdout.fileno()
        parts = bytearray()
        while len(parts) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise WorkerTimeoutError(
                    f"{name}: took longer than {self._limits.wall_s:g} s and was stopped.",
                    remedy="Raise DEADWAX_WORKER_TIMEOUT_S if the input is in order.",
                )
            part = os.read(pipe, min(_CHUNK, length - len(parts)))
            if not part:
                raise self._ended(name)
            parts += part
        return bytes(parts)

    def _ended(self, name: str) -> DeadwaxError:
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            return WorkerTimeoutError(
                f"{name}: used more than {self._limits.cpu_s} s of CPU and was stopped.",
                remedy="Raise DEADWAX_WORKER_CPU_S if the input is in order.",
            )
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return WorkerCrashedError(f"{name}: the worker process ended with {how}.")

    def end(self) -> None:
        """Kill the process with its children and free its pipes."""
        self._dead = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _name(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__qualname__", function))
