"""``deadwax demo``: a day of deliveries, made up and worked through, and the page to look at it."""

import secrets
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from sqlalchemy import Engine

from contracts.decision import Action
from deadwax.assembly import assemble
from deadwax.books import balance
from deadwax.cli.application import ExitCode
from deadwax.cli.output import err, out, progress, table
from deadwax.cli.run import Watch, print_balance
from deadwax.cli.serve import HOST, PORT, app_of, listening, serve_until_stopped
from deadwax.cli.working import stopping
from deadwax.demo.builder import Folder, build, clear, is_begun, is_built
from deadwax.demo.plan import World
from deadwax.demo.truth import REJECTED, Verdict, verdicts
from deadwax.demo.world import plan
from deadwax.gate import gate_of
from deadwax.wiring import Plant, plant
from ingest.inbox import Inbox
from review_api.accounts import create_user, set_password, user_exists
from review_api.roles import Role
from runtime.clock import SystemClock
from runtime.settings import Settings
from runtime.telemetry import logs

MODERATOR = "moderator"
TRACKS = 200


def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the summary.")] = False,
    host: Annotated[str, typer.Option(help="The address to serve the page on.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = PORT,
    tracks: Annotated[int, typer.Option(help="How many tracks the day has, 20 to 5000.")] = TRACKS,
    seed: Annotated[int, typer.Option(min=0, help="Another seed makes another world.")] = 1,
    home: Annotated[
        Path | None, typer.Option(help="The folder for the demo world; DEADWAX_HOME/demo if not given.")
    ] = None,
) -> None:
    """Make up a day of deliveries, run the pipeline on it, show what was found, and serve the page."""
    settings = demo_settings(Settings.load(), home)
    logs.configure(settings)
    folder, world = Folder(settings.home), plan(tracks, seed)
    if not no_serve:
        listening(host, port).close()  # better told now than after the whole day's work
    began = time.monotonic()
    prepare(folder, world, settings.workers)
    with plant(settings) as made:
        with stopping() as stop, progress() as bar:
            line = assemble(made, Inbox(folder.inbox, once=True, agreed=gate_of(settings).agreed))
            line.drain(stop, Watch(bar, line))
        told = balance(made.engine)
        print_balance(told, time.monotonic() - began)
        if stop.is_set() and not told.is_settled:
            raise typer.Exit(ExitCode.INTERRUPTED)
        print_truth(verdicts(made.engine, world))
        if not no_serve:
            serve_demo(made, host, port)
    raise typer.Exit(ExitCode.DONE if told.is_settled else ExitCode.FINDINGS)


def demo_settings(settings: Settings, home: Path | None) -> Settings:
    """The settings with a home, a database and a log of the demo's own, whatever else is configured."""
    # One partition: what came earlier is looked at earlier, though the day is worked through at once.
    place = (home or settings.home / "demo").expanduser().absolute()
    own = {
        "home": place,
        "database_url": f"sqlite:///{place}/deadwax.sqlite3",
        "log": "embedded",
        "log_partitions": 1,
        "api_url": None,
        "webhook_url": None,
        "log_level": "WARNING" if settings.log_level == "INFO" else settings.log_level,
    }
    return settings.model_copy(update=own)


def prepare(folder: Folder, world: World, processes: int) -> None:
    """Build the world unless it is there."""
    if is_built(folder, world):
        err().print(f"The demo world is there already: {len(world.tracks)} tracks in {folder.inbox}.")
        return
    if not is_begun(folder, world):
        clear(folder)
    senders = len({release.sender for release in world.releases})
    err().print(
        f"Building a day of {len(world.releases)} deliveries by {senders} senders in {folder.inbox} …"
    )
    with progress() as bar:
        task = bar.add_task("Tracks made", total=len(world.tracks))
        build(world, folder, processes, lambda: bar.advance(task))


def print_truth(told: tuple[Verdict, ...]) -> None:
    """What was decided beside what is true."""
    known = [*(action.value for action in Action), REJECTED]
    outcomes = [name for name in known if any(verdict.outcomes.get(name) for verdict in told)]
    title = "What the tracks really are, and what became of them"
    made = table(title, "really", "tracks", *outcomes, "right", right=("tracks", *outcomes, "right"))
    for verdict in told:
        counts = [str(verdict.outcomes.get(outcome, 0) or "·") for outcome in outcomes]
        made.add_row(verdict.kind.value, str(verdict.tracks), *counts, f"{verdict.right} of {verdict.tracks}")
    out().print(made)
    out().print(
        "[dim]Right: allowed if ordinary, labelled if disclosed, in moderation if not, refused or in "
        "moderation if broken. All of this music is synthesised and all names are invented: the table shows "
        "the machinery, not how well it does on real music.[/dim]"
    )


def serve_demo(made: Plant, host: str, port: int) -> None:
    """Serve the page; print the moderator's login, which is new every time."""
    password = secrets.token_urlsafe(9)
    give_login(made.engine, password)
    out().print(
        f"Log in as [bold]{MODERATOR}[/bold] with the password [bold]{escape(password)}[/bold] "
        "(made for this start, not shown again)."
    )
    serve_until_stopped(app_of(made), host, port)


def give_login(engine: Engine, password: str) -> None:
    """Make the demo's moderator, or give the one that is there a new password."""
    clock = SystemClock()
    if user_exists(engine, MODERATOR):
        set_password(engine, MODERATOR, password)
    else:
        create_user(engine, clock, MODERATOR, password, Role.MODERATOR, name="Demo moderator")
