"""``deadwax simulate``: make labelled recordings to learn from and to measure on."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from deadwax.cli.application import ExitCode
from deadwax.cli.output import out, progress, write_json
from deadwax.errors import UsageError
from detectors.training.simulation.folder import simulate as make
from detectors.training.simulation.item import Kind, Plan
from detectors.training.simulation.music import Music, Purpose, Rendered, recorded
from detectors.training.synthesis.soundfont import fonts
from runtime.settings import Settings


class Made(StrEnum):
    """The choices of ``--kind``."""

    POSITIVES = "positives"
    NEGATIVES = "negatives"


class Use(StrEnum):
    """The choices of ``--purpose``."""

    ANY = "any"
    LEARNING = "learning"
    MEASURING = "measuring"


def simulate(
    output: Annotated[Path, typer.Argument(help="The folder for the sounds and their manifest.csv.")],
    *,
    kind: Annotated[Made, typer.Option(help="Music through simulated neural decoders, or without any.")],
    count: Annotated[int, typer.Option(min=1, help="How many recordings.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="One seed gives the same recordings everywhere.")] = 1,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Music by people: a folder, or a manifest. Rendered music if not given."),
    ] = None,
    soundfonts: Annotated[
        Path | None, typer.Option(help="A folder of SoundFonts to render with (needs FluidSynth).")
    ] = None,
    purpose: Annotated[
        Use, typer.Option(help="Rendered music to learn from and to measure on shares no genre.")
    ] = Use.ANY,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; DEADWAX_WORKERS if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Make recordings of known origin, with a manifest that `deadwax train ai` reads.

    Stopped and called again in the same folder, it goes on where it was. Exit 1 where music was left out.
    """
    plan = Plan(Kind(kind), seed, _music(source, soundfonts, purpose))
    with progress() as bar:
        task = bar.add_task("Making", total=count)
        done = make(
            plan,
            count,
            output,
            lambda number, total: bar.update(task, completed=number, total=total),
            workers or Settings.load().workers,
        )
    reasons = Counter(done.left_out)
    if as_json:
        write_json({"manifest": str(done.manifest), "made": done.made, "left_out": dict(reasons)})
    else:
        out().print(f"{done.made} recordings in [bold]{escape(str(done.manifest))}[/bold]")
        for reason, times in reasons.items():
            out().print(f"[yellow]left out[/yellow] {times}: {escape(reason)}")
    if reasons:
        raise typer.Exit(ExitCode.FINDINGS)


def _music(source: Path | None, soundfonts: Path | None, purpose: Use) -> Music:
    if source is not None:
        if soundfonts is not None or purpose is not Use.ANY:
            raise UsageError(
                "SoundFonts and a purpose are for rendered music.",
                remedy="Leave them out, or leave --from out.",
            )
        return recorded(source)
    return Rendered(fonts(soundfonts) if soundfonts else (), Purpose(purpose))
