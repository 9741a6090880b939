"""``deadwax run`` and ``deadwax worker``: the stages at work."""

import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from deadwax.books import Balance, balance
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, table, write_json
from deadwax.errors import InboxError
from deadwax.feeder import Feeder
from deadwax.gate import gate_of
from deadwax.line import Line
from deadwax.upkeep import Upkeep, kept_up
from deadwax.wiring import STAGES, Plant, plant
from ingest.inbox import Inbox
from runtime.settings import Settings
from runtime.telemetry import logs
from runtime.telemetry.exposition import StatusServer
from runtime.telemetry.health import Health
from runtime.telemetry.pulse import Pulse

INBOX = "inbox"
InboxFolder = Annotated[Path, typer.Option("--inbox", help="The folder that deliveries come to.")]


def run(
    inbox: InboxFolder,
    once: Annotated[bool, typer.Option("--once", help="Work through what is there, then end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --once: print the summary as JSON.")] = False,
) -> None:
    """Run all stages in one process.

    With --once: exit 0 when every delivery is acknowledged and every track decided, 1 when something is
    among the dead letters.
    """
    settings = _settings(once=once)
    folder = _folder(inbox)
    with stopping() as stop, plant(settings, folder) as made, ExitStack() as serving:
        began = time.monotonic()
        line = assemble(made, Inbox(folder, once=once, agreed=gate_of(settings).agreed))
        serving.enter_context(kept_up(Upkeep(settings, made.engine, made.log, made.clock)))
        serving.enter_context(status_of(made, line.pulses))
        if not once:
            err().print(f"Watching {folder}. Stop with Ctrl-C.")
            line.run(stop)
            return
        with progress() as bar:
            line.drain(stop, Watch(bar, line))
        told = balance(made.engine)
        if as_json:
            write_json({**told.to_json(), "seconds": round(time.monotonic() - began, 1)})
        else:
            print_balance(told, time.monotonic() - began)
    if stop.is_set() and not told.is_settled and not told.dead_letters:
        err().print("Stopped before everything was done; the next start goes on from here.")
        raise typer.Exit(ExitCode.INTERRUPTED)
    if not told.is_settled:
        err().print("Something could not be processed. See: deadwax dead list")
        raise typer.Exit(ExitCode.FINDINGS)


def worker(
    stage: Annotated[str, typer.Argument(help=f"One of: {', '.join((INBOX, *STAGES))}.")],
    inbox: Annotated[
        list[Path] | None, typer.Option("--inbox", help="A folder that delivered files are read from.")
    ] = None,
) -> None:
    """Run one stage until stopped; start as many as there are partitions.

    The inbox brings deliveries from a folder to the log; start one.
    """
    settings = _settings(once=False)
    folders = [_folder(path) for path in inbox or []]
    with stopping() as stop, plant(settings, *folders) as made:
        upkeep = Upkeep(settings, made.engine, made.log, made.clock)
        if stage == INBOX:
            line = _inbox_alone(made, folders)
            with kept_up(upkeep), status_of(made, line.pulses):
                line.run(stop)
            return
        runner = made.runner(stage)
        with kept_up(upkeep), status_of(made, {stage: runner.pulse}):
            runner.run(stop)


def _inbox_alone(made: Plant, folders: Sequence[Path]) -> Line:
    if len(folders) != 1:
        raise InboxError("The inbox reads one folder.", remedy="Name it with --inbox.")
    inbox = Inbox(folders[0], agreed=gate_of(made.settings).agreed)
    return Line({}, _feeder(made, inbox).feed)


def assemble(made: Plant, inbox: Inbox) -> Line:
    """All stages and the feeder, not yet at work."""
    runners = {name: made.runner(name) for name in STAGES}
    return Line(runners, _feeder(made, inbox).feed)


def _feeder(made: Plant, inbox: Inbox) -> Feeder:
    return Feeder(made.engine, made.log, made.settings, made.clock, inbox.scan, tracing=made.tracing)


class Watch:
    """Shows on a progress bar how many of the tracks that are known so far were decided."""

    def __init__(self, bar: Progress, line: Line, total: int | None = None) -> None:
        self._bar = bar
        self._line = line
        self._total = total
        self._task: TaskID = bar.add_task("Tracks decided", total=total)

    def __call__(self) -> None:
        """Bring the bar up to date."""
        stages = self._line.summaries
        known = stages["register"].ended
        self._bar.update(self._task, completed=stages["decide"].ended, total=self._total or known or None)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set; a second signal ends at once."""
    stop = threading.Event()

    def ask(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        err().print(f"Stopping after {signal.Signals(number).name}; what is in hand is finished first.")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def status_of(made: Plant, pulses: Mapping[str, Pulse]) -> Iterator[None]:
    """Serve /metrics, /healthz and /readyz while the stages work, where a port is set."""
    with ExitStack() as closing:
        port, host = made.settings.metrics_port, made.settings.metrics_host
        if port is not None:
            health = Health(pulses, made.engine, made.settings.silent_s)
            server = closing.enter_context(StatusServer(made.metrics.registry, host, port, health))
            err().print(f"Metrics: http://{host}:{server.port}/metrics")
        yield


def print_balance(told: Balance, seconds: float) -> None:
    """The closing table."""
    made = table("Summary", "what", "count", right=("count",))
    made.add_row("deliveries", str(told.deliveries))
    for status, count in told.acknowledged.items():
        made.add_row(f"  acknowledged: {status.replace('_', ' ')}", str(count))
    made.add_row("tracks", str(told.tracks))
    if told.superseded:
        made.add_row("  superseded by a later revision", str(told.superseded))
    if told.withdrawn:
        made.add_row("  withdrawn by the sender", str(told.withdrawn))
    for action, count in told.decided.items():
        made.add_row(f"  decided: {action}", str(count))
    if told.undecided:
        made.add_row("  [yellow]not decided[/yellow]", str(told.undecided))
    dead = f"[red]{told.dead_letters}[/red]" if told.dead_letters else "0"
    made.add_row("dead letters", dead)
    made.add_row("cases", str(told.cases))
    if told.open_cases != told.cases:
        made.add_row("  waiting for a decision", str(told.open_cases))
    made.add_row("seconds", f"{seconds:.1f}")
    out().print(made)


def _settings(*, once: bool) -> Settings:
    settings = Settings.load()
    if once and settings.log_level == "INFO":
        # A run that ends with a table needs no line for every start and stop.
        settings = settings.model_copy(update={"log_level": "WARNING"})
    logs.configure(settings)
    return settings


def _folder(path: Path) -> Path:
    folder = path.expanduser().resolve()
    if not folder.is_dir():
        raise InboxError(f"{path} is not a folder.", remedy="Name the folder that deliveries come to.")
    return folder
