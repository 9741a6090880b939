"""``deadwax worker``: one stage at work."""

from pathlib import Path
from typing import Annotated

import typer

from deadwax.cli.working import folder_of, settings_of, status_of, stopping
from deadwax.errors import UnknownStageError
from deadwax.lazy import load
from deadwax.upkeep import Upkeep, kept_up
from deadwax.wiring import STAGES, plant

INBOX = "inbox"


def worker(
    stage: Annotated[str, typer.Argument(help=f"One of: {', '.join((INBOX, *STAGES))}.")],
    inbox: Annotated[
        list[Path] | None, typer.Option("--inbox", help="A folder that delivered files are read from.")
    ] = None,
) -> None:
    """Run one stage until stopped; start as many as there are partitions.

    The inbox brings deliveries from a folder to the log; start one.
    """
    if stage not in (INBOX, *STAGES):
        raise UnknownStageError(
            f"There is no stage {stage!r}.", remedy=f"Name one of: {', '.join((INBOX, *STAGES))}."
        )
    settings = settings_of(once=False)
    folders = [folder_of(path) for path in inbox or []]
    with stopping() as stop, plant(settings, *folders) as made:
        upkeep = Upkeep(settings, made.engine, made.log, made.clock)
        if stage == INBOX:
            line = load("deadwax.assembly:inbox_alone")(made, folders)
            with kept_up(upkeep), status_of(made, line.pulses):
                line.run(stop)
            return
        runner = made.runner(stage)
        with kept_up(upkeep), status_of(made, {stage: runner.pulse}):
            runner.run(stop)
