"""``deadwax serve``: the review API and its page."""

from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from deadwax.cli.output import err
from deadwax.wiring import Plant, plant
from review_api.app import create_app
from runtime.settings import Settings
from runtime.telemetry import logs

HOST = "127.0.0.1"
PORT = 8400


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = PORT,
    inbox: Annotated[
        list[Path] | None, typer.Option("--inbox", help="A folder that delivered sound is played from.")
    ] = None,
) -> None:
    """Serve the review API and the moderators' page until stopped."""
    settings = Settings.load()
    logs.configure(settings)
    with plant(settings, *(path.expanduser().resolve() for path in inbox or [])) as made:
        serve_until_stopped(app_of(made), host, port)


def app_of(made: Plant) -> FastAPI:
    """The review API over the plant's database and log."""
    return create_app(made.settings, made.engine, made.log, clock=made.clock, workers=made.workers)


def serve_until_stopped(app: FastAPI, host: str, port: int) -> None:
    """Serve, and print the address as soon as it answers."""
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False)
    server = Announcing(config)
    server.run()


class Announcing(uvicorn.Server):
    """A server that says where it listens once it does."""

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # uvicorn's own type is narrower
        """Start, then announce the address."""
        await super().startup(sockets)  # type: ignore[arg-type]  # passed through as it came
        if not self.started:
            return
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        err().print(f"Deadwax serves [bold]http://{shown}:{port}/[/bold]  (stop with Ctrl-C)")
