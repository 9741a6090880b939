"""Puts the parts together: settings, database, log, workers, stages, runners."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from contracts.party import Party
from deadwax import __version__
from deadwax.errors import UnknownStageError
from deadwax.observing import Observer
from deadwax.stages import (
    AcknowledgeStage,
    DeliverChangesStage,
    DeliverFlagsStage,
    FlagReceiver,
    RegisterStage,
)
from runtime.clock import Clock, SystemClock
from runtime.database import engine as database
from runtime.database.migrate import locations, upgrade
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
    from ingest.check import CheckResult

# A worker of one stage loads only what that stage needs, so the rooms are imported where they are used.
# ruff: noqa: PLC0415

ROOMS = ("runtime", "ingest", "detectors", "policy", "review_api", "deadwax")
"""The rooms with tables."""

STAGES = ("ingest", "acknowledge", "register", "detect", "decide", "deliver-flags", "deliver-changes")
"""All stages, in the order of a track's journey."""

PIPELINE_VERSION = f"deadwax-{__version__}"


@dataclass(slots=True)
class Plant:
    """What the stages of one process share. Made by :func:`plant`."""

    settings: Settings
    engine: Engine
    log: Log
    clock: Clock = field(default_factory=SystemClock)
    metrics: Metrics = field(default_factory=Metrics)
    tracing: Tracing = field(default_factory=Tracing)
    _closing: ExitStack = field(default_factory=ExitStack)
    _workers: WorkerPool | None = None
    _receiver: FlagReceiver | None = None

    @property
    def workers(self) -> WorkerPool:
        """The pool of worker processes for audio; started when first asked for."""
        if self._workers is None:
            self._workers = WorkerPool.of(self.settings)
            self._closing.callback(self._workers.close)
        return self._workers

    @property
    def objects(self) -> Objects:
        """Access to delivered files, under the allowed folders alone."""
        return Objects((self.settings.home, *self.settings.object_roots))

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
        match name:
            case "ingest":
                return self._ingest()
            case "acknowledge":
                return AcknowledgeStage(self.settings.home / "acknowledgements", _ours(self.settings))
            case "register":
                return RegisterStage()
            case "detect":
                return self._detect()
            case "decide":
                from policy.load import load
                from policy.stage import DecideStage

                policy = load(self.settings.policy_path)
                self.metrics.policy.labels(policy.document.name, policy.sha256).set(1)
                return DecideStage(policy, self.clock)
            case "deliver-flags" | "deliver-changes":
                made = DeliverFlagsStage if name == "deliver-flags" else DeliverChangesStage
                return made(self.receiver)
        raise UnknownStageError(f"There is no stage {name!r}.", remedy=f"Name one of: {', '.join(STAGES)}.")

    def checks(self) -> Callable[[Path], "list[CheckResult]"]:
        """Checks a path as the gate does; the worker process that it needs ends with the plant."""
        from deadwax.examining import examining
        from deadwax.gate import gate_of

        make = self._closing.enter_context(examining(self.settings))
        return partial(gate_of(self.settings).check, make_examiner=make)

    def _ingest(self) -> Stage[Any, Any]:
        from deadwax.examining import examining
        from deadwax.gate import gate_of
        from ingest.stage import IngestStage

        make = self._closing.enter_context(examining(self.settings))
        gate = gate_of(self.settings)
        return IngestStage(
            self.objects.open, agreed=gate.agreed, schemas=gate.schemas, examiner=make(self.objects)
        )

    def _detect(self) -> Stage[Any, Any]:
        from detectors.audio.listener import Listener
        from detectors.duplicates.index import SoundIndex
        from detectors.models.scorer import Scorer
        from detectors.stage import DetectStage

        listener = Listener(self.workers, self.settings)
        ai, spam = Scorer.load("ai"), Scorer.load("spam")
        for card in (ai.card, spam.card):
            self.metrics.model.labels(card.name, card.version, card.model_sha256).set(1)
        sounds = SoundIndex(self.settings.home / "sounds")
        return DetectStage(listener, self.objects, ai=ai, spam=spam, version=PIPELINE_VERSION, sounds=sounds)

    @property
    def receiver(self) -> FlagReceiver:
        """The review API: over the network where its address is set, else in this process."""
        from deadwax.receiver import in_process, over_network, over_webhook

        if self._receiver is None:
            closing, settings = self._closing, self.settings
            if settings.webhook_url is not None:
                self._receiver = closing.enter_context(over_webhook(settings, self.clock, self.metrics))
            elif settings.api_url is not None:
                self._receiver = closing.enter_context(over_network(settings, self.metrics))
            else:
                made = in_process(settings, self.engine, self.log, self.clock, self.workers)
                self._receiver = closing.enter_context(made)
        return self._receiver


def _ours(settings: Settings) -> Party | None:
    """Who answers senders; None where the settings do not say."""
    if settings.party_id is None:
        return None
    return Party(name=settings.party_name or settings.party_id, identifiers={"DPID": settings.party_id})


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
            opened = Plant(allowed, engine, log, tracing=tracing, _closing=made)
            opened.metrics.version.labels(__version__).set(1)
            yield opened


@contextmanager
def open_database(settings: Settings) -> Iterator[Engine]:
    """The database with every room's tables in their current layout."""
    engine = database.create(settings.database_url)
    try:
        upgrade(engine, locations(*ROOMS))
        yield engine
    finally:
        engine.dispose()
