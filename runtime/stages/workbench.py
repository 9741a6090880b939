"""Prepares messages on a bounded number of threads."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from contracts.message import Message
from runtime.stages.job import Job
from runtime.stages.stage import Stage
from runtime.stages.tally import Tally
from runtime.telemetry.tracing import MessageTrace

M = TypeVar("M", bound=Message)
P = TypeVar("P")


class Workbench(Generic[M, P]):
    """Runs a stage's ``prepare``. ``wake`` is set whenever a piece of work is done."""

    def __init__(self, stage: Stage[M, P], threads: int, tally: Tally, wake: threading.Event) -> None:
        self._stage = stage
        self._tally = tally
        self._wake = wake
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"{stage.name}-prepare")

    def start(self, job: Job[M, P]) -> None:
        """Put ``job`` in line for a thread. Its message must be readable."""
        if job.message is None:
            raise ValueError(f"{job.message_id} has no message to prepare")
        job.future = self._pool.submit(self._prepare, job.message, job.trace)
        job.future.add_done_callback(self._done)

    def close(self) -> None:
        """Take on nothing more; call off what has not begun; do not wait for what has."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _prepare(self, message: M, trace: MessageTrace) -> P:
        started = time.perf_counter()
        try:
            with trace.step("prepare"):
                return self._stage.prepare(message)
        finally:
            self._tally.took("prepare", time.perf_counter() - started)

    def _done(self, _future: Future[P]) -> None:
        self._wake.set()
