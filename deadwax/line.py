"""Runs several stages at once in one process, a thread for each."""

import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import structlog

from runtime.stages.runner import StageRunner
from runtime.stages.summary import StageSummary
from runtime.telemetry.pulse import Pulse

AFTER: MappingProxyType[str, str] = MappingProxyType(
    {
        "ingest": "inbox",
        "acknowledge": "ingest",
        "register": "ingest",
        "detect": "ingest",
        "decide": "detect",
        "deliver-flags": "decide",
        "deliver-changes": "ingest",
    }
)
"""Which part of the line feeds each stage."""

WATCH_S = 0.2


class Line:
    """The feeder and the stages. An error that one cannot survive stops all, and is raised here."""

    def __init__(
        self, runners: Mapping[str, StageRunner[Any, Any]], feed: Callable[[], int], *, every_s: float = 2.0
    ) -> None:
        self._runners = runners
        self._feed = feed
        self._every_s = every_s
        self._error: BaseException | None = None
        self._failed = threading.Event()

    @property
    def summaries(self) -> Mapping[str, StageSummary]:
        """What every stage has done so far; may be read from any thread."""
        return {name: runner.summary for name, runner in self._runners.items()}

    @property
    def pulses(self) -> Mapping[str, Pulse]:
        """The signs of life of the stages."""
        return {name: runner.pulse for name, runner in self._runners.items()}

    def run(self, stop: threading.Event, watch: Callable[[], None] = lambda: None) -> None:
        """Work until ``stop`` is set. ``watch`` is called a few times a second."""
        parts = {name: self._bind(runner.run, stop) for name, runner in self._runners.items()}
        self._work({**parts, "inbox": lambda: self._keep_feeding(stop)}, stop, watch)

    def drain(self, stop: threading.Event, watch: Callable[[], None] = lambda: None) -> None:
        """Feed once, work until nothing waits anywhere, and end; earlier if ``stop`` is set."""
        done = {name: threading.Event() for name in (*self._runners, "inbox")}

        def drained(name: str) -> Callable[[], None]:
            def work() -> None:
                self._runners[name].drain(done[AFTER[name]], stop)
                done[name].set()

            return work

        def feed() -> None:
            self._feed()
            done["inbox"].set()

        self._work({"inbox": feed, **{name: drained(name) for name in self._runners}}, stop, watch)

    def _keep_feeding(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._feed()
            stop.wait(self._every_s)

    def _work(
        self, parts: Mapping[str, Callable[[], object]], stop: threading.Event, watch: Callable[[], None]
    ) -> None:
        threads = [
            threading.Thread(target=self._guarded, args=(name, part), name=name)
            for name, part in parts.items()
        ]
        for thread in threads:
            thread.start()
        try:
            while alive := [thread for thread in threads if thread.is_alive()]:
                if self._failed.is_set():
                    stop.set()
                watch()
                alive[0].join(WATCH_S)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        watch()
        if self._error is not None:
            raise self._error

    def _guarded(self, name: str, part: Callable[[], object]) -> None:
        try:
            part()
        except BaseException as error:  # noqa: BLE001 - the main thread has to hear of it
            structlog.get_logger(__name__).error("a part of the line has failed", part=name, error=str(error))
            self._error = self._error or error
            self._failed.set()

    @staticmethod
    def _bind(run: Callable[[threading.Event], object], stop: threading.Event) -> Callable[[], object]:
        return lambda: run(stop)
