"""What commands that work until they are stopped have in common."""

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from deadwax.cli.output import err
from deadwax.errors import InboxError
from deadwax.wiring import Plant
from runtime.settings import Settings
from runtime.telemetry import logs
from runtime.telemetry.exposition import StatusServer
from runtime.telemetry.health import Health
from runtime.telemetry.pulse import Pulse


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


def settings_of(*, once: bool) -> Settings:
    """The settings, with logs written as they say. With ``once``, only warnings are logged."""
    settings = Settings.load()
    if once and settings.log_level == "INFO":
        # A run that ends with a table needs no line for every start and stop.
        settings = settings.model_copy(update={"log_level": "WARNING"})
    logs.configure(settings)
    return settings


def folder_of(path: Path) -> Path:
    """The folder at ``path``. Raises ``InboxError`` where there is none."""
    folder = path.expanduser().resolve()
    if not folder.is_dir():
        raise InboxError(f"{path} is not a folder.", remedy="Name the folder that deliveries come to.")
    return folder
