"""Puts the parts together: settings, database, log, workers, stages, runners."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from deadwax import __version__
from deadwax.database import open_database
from deadwax.errors import UnknownStageError
from deadwax.lazy import load
from deadwax.observing import Observer
from runtime.clock import Clock, SystemClock
from runtime.log.opening import open_log
from runtime.log.port import Log
from runtime.objects import Objects
from runtime.settings import Settings
from runtime.stages.runner import StageRunner
from runtime.stages.stage import Stage
from runtime.telemetry.metrics import Metrics
from runtime.telemetry.tracing import Tracing
from runtime.workers import WorkerPool

if TYPE_CHECKING:
    from deadwax.stages.deliver import FlagReceiver

MAKERS: Mapping[str, str] = MappingProxyType(
    {
        "ingest": "deadwax.stages.ingest:make",
        "acknowledge": "deadwax.stages.acknowledge:make",
        "register": "deadwax.stages.register:make",
        "detect": "deadwax.stages.detect:make",
        "decide": "deadwax.stages.decide:make",
        "deliver-flags": "deadwax.stages.deliver:make_flags",
        "deliver-changes": "deadwax.stages.deliver:make_changes",
    }
)
"""Who makes each stage from the plant. A worker of one stage loads only what that stage needs."""

STAGES = tuple(MAKERS)
"""All stages, in the order of a track's journey."""


@dataclass(slots=True)
class Plant:
    """What the stages of one process share. Made by :func:`plant`, with what it closes at its end."""

    settings: Settings
    engine: Engine
    log: Log
    clock: Clock = field(default_factory=SystemClock)
    metrics: Metrics = field(default_factory=Metrics)
    tracing: Tracing = field(default_factory=Tracing)
    closing: ExitStack = field(default_factory=ExitStack)
    _workers: WorkerPool | None = None
    _receiver: "FlagReceiver | None" = None

    @property
    def workers(self) -> WorkerPool:
        """The pool of worker processes for audio; started when first asked for."""
        if self._workers is None:
            self._workers = WorkerPool.of(self.settings)
            self.closing.callback(self._workers.close)
        return self._workers

    @property
    def objects(self) -> Objects:
        """Access to delivered files, under the allowed folders alone."""
        return Objects((self.settings.home, *self.settings.object_roots))

    @property
    def receiver(self) -> "FlagReceiver":
        """Where flags go; opened when first asked for."""
        if self._receiver is None:
            self._receiver = self.closing.enter_context(load("deadwax.receiver:receiving")(self))
        return self._receiver

    def runner(self, name: str) -> StageRunner[Any, Any]:
        """The runner of a stage. Raises ``UnknownStageError``, and what its stage needs and lacks."""
        return StageRunner(
            self.stage(name),
            self.log,
            self.engine,
            self.settings,
            self.metrics,
            clock=self.clock,
            observe=Observer(self.metrics).saw,
            tracing=self.tracing,
        )

    def stage(self, name: str) -> Stage[Any, Any]:
        """The stage called ``name``."""
        if name not in MAKERS:
            raise UnknownStageError(
                f"There is no stage {name!r}.", remedy=f"Name one of: {', '.join(STAGES)}."
            )
        made: Stage[Any, Any] = load(MAKERS[name])(self)
        return made


@contextmanager
def plant(settings: Settings, *roots: Path) -> Iterator[Plant]:
    """Open the database, brought to the current layout, and the log; close all at the end.

    Files are read under ``roots`` as well as under the folders that the settings allow.
    """
    allowed = settings.model_copy(update={"object_roots": (*settings.object_roots, *roots)})
    with open_database(allowed) as engine, ExitStack() as closing:
        log = open_log(allowed)
        closing.callback(log.close)
        with ExitStack() as made:
            tracing = Tracing.of(allowed, __version__)
            made.callback(tracing.close)
            opened = Plant(allowed, engine, log, tracing=tracing, closing=made)
            opened.metrics.version.labels(__version__).set(1)
            yield opened
