"""``deadwax run``: all stages at work."""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from deadwax.assembly import assemble
from deadwax.books import Balance, balance
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, table, write_json
from deadwax.cli.working import folder_of, settings_of, status_of, stopping
from deadwax.gate import gate_of
from deadwax.line import Line
from deadwax.upkeep import Upkeep, kept_up
from deadwax.wiring import plant
from ingest.inbox import Inbox


def run(
    inbox: Annotated[Path, typer.Option("--inbox", help="The folder that deliveries come to.")],
    once: Annotated[bool, typer.Option("--once", help="Work through what is there, then end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --once: print the summary as JSON.")] = False,
) -> None:
    """Run all stages in one process.

    With --once: exit 0 when every delivery is acknowledged and every track decided, 1 when something is
    among the dead letters.
    """
    if as_json and not once:
        raise typer.BadParameter(
            "It prints the summary at the end, and there is none without --once. Add --once.",
            param_hint="--json",
        )
    settings = settings_of(once=once)
    folder = folder_of(inbox)
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
