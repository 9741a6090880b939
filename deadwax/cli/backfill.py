"""``deadwax backfill``: read an existing catalogue in, so that Deadwax knows the past."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from deadwax.backfilling import hearing
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, write_json
from deadwax.database import open_database
from detectors.backfill.backfill import BATCH, HEARD_BATCH, Backfill, Progress
from detectors.backfill.source import Source, open_source
from runtime.clock import SystemClock
from runtime.settings import Settings


def backfill(
    catalogues: Annotated[list[Path], typer.Argument(help="CSV or Parquet files with a row for each track.")],
    audio: Annotated[
        bool, typer.Option("--audio", help="Also listen to the files that the column 'path' names.")
    ] = False,
    batch: Annotated[
        int | None,
        typer.Option(min=1, max=20_000, help="Tracks in one transaction; 2000, with --audio 50."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON for each file.")] = False,
) -> None:
    """Count a catalogue of the past: windows, names, ISRCs, files, and with --audio what it sounds like.

    Stop it at any time: the next run goes on where it ended. Exit 1 where rows were skipped.
    """
    settings, clock = Settings.load(), SystemClock()
    sources = [open_source(path) for path in catalogues]
    skipped, size = 0, batch or (HEARD_BATCH if audio else BATCH)
    with open_database(settings) as engine, hearing(settings, wanted=audio) as ear, progress() as bar:
        for source in sources:
            task = bar.add_task(escape(source.path.name), total=source.rows)
            done_before = None
            for told in Backfill(engine, source, hearing=ear, batch=size).run(clock.now):
                done_before = told.done if done_before is None else done_before
                bar.update(task, completed=told.done)
            if told.done and done_before == told.done:
                err().print(f"{escape(source.path.name)} was read to its end before: nothing was done now.")
            skipped += told.skipped
            _show(source, told, as_json=as_json)
    if skipped:
        raise typer.Exit(ExitCode.FINDINGS)


def _show(source: Source, told: Progress, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "path": str(source.path),
                "sha256": source.sha256,
                "rows": told.done,
                "counted": told.counted,
                "skipped": told.skipped,
                "problems": told.problems,
            }
        )
        return
    known = told.done - told.counted - told.skipped
    out().print(
        f"{escape(source.path.name)}: {told.done:,} rows, {told.counted:,} counted, {known:,} known before, "
        f"{told.skipped:,} skipped."
    )
    for problem in told.problems:
        err().print(f"  {escape(problem)}")
