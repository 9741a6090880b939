"""``deadwax serve``: the review API and its page."""

import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from deadwax.checking import checker_of
from deadwax.cli.output import err
from deadwax.cli.working import folder_of
from deadwax.errors import AddressError
from deadwax.scorecards.query import BookScorecards
from deadwax.upkeep import Upkeep, kept_up
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
    roots = [folder_of(path) for path in inbox or []]
    with plant(settings, *roots) as made, kept_up(Upkeep(settings, made.engine, made.log, made.clock)):
        serve_until_stopped(app_of(made), host, port)


def app_of(made: Plant) -> FastAPI:
    """The review API over the plant's database and log."""
    return create_app(
        made.settings,
        made.engine,
        made.log,
        clock=made.clock,
        workers=made.workers,
        checker=checker_of(made),
        scorecards=BookScorecards(made.engine),
        tracing=made.tracing,
    )


def serve_until_stopped(app: FastAPI, host: str, port: int) -> None:
    """Serve, and print the address as soon as it answers. Raises ``AddressError``."""
    with listening(host, port) as listener:
        address, taken = listener.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        server = Announcing(config, f"http://{shown}:{taken}/")
        server.run([listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on the address."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise AddressError(
            f"The page cannot be served on {host}:{port}: {error.strerror or error}.",
            remedy="Give another port with --port (0 takes a free one) or another address with --host.",
        ) from error


class Announcing(uvicorn.Server):
    """A server that says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce the address."""
        await super().startup(sockets)
        if self.started:
            err().print(f"Deadwax serves [bold]{self._address}[/bold]  (stop with Ctrl-C)")
