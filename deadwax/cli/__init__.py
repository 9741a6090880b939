"""The command line: one file for each command or group of commands."""

from typing import Annotated

import typer

from deadwax import __version__
from deadwax.cli import accounts, dead, names, policy
from deadwax.cli.application import EPILOG, Commands
from deadwax.cli.backfill import backfill
from deadwax.cli.check import check
from deadwax.cli.demo import demo
from deadwax.cli.evaluate import evaluate
from deadwax.cli.run import run, worker
from deadwax.cli.schemas import schemas
from deadwax.cli.score import score
from deadwax.cli.scorecard import scorecard
from deadwax.cli.serve import serve
from deadwax.cli.simulate import simulate
from deadwax.cli.train import train

__all__ = ["app"]

app = typer.Typer(
    cls=Commands,
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


for command in (demo, run, worker, serve, score, check, scorecard, schemas, simulate, evaluate, backfill):
    app.command(epilog=EPILOG)(command)
app.add_typer(train, name="train")
app.add_typer(dead.dead, name="dead")
app.add_typer(policy.policy, name="policy")
app.add_typer(names.names, name="names")
app.add_typer(accounts.users, name="user")
app.add_typer(accounts.keys, name="key")
