"""The command line: one file for each command or group of commands, loaded when it is called."""

from typing import Annotated, Any

import typer

from deadwax import __version__
from deadwax.cli.application import EPILOG, Commands
from deadwax.cli.standing_in import StandIn

__all__ = ["app"]

COMMANDS = (
    StandIn(
        "demo",
        "deadwax.cli.demo:demo",
        "Make up a day of deliveries, run the pipeline on it, show what was found, and serve the page.",
    ),
    StandIn("run", "deadwax.cli.run:run", "Run all stages in one process."),
    StandIn(
        "worker",
        "deadwax.cli.worker:worker",
        "Run one stage until stopped; start as many as there are partitions.",
    ),
    StandIn(
        "serve", "deadwax.cli.serve:serve", "Serve the review API and the moderators' page until stopped."
    ),
    StandIn(
        "score",
        "deadwax.cli.score:score",
        "Say of each file whether its sound carries a neural decoder's trace, and why.",
    ),
    StandIn(
        "check",
        "deadwax.cli.check:check",
        "Say what is wrong with a delivery and how to fix it. Exit 0 clean, 1 findings, 2 unreadable.",
    ),
    StandIn(
        "scorecard",
        "deadwax.cli.scorecard:scorecard",
        "Show how well each sender delivers: findings, disclosure, marks, contradictions, time to fix.",
    ),
    StandIn(
        "schemas",
        "deadwax.cli.schemas:schemas",
        "Print the JSON Schema of every message, as one object by message name, or write files.",
    ),
    StandIn(
        "simulate",
        "deadwax.cli.simulate:simulate",
        "Make recordings of known origin, with a manifest that `deadwax train ai` reads.",
    ),
    StandIn(
        "evaluate",
        "deadwax.cli.evaluate:evaluate",
        "Measure the model per source, format and attack, sung and instrumental apart, with intervals.",
    ),
    StandIn(
        "backfill",
        "deadwax.cli.backfill:backfill",
        "Count a catalogue of the past: windows, names, ISRCs, files, and with --audio what it sounds like.",
    ),
    StandIn("train", "deadwax.cli.train:train", "Fit a model and write it with its card."),
    StandIn("dead", "deadwax.cli.dead:dead", "Messages that could not be processed, kept with their reason."),
    StandIn(
        "policy",
        "deadwax.cli.policy:policy",
        "What is done with a track, in rules that people can read.",
    ),
    StandIn(
        "names", "deadwax.cli.names:names", "Lists of names: whom to protect, and what others hold of whom."
    ),
    StandIn("user", "deadwax.cli.accounts:users", "Accounts for people."),
    StandIn("key", "deadwax.cli.accounts:keys", "API keys for machines."),
)


class Deadwax(Commands):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes | {"commands": COMMANDS})


app = typer.Typer(
    cls=Deadwax,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    help="Deadwax tells a streaming service where its music came from.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"deadwax {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
